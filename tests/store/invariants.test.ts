import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../src/core/clock.ts';
import type {
  DeliveryId,
  DeliveryStateKind,
  EditionId,
  Settlement,
} from '../../src/domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import type { Store } from '../../src/store/store.ts';
import { begin, settle } from '../support/ledger-turns.ts';
import { runs } from '../support/runs.ts';
import {
  frozenContent,
  hashOf,
  newPublication,
  newSubscriber,
  openTestStore,
  T0,
  topicId,
} from '../support/stores.ts';

/** One thing that may happen to a store; `who` and `which` pick a reader and an edition. */
type Step =
  | {
      readonly kind: 'subscribe' | 'confirm' | 'unsubscribe' | 'undo' | 'suppress' | 'erase';
      readonly who: number;
    }
  | {
      readonly kind: 'publish' | 'freeze' | 'open' | 'begin' | 'complete' | 'withdraw';
      readonly which: number;
    }
  | { readonly kind: 'settle'; readonly how: Settlement; readonly suppress: boolean }
  | { readonly kind: 'import' | 'take-over' | 'kill' };

const WAITING: readonly DeliveryStateKind[] = ['queued', 'sending', 'deferred'];
const READERS = 6;
const TOPICS = 2;

/** Where every story starts, or few would come to the interesting part. */
const PRELUDE: readonly Step[] = [
  { kind: 'import' },
  { kind: 'publish', which: 1 },
  { kind: 'freeze', which: 1 },
  { kind: 'open', which: 1 },
  { kind: 'open', which: 1 },
  { kind: 'take-over' },
];

const settlement: fc.Arbitrary<Settlement> = fc.constantFrom<Settlement>(
  { kind: 'sent', reply: '250 Ok' },
  { kind: 'deferred', until: T0 + MINUTE, reply: '451 later' },
  { kind: 'failed', reason: 'refused', reply: '550 no' },
  { kind: 'queued' },
  { kind: 'uncertain' },
);

const readerStep = fc.record({
  kind: fc.constantFrom('subscribe', 'confirm', 'confirm', 'unsubscribe', 'undo', 'suppress', 'erase'),
  who: fc.integer({ min: 1, max: READERS }),
});
const editionStep = fc.record({
  kind: fc.constantFrom(
    'publish',
    'freeze',
    'open',
    'open',
    'begin',
    'begin',
    'begin',
    'complete',
    'withdraw',
  ),
  which: fc.integer({ min: 1, max: TOPICS }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: readerStep },
  { weight: 8, arbitrary: editionStep },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('settle' as const), how: settlement, suppress: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('import', 'take-over', 'kill') }) },
);

describe('whatever happens', () => {
  it('the ledger adds up, nobody gets a post twice, and complete means that nothing waits', async () => {
    const begunEver = { count: 0 };
    const story = fc.array(step, { minLength: 20, maxLength: 70 });
    await fc.assert(
      fc.asyncProperty(story, async (steps) => {
        const subject = await openTestStore();
        const world: World = { ...subject, epoch: 0, now: T0, begun: new Map() };
        for (const first of PRELUDE) await take(world, first);
        for (const next of steps) {
          world.now += 10_000;
          await take(world, next);
          await checkLedgers(world.store);
        }
        begunEver.count += world.begun.size;
        await world.store.close();
      }),
      runs(20261208, 15),
    );
    // Else the stories never came to the interesting part, and the property said nothing.
    expect(begunEver.count).toBeGreaterThan(40);
  });
});

interface World {
  store: Store;
  epoch: number;
  now: number;
  /** Every delivery that was begun, with the epoch that did. */
  readonly begun: Map<DeliveryId, number>;
  reopen(): Promise<Store>;
}

async function take(world: World, next: Step): Promise<void> {
  const { store, now } = world;
  switch (next.kind) {
    case 'publish':
      await store.publish(newPublication({ topic: topicId(`topic-${next.which}`), slot: null, at: now }));
      return;
    case 'withdraw':
      await store.withdraw(topicId(`topic-${next.which}`), now);
      return;
    case 'freeze':
    case 'open':
    case 'begin':
    case 'complete':
      return takeWithEdition(world, next.kind, next.which);
    case 'settle': {
      const open = [...world.begun].slice(-3);
      for (const [id, epoch] of open) {
        await settle(store, [{ id, settlement: next.how, suppress: next.suppress }], epoch, now);
      }
      return;
    }
    case 'import':
      await store.importSubscribers(
        [1, 2, 3, 4, 5, 6].map((who) => newSubscriber(`r${who}@example.org`)),
        now,
      );
      return;
    case 'take-over':
      world.epoch = (await store.acquireLease(`worker ${now}`, now, 1))?.epoch ?? world.epoch;
      return;
    case 'kill':
      world.store = await world.reopen();
      return;
    default:
      return takeWithReader(world, next.kind, next.who);
  }
}

async function takeWithReader({ store, now }: World, kind: string, who: number): Promise<void> {
  const text = `r${who}@example.org`;
  const id = who as SubscriberId;
  if (kind === 'subscribe') await store.subscribe(newSubscriber(text), now);
  if (kind === 'confirm') await store.confirm(id, now, now);
  if (kind === 'unsubscribe') await store.unsubscribe(id, 'page', now);
  if (kind === 'undo') await store.undoUnsubscribe(id, now);
  if (kind === 'suppress') await store.suppress(hashOf(text), 'bounced', now);
  if (kind === 'erase') await store.erase(id, now);
}

async function takeWithEdition(world: World, kind: string, which: number): Promise<void> {
  const { store, now, epoch } = world;
  const id = (await store.editionByKey(`regular:topic-${which}`))?.id;
  if (id === undefined) return;
  if (kind === 'freeze') await store.freezeEdition(id, frozenContent(), now);
  if (kind === 'open') await store.openDeliveries(id, 3, now);
  if (kind === 'complete') await store.completeEdition(id, null, now);
  if (kind !== 'begin') return;
  for (const begun of await begin(store, id, 2, epoch, now)) {
    const reader = await store.subscriberById(begun.subscriber);
    expect(reader?.state.kind).toBe('active');
    expect(await store.suppressionOf(hashOf(begun.address))).toBeNull();
    world.begun.set(begun.id, epoch);
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
