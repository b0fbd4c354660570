import { expect } from 'vitest';
import { HOUR } from '../../../src/core/clock.ts';
import type { DeliveryId, EditionId } from '../../../src/domain/deliveries/delivery.ts';
import { NO_LIMITS } from '../../../src/domain/deliveries/limits.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { Claim } from '../../../src/store/edition-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { claimOf, RELAY, settle } from '../../support/ledger-turns.ts';
import {
  frozenContent,
  hashOf,
  importedReader,
  newPublication,
  newSubscriber,
  topicId,
} from '../../support/stores.ts';
import type { EditionVerb, ReaderVerb, Step } from './steps.ts';

/** The limits of every story: one domain is slow, one takes one message at a time, and the relay has a quota. */
const HOURLY = 5;
const LIMITS: Pick<Claim, 'relays' | 'domains'> = {
  relays: [{ id: RELAY, room: 3, limits: { ...NO_LIMITS, hourly: HOURLY } }],
  domains: {
    named: new Map([
      ['slow.example', { perSecond: 0.05, connections: null }],
      ['narrow.example', { perSecond: null, connections: 1 }],
    ]),
    others: null,
  },
};

const DOMAINS = ['slow.example', 'slow.example', 'narrow.example', 'free.example'];
const addressOf = (who: number): string => `r${who}@${DOMAINS[who % DOMAINS.length]}`;

export interface World {
  store: Store;
  epoch: number;
  now: number;
  /** Every delivery that was begun, with the epoch that did, and the hour in which that counts. */
  readonly begun: Map<DeliveryId, { readonly epoch: number; readonly hour: number }>;
  /** How many were begun in each hour of the clock, less those that came back unsent. */
  readonly hours: Map<number, number>;
  /** The latest hour that the clock ever showed. */
  hour: number;
  reopen(): Promise<Store>;
}

export async function take(world: World, next: Step): Promise<void> {
  const { store, now } = world;
  switch (next.kind) {
    case 'reader':
      return takeWithReader(world, next.verb, next.who);
    case 'edition':
      return takeWithEdition(world, next.verb, next.which);
    case 'settle':
      return settleLast(world, next);
    case 'wait':
      world.now += next.milliseconds;
      return;
    case 'import':
      await store.importSubscribers(
        [1, 2, 3, 4, 5, 6].map((who) => importedReader(addressOf(who))),
        now,
      );
      return;
    case 'take-over':
      world.epoch = (await store.acquireLease(`worker ${now}`, now, 1))?.epoch ?? world.epoch;
      return;
    case 'kill':
      world.store = await world.reopen();
  }
}

async function settleLast(world: World, { how, suppress }: Extract<Step, { kind: 'settle' }>): Promise<void> {
  for (const [id, { epoch, hour }] of [...world.begun].slice(-3)) {
    const isUnderWay = await isSending(world.store, id);
    await settle(world.store, [{ id, settlement: how, suppress }], epoch, world.now);
    if (isUnderWay && how.kind === 'queued') count(world, hour, -1);
  }
}

async function isSending(store: Store, id: DeliveryId): Promise<boolean> {
  for (const edition of await store.editions()) {
    const rows = await store.deliveries(edition.id, 'sending', null, 100);
    if (rows.some((row) => row.id === id)) return true;
  }
  return false;
}

function count(world: World, hour: number, messages: number): void {
  world.hours.set(hour, (world.hours.get(hour) ?? 0) + messages);
}

async function takeWithReader({ store, now }: World, verb: ReaderVerb, who: number): Promise<void> {
  const text = addressOf(who);
  const id = who as SubscriberId;
  if (verb === 'subscribe') await store.subscribe(newSubscriber(text), now);
  if (verb === 'confirm') await store.confirm(id, now, now);
  if (verb === 'unsubscribe') await store.unsubscribe(id, 'page', now);
  if (verb === 'undo') await store.undoUnsubscribe(id, now);
  if (verb === 'suppress') await store.suppress(hashOf(text), 'bounced', now);
  if (verb === 'erase') await store.erase(id, now);
}

async function takeWithEdition(world: World, verb: EditionVerb, which: number): Promise<void> {
  const { store, now } = world;
  const topic = topicId(`topic-${which}`);
  if (verb === 'publish') await store.publish(newPublication({ topic, slot: null, at: now }));
  if (verb === 'withdraw') await store.withdraw(topic, now);
  const id = (await store.editionByKey(`regular:${topic}`))?.id;
  if (id === undefined) return;
  if (verb === 'begin') await beginSome(world, id);
  if (verb === 'freeze') await store.freezeEdition(id, frozenContent(), now);
  if (verb === 'open') await store.openDeliveries(id, 3, now);
  if (verb === 'complete') await store.completeEdition(id, null, now);
  if (verb === 'pause') await store.pauseEdition(id, 'author', null, now);
  if (verb === 'resume') await store.resumeEdition(id, now);
  if (verb === 'cancel') await store.cancelEdition(id, now);
  if (verb === 'skip-cancelled') await store.skipCancelled(id, 2, now);
  if (verb === 'retry') await store.retryFailed(id, { reason: null, subscribers: null }, now);
  if (verb !== 'resolve-sent' && verb !== 'resolve-resend') return;
  const how = verb === 'resolve-sent' ? 'sent' : 'resend';
  await store.resolveUncertain(id, { how, by: 'author', detail: null, subscribers: null }, now);
}

/** Begins under the limits, and checks of each delivery that it might be begun. Returns how many were, and whether there is more to look at. */
export async function beginSome(world: World, id: EditionId): Promise<{ begun: number; more: boolean }> {
  const { store, now, epoch } = world;
  const state = (await store.editionById(id))?.state.kind;
  const underWay = await underWayIn(store);
  const claim = claimOf(id, 3, { ...LIMITS, underWay });
  const { begun, more, holds } = await store.turnLedger({ epoch, at: now, settlements: [], claim });
  for (const { until } of holds) expect(until ?? now + 1).toBeGreaterThan(now);
  if (begun.length > 0) expect(state).toBe('open');
  for (const delivery of begun) {
    const reader = await store.subscriberById(delivery.subscriber);
    expect(reader?.state.kind).toBe('active');
    expect(await store.suppressionOf(hashOf(delivery.address))).toBeNull();
  }
  world.hour = Math.max(world.hour, Math.floor(now / HOUR));
  for (const { id: begunId } of begun) {
    world.begun.delete(begunId); // so that the last begun stand last
    world.begun.set(begunId, { epoch, hour: world.hour });
  }
  count(world, world.hour, begun.length);
  expect(world.hours.get(world.hour)).toBeLessThanOrEqual(HOURLY);
  return { begun: begun.length, more };
}

async function underWayIn(store: Store): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { id } of await store.editions()) {
    for (const { address } of await store.deliveries(id, 'sending', null, 100)) {
      const domain = address?.split('@')[1] ?? 'nobody';
      counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
  }
  return counts;
}
