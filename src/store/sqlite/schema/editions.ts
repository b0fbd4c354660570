import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { SlotDate, TopicId } from '../../../domain/calendar/calendar.ts';
import type { DeliveryId, DeliveryStateKind, EditionId } from '../../../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../../domain/readers/subscriber.ts';
import { publications } from './publications.ts';
import { subscribers } from './readers.ts';
import { COMMON_LANE, type LaneKey, type RelayKey, relays } from './relays.ts';

export const editions = sqliteTable(
  'editions',
  {
    id: integer('id').$type<EditionId>().primaryKey({ autoIncrement: true }),
    kind: text('kind', { enum: ['regular', 'correction', 'series', 'digest', 'announcement'] }).notNull(),
    key: text('key').notNull().unique(),
    topic: text('topic')
      .$type<TopicId>()
      .references(() => publications.topic),
    slot: text('slot').$type<SlotDate>(),
    publishedAt: integer('published_at').notNull(),
    subject: text('subject').notNull(),
    state: text('state', {
      enum: ['pending', 'held', 'opening', 'open', 'paused', 'complete', 'cancelled'],
    }).notNull(),
    stateAt: integer('state_at').notNull(),
    openedAt: integer('opened_at'),
    pausedBy: text('paused_by', { enum: ['author', 'breaker'] }),
    pausedWhy: text('paused_why'),
    approvedAt: integer('approved_at'),
    approvedHash: text('approved_hash'),
    sendNow: integer('send_now', { mode: 'boolean' }).notNull().default(false),
    /** The event of the freeze: the audience is who was active just before it. */
    cutOff: integer('cut_off'),
    /** The track of its post when the list was frozen: a revised post may stand in another one later. */
    track: text('track'),
    /** The id of the last reader whose delivery was considered, 0 before the first: where opening goes on after a kill. */
    cursor: integer('cursor'),
    /** How many deliveries were written. Counted apart from their states, so that the ledger's sum proves something. */
    audience: integer('audience').notNull().default(0),
    /** Opened in test mode: its mails go elsewhere, and a reader's own copy is still to come. */
    test: integer('test', { mode: 'boolean' }).notNull().default(false),
  },
  (table) => [
    check(
      'editions_state',
      sql`${table.state} IN ('pending', 'held', 'opening', 'open', 'paused', 'complete', 'cancelled')`,
    ),
    check('editions_paused', sql`(${table.state} = 'paused') = (${table.pausedBy} IS NOT NULL)`),
    check(
      'editions_kind',
      sql`${table.kind} IN ('regular', 'correction', 'series', 'digest', 'announcement')`,
    ),
    check('editions_approval', sql`(${table.approvedAt} IS NULL) = (${table.approvedHash} IS NULL)`),
    check(
      'editions_frozen',
      sql`${table.state} NOT IN ('opening', 'open', 'paused', 'complete') OR (${table.cutOff} IS NOT NULL AND ${table.cursor} IS NOT NULL)`,
    ),
  ],
);

/** Apart from `editions`, so that listing those never reads megabytes of HTML. */
export const editionContents = sqliteTable('edition_contents', {
  edition: integer('edition_id')
    .$type<EditionId>()
    .primaryKey()
    .references(() => editions.id),
  subject: text('subject').notNull(),
  html: text('html').notNull(),
  text: text('text').notNull(),
  hash: text('hash').notNull(),
});

/** What the author wrote for a mailing that is no post. */
export const editionDrafts = sqliteTable('edition_drafts', {
  edition: integer('edition_id')
    .$type<EditionId>()
    .primaryKey()
    .references(() => editions.id),
  title: text('title').notNull(),
  markdown: text('markdown').notNull(),
});

/** What the list of an edition of a series is judged by. */
export const seriesEditions = sqliteTable(
  'series_editions',
  {
    edition: integer('edition_id')
      .$type<EditionId>()
      .primaryKey()
      .references(() => editions.id),
    /** Of its post when the edition was made: a revised post may stand in another one later. */
    series: text('series').notNull(),
    /** The moment of its slot: who asked for the series later, or was paused then, is not on the list. */
    slotAt: integer('slot_at').notNull(),
    /** For who got a part by an edition that opened after this, the next one would come too soon. */
    tooSoonAfter: integer('too_soon_after').notNull(),
  },
  (table) => [index('series_editions_by_series').on(table.series)],
);

