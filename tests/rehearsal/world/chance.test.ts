import { describe, expect, it } from 'vitest';
import { Agenda } from '../../../src/rehearsal/world/agenda.ts';
import { chanceOf } from '../../../src/rehearsal/world/chance.ts';

describe('chance', () => {
  it('comes out the same for the same seed, on every machine', () => {
    const chance = chanceOf(1);
    const drawn = Array.from({ length: 4 }, () => chance.below(1_000));
    expect(drawn).toEqual([675, 981, 247, 590]);
  });

  it('forks for a purpose without moving, and is moved by no fork', () => {
    const [one, other] = [chanceOf(7), chanceOf(7)];
    const fork = one.fork('purpose');
    fork.random();
    expect(one.random()).toBe(other.random());
    expect(chanceOf(7).fork('purpose').random()).toBe(chanceOf(7).fork('purpose').random());
    expect(chanceOf(7).fork('purpose').random()).not.toBe(chanceOf(7).fork('another').random());
  });

  it('stays within its limits', () => {
    const chance = chanceOf(3);
    for (let index = 0; index < 2_000; index += 1) {
      const [number, size] = [chance.below(6), chance.magnitude(10, 10_000)];
      expect(number >= 0 && number < 6 && Number.isInteger(number)).toBe(true);
      expect(size).toBeGreaterThanOrEqual(10);
      expect(size).toBeLessThanOrEqual(10_000);
    }
    expect(chance.pick([])).toBeNull();
  });
});

describe('an agenda', () => {
  it('gives what was entered in order of instant, rank and coming', () => {
    const chance = chanceOf(5);
    const agenda = new Agenda<{ at: number; rank: number; order: number }>();
    const entries = Array.from({ length: 500 }, (_, order) => ({
      at: chance.below(20),
      rank: chance.below(3),
      order,
    }));
    for (const entry of entries) agenda.add(entry);
    const taken = entries.map(() => agenda.takeFirst());
    expect(taken).toEqual(
      entries.toSorted((one, two) => one.at - two.at || one.rank - two.rank || one.order - two.order),
    );
    expect([agenda.takeFirst(), agenda.size]).toEqual([null, 0]);
  });
});
