import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../src/core/clock.ts';
import type { DeliveryId, DeliveryStateKind, EditionId } from '../../src/domain/deliveries/delivery.ts';
import { CAUSES, mayBecome } from '../../src/domain/deliveries/transitions.ts';
import type { Store } from '../../src/store/store.ts';
import { settle } from '../support/ledger-turns.ts';
import { openTestStore, T0 } from '../support/stores.ts';
import { anyStep, PRELUDE, type Step } from './story/steps.ts';
import { beginSome, take, type World } from './story/world.ts';

const WAITING: readonly DeliveryStateKind[] = ['queued', 'sending', 'deferred'];
const SENT = { kind: 'sent', reply: '250 Ok' } as const;

describe('whatever happens', () => {
  it('the ledger adds up, nobody gets a post twice, complete means that nothing waits, and what waits is sent in the end', async () => {
    const seen = { begun: 0, changes: new Set<string>() };
    const story = fc.array(anyStep, { minLength: 20, maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        const world = await tell(steps, seen.changes);
        seen.begun += world.begun.size;
        await runDown(world);
        await world.store.close();
      }),
      { seed: 20261208, numRuns: 18 },
    );
    // Else the stories never came to the interesting part, and the property said nothing.
    expect(seen.begun).toBeGreaterThan(80);
    expect([...seen.changes]).toEqual(
      expect.arrayContaining(['failed queued', 'uncertain queued', 'uncertain sent', 'queued skipped']),
    );
  }, 120_000);
});

/** Takes every step, and checks after each that all is as it must be. */
async function tell(steps: readonly Step[], changes: Set<string>): Promise<World> {
  const subject = await openTestStore();
  const world: World = { ...subject, epoch: 0, now: T0, begun: new Map(), hours: new Map(), hour: 0 };
  for (const first of PRELUDE) await take(world, first);
  let before = await statesIn(world.store);
  for (const next of steps) {
    world.now += 10_000;
    await take(world, next);
    await checkLedgers(world.store);
    const after = await statesIn(world.store);
    checkChanges(before, after, next, changes);
    before = after;
  }
  return world;
}

type States = ReadonlyMap<DeliveryId, DeliveryStateKind>;

async function statesIn(store: Store): Promise<States> {
  const states = new Map<DeliveryId, DeliveryStateKind>();
  for (const { id } of await store.editions()) {
    for (const row of await store.deliveries(id, null, null, 100)) states.set(row.id, row.state.kind);
  }
  return states;
}

/** A step that settles or resends may take a row through two states at once. */
function checkChanges(before: States, after: States, step: Step, changes: Set<string>): void {
  for (const [id, from] of before) {
    const to = after.get(id);
    if (to === undefined) throw new Error(`delivery ${id} is gone after ${step.kind}`);
    if (to === from) continue;
    changes.add(`${from} ${to}`);
    const allowed = CAUSES.some((cause) => mayBecome(cause, from, to));
    expect([step, from, to, allowed]).toEqual([step, from, to, true]);
  }
}

async function checkLedgers(store: Store): Promise<void> {
  for (const { id, state } of await store.editions()) {
    const { audience, ...states } = await store.ledger(id);
    expect(Object.values(states).reduce((sum, rows) => sum + rows, 0)).toBe(audience);
    if (state.kind === 'complete') expect(WAITING.map((kind) => states[kind])).toEqual([0, 0, 0]);
    await checkOnce(store, id);
  }
}

async function checkOnce(store: Store, id: EditionId): Promise<void> {
  const readers = (await store.deliveries(id, null, null, 1_000)).map(({ subscriber }) => subscriber);
  expect(new Set(readers).size).toBe(readers.length);
}

/** The end of every story: a worker that goes on under the same limits leaves nothing waiting, however it came to wait. */
async function runDown(world: World): Promise<void> {
  world.now += 2 * HOUR;
  await take(world, { kind: 'take-over' });
  for (const { id, state } of await world.store.editions()) {
    if (state.kind === 'paused') await world.store.resumeEdition(id, world.now);
    if (state.kind === 'cancelled') while ((await world.store.skipCancelled(id, 2, world.now)) > 0);
    if (state.kind === 'open' || state.kind === 'paused') await sendAll(world, id);
    if (state.kind === 'pending' || state.kind === 'held' || state.kind === 'opening') continue;
    const { queued, sending, deferred } = await world.store.ledger(id);
    expect({ state: state.kind, queued, sending, deferred }).toEqual({
      state: state.kind,
      queued: 0,
      sending: 0,
      deferred: 0,
    });
  }
}

async function sendAll(world: World, id: EditionId): Promise<void> {
  for (let turns = 0; turns < 30; turns += 1) {
    await beginSome(world, id);
    const under = await world.store.deliveries(id, 'sending', null, 100);
    const outcomes = under.map((row) => ({ id: row.id, settlement: SENT, suppress: false }));
    await settle(world.store, outcomes, world.epoch, world.now);
    world.now += HOUR / 4;
  }
}
