import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { SlotDate, TopicId } from '../../../domain/calendar/calendar.ts';
import type { DeliveryId, EditionId } from '../../../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../../domain/readers/subscriber.ts';
import { publications } from './publications.ts';
import { subscribers } from './readers.ts';

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
      enum: ['pending', 'held', 'opening', 'open', 'complete', 'cancelled'],
    }).notNull(),
    stateAt: integer('state_at').notNull(),
    approvedAt: integer('approved_at'),
    approvedHash: text('approved_hash'),
    sendNow: integer('send_now', { mode: 'boolean' }).notNull().default(false),
    /** The event of the freeze: the audience is who was active just before it. */
    cutOff: integer('cut_off'),
    /** The id of the last reader whose delivery was considered, 0 before the first: where opening goes on after a kill. */
    cursor: integer('cursor'),
    /** How many deliveries were written. Counted apart from their states, so that the ledger's sum proves something. */
    audience: integer('audience').notNull().default(0),
  },
  (table) => [
    check(
      'editions_state',
      sql`${table.state} IN ('pending', 'held', 'opening', 'open', 'complete', 'cancelled')`,
    ),
    check(
      'editions_kind',
      sql`${table.kind} IN ('regular', 'correction', 'series', 'digest', 'announcement')`,
    ),
    check('editions_approval', sql`(${table.approvedAt} IS NULL) = (${table.approvedHash} IS NULL)`),
    check(
      'editions_frozen',
      sql`${table.state} NOT IN ('opening', 'open', 'complete') OR (${table.cutOff} IS NOT NULL AND ${table.cursor} IS NOT NULL)`,
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
    /** Set for regular and series editions only: nobody gets a post twice. */
    topic: text('topic').$type<TopicId>(),
    state: text('state', {
      enum: ['queued', 'sending', 'sent', 'deferred', 'failed', 'skipped', 'uncertain'],
    }).notNull(),
    stateAt: integer('state_at').notNull(),
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
  },
  (table) => [
    uniqueIndex('deliveries_once_per_edition').on(table.edition, table.subscriber),
    uniqueIndex('deliveries_once_per_topic')
      .on(table.topic, table.subscriber)
      .where(sql`${table.topic} IS NOT NULL`),
    // Rows of one state lie together in order of id: claims, lists and the ledger's sum all read from here.
    index('deliveries_by_state').on(table.edition, table.state),
    index('deliveries_due').on(table.edition, table.dueAt).where(sql`${table.state} = 'deferred'`),
    index('deliveries_in_flight').on(table.epoch).where(sql`${table.state} = 'sending'`),
    check(
      'deliveries_state',
      sql`${table.state} IN ('queued', 'sending', 'sent', 'deferred', 'failed', 'skipped', 'uncertain')`,
    ),
    check('deliveries_due_at', sql`(${table.state} = 'deferred') = (${table.dueAt} IS NOT NULL)`),
    check('deliveries_fail_reason', sql`(${table.state} = 'failed') = (${table.failReason} IS NOT NULL)`),
    check('deliveries_skip_reason', sql`(${table.state} = 'skipped') = (${table.skipReason} IS NOT NULL)`),
    check(
      'deliveries_begun',
      sql`${table.state} NOT IN ('sending', 'sent', 'uncertain') OR (${table.epoch} IS NOT NULL AND ${table.firstBegunAt} IS NOT NULL AND ${table.attempts} > 0)`,
    ),
  ],
);
