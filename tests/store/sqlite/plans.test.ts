import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { DeliveryId, EditionId } from '../../../src/domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import { authorVerbs } from '../../../src/store/sqlite/author-words.ts';
import { deliveryVerbs } from '../../../src/store/sqlite/deliveries.ts';
import { draftVerbs } from '../../../src/store/sqlite/drafts.ts';
import { editionVerbs } from '../../../src/store/sqlite/editions.ts';
import { leaseVerbs } from '../../../src/store/sqlite/lease.ts';
import { leavingVerbs } from '../../../src/store/sqlite/leaving.ts';
import { openingVerbs } from '../../../src/store/sqlite/opening.ts';
import { preferenceVerbs } from '../../../src/store/sqlite/preferences.ts';
import { secondChanceVerbs } from '../../../src/store/sqlite/second-chances.ts';
import { type Session, sessionOver } from '../../../src/store/sqlite/session.ts';
import { storedAboutVerbs } from '../../../src/store/sqlite/stored-about.ts';
import { storyVerbs } from '../../../src/store/sqlite/stories.ts';
import { turnVerbs } from '../../../src/store/sqlite/turn/turn.ts';
import { begin, claimOf, settle } from '../../support/ledger-turns.ts';
import {
  frozenContent,
  importReaders,
  openEdition,
  openTestStore,
  T0,
  takeLease,
} from '../../support/stores.ts';

/** How SQLite looks for the deliveries, or what `about` matches, in every statement that `act` runs. */
async function plansOf(
  act: (session: Session, id: EditionId, epoch: number) => Promise<unknown>,
  about = { statements: /deliver|waiting_lanes/, steps: /deliver|\b[dw]\b|TEMP/ },
): Promise<string[]> {
  const { store, path } = await openTestStore();
  await importReaders(store, 9);
  const { id } = await openEdition(store);
  const epoch = await takeLease(store);
  const ran: string[] = [];
  const client = new Database(path, { verbose: (statement) => ran.push(String(statement)) });
  await act(sessionOver(client, path), id, epoch);
  client.close();
  const reader = new Database(path);
  const statements = ran.filter((sql) => about.statements.test(sql));
  const plans = statements.flatMap((sql) =>
    reader
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail),
  );
  reader.close();
  return plans.filter((detail) => about.steps.test(detail));
}

describe('however long the ledger is', () => {
  it('a claim looks only at what it claims', async () => {
    const plans = await plansOf((session, id, epoch) => begin(turnVerbs(session), id, 3, epoch, T0));
    expect(new Set(plans)).toEqual(
      new Set([
        'SEARCH d USING INDEX deliveries_due (edition_id=? AND due_at<?)',
        'SEARCH d USING INDEX deliveries_by_state (edition_id=? AND state=? AND lane=?)',
        'SEARCH w USING INDEX waiting_lanes_by_time (edition_id=? AND look_at<?)',
        'SEARCH w USING INDEX waiting_lanes_by_time (edition_id=? AND look_at>?)',
        'SEARCH deliveries USING INTEGER PRIMARY KEY (rowid=?)',
      ]),
    );
  });

  it('a settlement looks only at what it settles', async () => {
    const plans = await plansOf(async (session, id, epoch) => {
      const [first, second] = await begin(turnVerbs(session), id, 2, epoch, T0);
      if (first === undefined || second === undefined) throw new Error('nothing was begun');
      const sent = { id: first.id, settlement: { kind: 'sent', reply: '250 Ok' }, suppress: false } as const;
      const back = { id: second.id, settlement: { kind: 'queued' }, suppress: false } as const;
      await settle(turnVerbs(session), [sent, back], epoch, T0);
    });
    expect(plans.filter(isLong)).toEqual([]);
  });

  it('a take-over looks only at what is in flight', async () => {
    const plans = await plansOf((session) => leaseVerbs(session).acquireLease('another', T0 * 2, 1));
    const plan = 'SEARCH deliveries USING INDEX deliveries_by_state (edition_id=? AND state=?)';
    expect(plans).toEqual([plan, plan]);
  });

  it('the next due time is one look-up', async () => {
    const plans = await plansOf((session, id) => deliveryVerbs(session).nextDeferredAt(id));
    expect(plans).toEqual(['SEARCH deliveries USING COVERING INDEX deliveries_due (edition_id=?)']);
  });

  it.each([null, 'queued' as const])(
    'a page of deliveries (%s) is read in the order of an index',
    async (state) => {
      const plans = await plansOf(async (session, id) => {
        const [first] = await deliveryVerbs(session).deliveries(id, state, null, 1);
        await deliveryVerbs(session).deliveries(id, state, first?.id ?? null, 3);
      });
      expect(plans.length).toBeGreaterThan(1);
      for (const plan of plans) expect(plan).toMatch(/^SEARCH/);
    },
  );

  it('deliveries that wait behind a limit are found without looking at the rest', async () => {
    const slow = { named: new Map([['example.org', { perSecond: 1, connections: null }]]), others: null };
    const plans = await plansOf(async (session, id, epoch) => {
      for (const at of [T0, T0 + 1_000]) {
        const claim = claimOf(id, 3, { domains: slow });
        await turnVerbs(session).turnLedger({ epoch, at, settlements: [], claim });
      }
    });
    expect(plans).toContain('SEARCH w USING INDEX waiting_lanes_by_time (edition_id=? AND look_at<?)');
    expect(plans).toContain('SEARCH d USING INDEX deliveries_by_state (edition_id=? AND state=? AND lane=?)');
    expect(plans.filter(isLong)).toEqual([]);
  });

  it.each<[string, (session: Session, id: EditionId) => Promise<unknown>]>([
    ['cancelling', (session, id) => authorVerbs(session).skipCancelled(id, 2, T0)],
    [
      'trying again what failed',
      (session, id) => secondChanceVerbs(session).retryFailed(id, { reason: null, subscribers: null }, T0),
    ],
    [
      'resolving what is uncertain',
      (session, id) =>
        secondChanceVerbs(session).resolveUncertain(
          id,
          { how: 'resend', by: 'author', detail: null, subscribers: null },
          T0,
        ),
    ],
    ['one delivery', (session, id) => deliveryVerbs(session).deliveryTo(id, 1 as SubscriberId)],
    ['its story', (session) => storyVerbs(session).deliveryNotes(1 as DeliveryId)],
    ['forgetting a reader', (session) => leavingVerbs(session).erase(1 as SubscriberId, T0)],
    ['completing', (session, id) => editionVerbs(session).completeEdition(id, null, T0)],
  ])('%s looks only at what it is about', async (_, act) => {
    const plans = await plansOf((session, id) => act(session, id));
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter(isLong)).toEqual([]);
  });

  it('the reasons are counted within their states', async () => {
    const plans = await plansOf((session, id) => storyVerbs(session).ledgerReasons(id));
    expect(plans.filter((plan) => plan.startsWith('SCAN'))).toEqual([]);
  });
});

