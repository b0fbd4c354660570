import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, SECOND } from '../../../src/core/clock.ts';
import { sleep } from '../../../src/core/timers.ts';
import { actor, emptyWorld, START, seeded } from './worlds.ts';

describe('time in a world', () => {
  it('leaps from one event to the next, and stands where it was let run to', async () => {
    const { world } = emptyWorld();
    const seen: number[] = [];
    world.plan(START + 40 * DAY, 'later', () => void seen.push(world.clock.now() - START));
    world.plan(START + DAY, 'sooner', () => void seen.push(world.clock.now() - START));
    await world.run(START + 50 * DAY);
    expect(seen).toEqual([DAY, 40 * DAY]);
    expect(world.time).toBe(START + 50 * DAY);
  });

  it('rings alarms in the order of their instants, and of one instant in the order in which they were asked for', async () => {
    const { world } = emptyWorld();
    const timers = world.timersOf(actor());
    const rung: string[] = [];
    timers.after(20, () => void rung.push('third'));
    timers.after(10, () => void rung.push('first'));
    timers.after(10, () => void rung.push('second'));
    timers.after(15, () => void rung.push('never')).cancel();
    await world.run(START + SECOND);
    expect(rung).toEqual(['first', 'second', 'third']);
  });

  it('is not what a clock shows that was set wrong, and timers do not mind', async () => {
    const { world } = emptyWorld();
    const timers = world.timersOf(actor());
    world.setSkew(-3 * DAY);
    let shown = 0;
    timers.after(HOUR, () => {
      shown = world.clock.now();
    });
    await world.run(START + DAY);
    expect([shown, world.time]).toEqual([START + HOUR - 3 * DAY, START + DAY]);
  });

  it('goes on only when everything that an event set off has come to rest', async () => {
    const { world } = emptyWorld();
    const order: string[] = [];
    world.plan(START, 'reads', () => {
      void readFile(new URL(import.meta.url)).then(async (bytes) => {
        await new Promise((resolve) => setImmediate(resolve));
        order.push(bytes.length > 0 ? 'has read' : 'nothing');
      });
    });
    world.plan(START + 1, 'next', () => void order.push('next'));
    await world.run(START + 2);
    expect(order).toEqual(['has read', 'next']);
  });

  it('stops where it is told to', async () => {
    const { world } = emptyWorld();
    world.plan(START + HOUR, 'stops', () => world.stop());
    world.plan(START + 2 * HOUR, 'too late', () => expect.unreachable());
    await world.run(START + DAY);
    expect([world.isStopped, world.time]).toEqual([true, START + HOUR]);
  });
});

describe('an idle application', () => {
  /** Looks every half second for something to do. */
  async function poll(world: ReturnType<typeof emptyWorld>['world'], looks: number[]): Promise<void> {
    for (;;) {
      looks.push(world.time - START);
      await sleep(world.timersOf(actor()), SECOND / 2);
    }
  }

  it('is woken late rather than half a million times', async () => {
    const { world } = emptyWorld();
    const looks: number[] = [];
    void poll(world, looks);
    world.plan(START + 3 * DAY, 'something happens', () => world.effect());
    await world.run(START + 3 * DAY + SECOND);
    expect(looks.length).toBeLessThan(12);
    expect(looks.filter((look) => look > SECOND * 3 && look < 3 * DAY)).toEqual([]);
  });

  it('is woken when something comes due', async () => {
    const { world } = emptyWorld({ nextDue: () => START + HOUR });
    const looks: number[] = [];
    void poll(world, looks);
    world.plan(START + 3 * DAY, 'something happens', () => undefined);
    await world.run(START + HOUR);
    expect(looks.at(-1)).toBe(HOUR);
  });

  it('is woken when it foresees something itself, on the clock that it sees', async () => {
    const { world } = emptyWorld({ nextDue: () => 0 });
    const looks: number[] = [];
    const timers = world.timersOf(actor());
    const look = (): void => {
      looks.push(world.time - START);
      timers.after(SECOND / 2, look, START + 2 * HOUR - HOUR);
    };
    world.setSkew(-HOUR);
    look();
    world.plan(START + 3 * HOUR, 'something happens', () => undefined);
    await world.run(START + 2 * HOUR);
    expect(looks.filter((at) => at > 2 * SECOND)).toEqual([2 * HOUR]);
  });

  it('is not kept from an alarm that it set for a reason', async () => {
    const { world } = emptyWorld();
    let rung = 0;
    void poll(world, []);
    world.timersOf(actor()).after(30 * SECOND, () => {
      rung = world.time - START;
    });
    world.plan(START + DAY, 'something happens', () => undefined);
    await world.run(START + DAY);
    expect(rung).toBe(30 * SECOND);
  });
});

describe('who waits for a turn', () => {
  const everybody = (shuffle: ReturnType<typeof seeded> | null) => async (): Promise<string> => {
    const { world } = emptyWorld({ shuffle });
    const order: string[] = [];
    for (const name of 'abcdefgh') void world.turn(actor(name), name, async () => void order.push(name));
    await world.run(START);
    return order.join('');
  };

  it('gets it in the order of coming', async () => {
    expect(await everybody(null)()).toBe('abcdefgh');
  });

  it('gets it in an order that the seed decides, and nothing else', async () => {
    const [once, again, other] = [
      await everybody(seeded(1))(),
      await everybody(seeded(1))(),
      await everybody(seeded(2))(),
    ];
    expect(once).toBe(again);
    expect(once).not.toBe(other);
    expect([...once].toSorted().join('')).toBe('abcdefgh');
  });

  it('does not get it any more after death, and neither does an alarm ring', async () => {
    const { world } = emptyWorld();
    const doomed = actor();
    void world.turn(doomed, 'first', async () => {
      doomed.alive = false;
    });
    void world.turn(doomed, 'second', async () => expect.unreachable());
    world.timersOf(doomed).after(5, () => expect.unreachable());
    await world.run(START + SECOND);
    expect(world.events).toBe(1);
  });
});