/** The ledger: one row per edition and reader. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    id: integer('id').$type<DeliveryId>().primaryKey({ autoIncrement: true }),
    edition: integer('edition_id')
      .$type<EditionId>()
      .notNull()
      .references(() => editions.id),
    subscriber: integer('subscriber_id')
      .$type<SubscriberId>()
      .notNull()
      .references(() => subscribers.id),
    /** Set for regular and series editions that are no test: nobody gets a post twice. A copy that was never sent gives it up to the edition of a series that brings the post after all. */
    topic: text('topic').$type<TopicId>(),
    state: text('state', {
      enum: ['queued', 'sending', 'sent', 'deferred', 'failed', 'skipped', 'uncertain'],
    }).notNull(),
    stateAt: integer('state_at').notNull(),
    /** Which queue a waiting one stands in: 0 is the common one, else the one behind its domain's limit. */
    lane: integer('lane').$type<LaneKey>().notNull().default(COMMON_LANE),
    /** When a deferred one may be begun again. */
    dueAt: integer('due_at'),
    failReason: text('fail_reason', {
      enum: ['refused', 'expired', 'no-such-mailbox', 'policy', 'not-sendable'],
    }),
    skipReason: text('skip_reason', { enum: ['unsubscribed', 'suppressed', 'cancelled'] }),
    reply: text('reply'),
    attempts: integer('attempts').notNull().default(0),
    firstBegunAt: integer('first_begun_at'),
    /** The lease's epoch that last began it: only its own worker may settle it. */
    epoch: integer('epoch'),
    /** The relay that it was last begun for. */
    relay: integer('relay_id')
      .$type<RelayKey>()
      .references(() => relays.id),
  },
  (table) => [
    uniqueIndex('deliveries_once_per_edition').on(table.edition, table.subscriber),
    uniqueIndex('deliveries_once_per_topic')
      .on(table.topic, table.subscriber)
      .where(sql`${table.topic} IS NOT NULL`),
    // Rows of one state and lane lie together in order of id: claims, lists and the ledger's sum all read from here.
    index('deliveries_by_state').on(table.edition, table.state, table.lane),
    // One that came due while its domain was at its limit waits in that lane, and is not due a second time.
    index('deliveries_due')
      .on(table.edition, table.dueAt)
      .where(sql`${table.state} = 'deferred' AND ${table.lane} = 0`),
    check(
      'deliveries_state',
      sql`${table.state} IN ('queued', 'sending', 'sent', 'deferred', 'failed', 'skipped', 'uncertain')`,
    ),
    check('deliveries_lane', sql`${table.lane} = 0 OR ${table.state} IN ('queued', 'deferred')`),
    check('deliveries_due_at', sql`(${table.state} = 'deferred') = (${table.dueAt} IS NOT NULL)`),
    check('deliveries_fail_reason', sql`(${table.state} = 'failed') = (${table.failReason} IS NOT NULL)`),
    check('deliveries_skip_reason', sql`(${table.state} = 'skipped') = (${table.skipReason} IS NOT NULL)`),
    check(
      'deliveries_begun',
      sql`${table.state} NOT IN ('sending', 'sent', 'uncertain') OR (${table.epoch} IS NOT NULL AND ${table.firstBegunAt} IS NOT NULL AND ${table.attempts} > 0)`,
    ),
  ],
);

/** What happened to a delivery on the way, oldest first; the plain course of things writes none. */
export const deliveryNotes = sqliteTable(
  'delivery_notes',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    delivery: integer('delivery_id')
      .$type<DeliveryId>()
      .notNull()
      .references(() => deliveries.id),
    at: integer('at').notNull(),
    from: text('from_state').$type<DeliveryStateKind>().notNull(),
    to: text('to_state').$type<DeliveryStateKind>().notNull(),
    by: text('by', { enum: ['relay', 'take-over', 'reader', 'author', 'evidence'] }).notNull(),
    /** Forgotten when the reader is erased. */
    detail: text('detail'),
  },
  (table) => [
    index('delivery_notes_by_delivery').on(table.delivery),
    check('delivery_notes_by', sql`${table.by} IN ('relay', 'take-over', 'reader', 'author', 'evidence')`),
  ],
);