describe('however many readers there are', () => {
  const wishes = { statements: /preferences|events/, steps: /preferences|events|\b[psv]\b|TEMP/ };
  const crypto = { name: null, tracks: ['a'], pausedUntil: null, rhythm: 'every-post' } as const;

  it('what each wanted at the freeze is one look-up', async () => {
    const plans = await plansOf(async (session) => {
      const draft = { title: 'T', markdown: 'M' };
      const key = 'announcement:move';
      const words = { kind: 'announcement', key, topic: null, subject: 'S', draft, test: false } as const;
      await draftVerbs(session).createEdition(words, T0);
      const edition = await editionVerbs(session).editionByKey(key);
      if (edition === null) throw new Error('it was just made');
      await openingVerbs(session).freezeEdition(edition.id, frozenContent(), T0);
      await openingVerbs(session).openDeliveries(edition.id, 5, T0);
    }, wishes);
    expect(plans).toContain(
      'SEARCH v USING COVERING INDEX preferences_by_subscriber (subscriber_id=? AND event<?)',
    );
    expect(plans).toContain('SEARCH p USING INTEGER PRIMARY KEY (rowid=?) LEFT-JOIN');
    expect(plans.filter((plan) => /^SCAN [pv]\b/.test(plan))).toEqual([]);
  });

  it.each<[string, (session: Session) => Promise<unknown>]>([
    ['saving', (session) => preferenceVerbs(session).savePreferences(1 as SubscriberId, crypto, T0)],
    [
      'what held at a freeze',
      (session) => preferenceVerbs(session).preferencesAtFreeze(1 as EditionId, 1 as SubscriberId),
    ],
    ['all that is known of one', (session) => storedAboutVerbs(session).storedAbout(1 as SubscriberId)],
  ])('%s looks only at what it is about', async (_, act) => {
    const plans = await plansOf(act, wishes);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter(isLong)).toEqual([]);
  });

  it('who takes the digest is asked of those who ever did', async () => {
    const plans = await plansOf((session) => preferenceVerbs(session).someoneTakesDigest(), wishes);
    expect(plans).toContain('SCAN p USING COVERING INDEX preferences_digest');
    expect(plans.filter((plan) => plan.startsWith('SCAN s'))).toEqual([]);
  });
});

/** Whether a step of a plan grows with the ledger. */
function isLong(plan: string): boolean {
  return /^SCAN|TEMP B-TREE/.test(plan);
}
