import Database from 'better-sqlite3';
import { beforeEach, describe, expect, it } from 'vitest';
import type {
  DeliveryId,
  DeliveryStateKind,
  EditionId,
  Settlement,
} from '../../../src/domain/deliveries/delivery.ts';
import {
  CAUSES,
  type Cause,
  DELIVERY_STATES,
  mayBecome,
} from '../../../src/domain/deliveries/transitions.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import type { Resolution } from '../../../src/store/edition-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { begin, settle } from '../../support/ledger-turns.ts';
import { addActiveReaders, openEdition, openTestStore, T0, takeLease } from '../../support/stores.ts';

const ALL = { reason: null, subscribers: null };
const DELIVERY = 1 as DeliveryId;
const READER = 1 as SubscriberId;

/** What a row in each state has beside it. */
const COLUMNS: Readonly<Record<DeliveryStateKind, string>> = {
  queued: '',
  sending: ', attempts = 1, epoch = 1, first_begun_at = 1',
  sent: ", attempts = 1, epoch = 1, first_begun_at = 1, reply = '250'",
  deferred: `, attempts = 1, epoch = 1, first_begun_at = 1, due_at = ${T0}`,
  failed: ", attempts = 1, epoch = 1, first_begun_at = 1, fail_reason = 'refused'",
  skipped: ", skip_reason = 'unsubscribed'",
  uncertain: ', attempts = 1, epoch = 1, first_begun_at = 1',
};

const OUTCOMES: Readonly<Partial<Record<DeliveryStateKind, Settlement>>> = {
  sent: { kind: 'sent', reply: '250 Ok' },
  deferred: { kind: 'deferred', until: T0 + 1, reply: '451' },
  failed: { kind: 'failed', reason: 'refused', reply: '550' },
  uncertain: { kind: 'uncertain' },
  queued: { kind: 'queued' },
};

let store: Store;
let client: Database.Database;
let id: EditionId;
let epoch: number;

beforeEach(async () => {
  const subject = await openTestStore();
  store = subject.store;
  await addActiveReaders(store, ['alice@example.org']);
  id = (await openEdition(store)).id;
  epoch = await takeLease(store);
  client = new Database(subject.path);
  return () => client.close();
});

function put(state: DeliveryStateKind): unknown {
  client.exec(`UPDATE deliveries SET state = '${state}'${COLUMNS[state]}`);
  return rowNow();
}

function rowNow() {
  return client.prepare<[], { state: DeliveryStateKind }>('SELECT * FROM deliveries').get();
}

/** Brings a cause about in the way that it comes about, towards that state; false when it has no words for such a thing. */
async function bringAbout(cause: Cause, to: DeliveryStateKind): Promise<boolean> {
  switch (cause) {
    case 'begin':
      if (to === 'sending') await begin(store, id, 1, epoch, T0);
      return to === 'sending';
    case 'skip':
      if (to !== 'skipped') return false;
      await store.unsubscribe(READER, 'page', T0);
      await begin(store, id, 1, epoch, T0);
      return true;
    case 'settle':
    case 'late-settle':
      return settleTowards(to);
    case 'orphan':
      if (to === 'uncertain') await store.acquireLease('another', T0 * 2, 1);
      return to === 'uncertain';
    case 'cancel':
      if (to !== 'skipped') return false;
      await store.cancelEdition(id, T0);
      await store.skipCancelled(id, 9, T0);
      return true;
    case 'retry':
      if (to === 'queued') await store.retryFailed(id, ALL, T0);
      return to === 'queued';
    default:
      return resolveTowards(cause === 'evidence' ? 'evidence' : 'author', cause, to);
  }
}

async function settleTowards(to: DeliveryStateKind): Promise<boolean> {
  if (to === 'skipped') await store.cancelEdition(id, T0);
  const settlement = OUTCOMES[to === 'skipped' ? 'queued' : to];
  if (settlement === undefined) return false;
  await settle(store, [{ id: DELIVERY, settlement, suppress: false }], epoch, T0 + 1);
  return true;
}

async function resolveTowards(by: Resolution['by'], cause: Cause, to: DeliveryStateKind): Promise<boolean> {
  const how = to === 'sent' ? 'sent' : 'resend';
  if (to !== 'sent' && to !== 'queued') return false;
  if (by === 'author' && cause !== `resolve-${how}`) return false;
  await store.resolveUncertain(id, { how, by, detail: 'log', subscribers: null }, T0);
  return true;
}

/** One verb settles a row that is under way and one that was given up: which of the two it is, the row says. */
function expected(cause: Cause, from: DeliveryStateKind, to: DeliveryStateKind): boolean {
  const isSettlement = cause === 'settle' || cause === 'late-settle';
  if (!isSettlement) return mayBecome(cause, from, to);
  return mayBecome('settle', from, to) || mayBecome('late-settle', from, to);
}

describe.each(CAUSES)('%s', (cause) => {
  it.each(DELIVERY_STATES)('leads a row that is %s only where the table says', async (from) => {
    const reached: DeliveryStateKind[] = [];
    for (const to of DELIVERY_STATES) {
      client.exec('BEGIN; DELETE FROM delivery_notes; DELETE FROM deliveries; COMMIT');
      client.exec(
        "UPDATE editions SET state = 'open'; UPDATE subscribers SET state = 'active'; UPDATE lease SET epoch = 1, holder = 'x', until = 0",
      );
      client
        .prepare(
          "INSERT INTO deliveries (id, edition_id, subscriber_id, topic, state, state_at) VALUES (1, ?, 1, 'raft-1', 'queued', 0)",
        )
        .run(id);
      const before = put(from);
      if (!(await bringAbout(cause, to))) continue;
      const after = rowNow();
      if (expected(cause, from, to)) {
        expect(after?.state).toBe(to);
        reached.push(to);
      } else expect(after).toEqual(before);
    }
    // What the table promises can be brought about: no entry of it is idle.
    const promised = DELIVERY_STATES.filter((to) => mayBecome(cause, from, to));
    expect(reached).toEqual(expect.arrayContaining(promised));
  });
});
