import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DeliveryStateKind } from '../../../src/domain/deliveries/delivery.ts';
import { nextPart } from '../../../src/domain/readers/following.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import { seriesVerbs } from '../../../src/store/sqlite/series.ts';
import { sessionOver } from '../../../src/store/sqlite/session.ts';
import { runs } from '../../support/runs.ts';
import { seriesStage, slot } from '../../support/series-stage.ts';
import { editionAt, importReaders, openTestStore, T0, topicId } from '../../support/stores.ts';

const PARTS = [1, 2, 3, 4];
const READERS = [1, 2, 3] as readonly number[] as readonly SubscriberId[];
const STATES: readonly DeliveryStateKind[] = [
  'sent',
  'queued',
  'failed',
  'skipped',
  'uncertain',
  'deferred',
  'sending',
];

/** What became of each reader's copy of each part, and by which kind of edition; null: there was none. */
const copies = fc.array(
  fc.option(fc.record({ state: fc.constantFrom(...STATES), bySeries: fc.boolean(), resent: fc.boolean() }), {
    freq: 2,
  }),
  { minLength: 12, maxLength: 12 },
);
const withdrawn = fc.subarray(PARTS, { maxLength: 2 });
/** The part that is not out yet, if any. */
const missing = fc.option(fc.constantFrom(...PARTS), { freq: 1 });

describe('the next part, as SQL', () => {
  it('is for each reader the one that the domain says, whatever became of the others', async () => {
    const property = fc.asyncProperty(copies, withdrawn, missing, async (all, gone, absent) => {
      const { store, path } = await openTestStore();
      const stage = seriesStage(() => store);
      for (const part of PARTS) {
        await stage.publish(part, T0 - (9 - part) * 86_400_000);
        await stage.openAll(`regular:raft-${part}`, T0 - (9 - part) * 86_400_000);
      }
      await importReaders(store, READERS.length);
      for (const reader of READERS) await stage.follow(reader, ['raft']);
      await writeCopies(store, stage, path, all);
      for (const part of gone) await store.withdraw(topicId(`raft-${part}`), T0);
      const expected = new Map<string, SubscriberId[]>();
      for (const reader of READERS) {
        const next = nextPart(await store.readerPartsOf(reader), absent);
        if (next.kind !== 'due') continue;
        expected.set(next.part.topic, [...(expected.get(next.part.topic) ?? []), reader]);
      }
      const topics = [...expected.keys()].toSorted();
      expect(await stage.due(5, new Map(absent === null ? [] : [['raft', absent]]))).toEqual(topics);
      for (const topic of topics) {
        const id = await stage.openAll(await stage.create(Number(topic.slice(-1)), 5), slot(5).at);
        expect(await stage.readersOf(id)).toEqual(expected.get(topic));
      }
      await store.close();
    });
    await fc.assert(property, runs(71, 25));
  });
});

/** Straight into the table: every state at once, as years of mailings leave them. */
async function writeCopies(
  store: Parameters<typeof editionAt>[0],
  stage: ReturnType<typeof seriesStage>,
  path: string,
  all: readonly ({
    readonly state: DeliveryStateKind;
    readonly bySeries: boolean;
    readonly resent: boolean;
  } | null)[],
): Promise<void> {
  const client = new Database(path);
  const insert = client.prepare(
    `INSERT INTO deliveries (edition_id, subscriber_id, topic, state, state_at, due_at, fail_reason, skip_reason, attempts, first_begun_at, epoch)
     VALUES (:edition, :reader, :topic, :state, 1, iif(:state = 'deferred', 1, NULL), iif(:state = 'failed', 'refused', NULL),
       iif(:state = 'skipped', 'cancelled', NULL), 1, 1, 1)`,
  );
  const note = client.prepare(
    `INSERT INTO delivery_notes (delivery_id, at, from_state, to_state, by) VALUES (?, 1, 'uncertain', 'queued', 'author')`,
  );
  for (const part of PARTS) {
    // Long ago: no part is too soon after it.
    const key = await stage.create(part, -20 + part);
    await store.cancelEdition((await editionAt(store, key)).id, T0 - 200 * 86_400_000);
    for (const reader of READERS) {
      const copy = all[(part - 1) * READERS.length + reader - 1] ?? null;
      if (copy === null) continue;
      const edition = (await editionAt(store, copy.bySeries ? key : `regular:raft-${part}`)).id;
      const { lastInsertRowid } = insert.run({ edition, reader, topic: `raft-${part}`, state: copy.state });
      if (copy.resent) note.run(lastInsertRowid);
    }
  }
  client.close();
}

describe('however many readers there are', () => {
  it('a slot looks at those who follow a series, and at nobody else', async () => {
    const { store, path } = await openTestStore();
    const stage = seriesStage(() => store);
    await stage.publish(1, T0 - 86_400_000);
    await importReaders(store, 9);
    await stage.openAll('regular:raft-1', T0 - 86_400_000);
    await stage.follow(3 as SubscriberId, ['raft']);
    const ran: string[] = [];
    const client = new Database(path, { verbose: (statement) => ran.push(String(statement)) });
    const verbs = seriesVerbs(sessionOver(client, path));
    await verbs.seriesPartsDue(slot(1), new Map([['raft', 2]]));
    await verbs.countFollowers('raft');
    await verbs.endFinishedFollowings('raft', 5, T0);
    const asked = ran.filter((sql) => /followings/.test(sql) && /SELECT/.test(sql));
    const plans = asked.flatMap((sql) =>
      client
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail),
    );
    client.close();
    expect(asked.length).toBe(3);
    const tables = plans.filter((plan) => /\b(?:f|s|p|d|w|r|t|v|x)\b/.test(plan));
    expect(tables).toContain('SEARCH s USING INTEGER PRIMARY KEY (rowid=?)');
    expect(tables.some((plan) => /SEARCH d USING .*deliveries_once_per_topic/.test(plan))).toBe(true);
    // Nothing is gone through whole but the followings, by the index of those that go on.
    expect(new Set(tables.filter((plan) => plan.startsWith('SCAN')))).toEqual(
      new Set(['SCAN f USING INDEX followings_open']),
    );
  });
});
