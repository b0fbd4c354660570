import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { EditionId } from '../../../domain/deliveries/delivery.ts';
import { REASONS } from '../../../domain/inbound/classified.ts';
import { FEEDBACK_SOURCES } from '../../../domain/inbound/feedback.ts';
import type { SubscriberId } from '../../../domain/readers/subscriber.ts';
import { editions } from './editions.ts';
import { subscribers } from './readers.ts';

/** What was told, by the teller's name for it, so that it is not taken twice. Forgotten after a while. */
export const feedbackEvents = sqliteTable(
  'feedback_events',
  {
    source: text('source', { enum: FEEDBACK_SOURCES }).notNull(),
    eventId: text('event_id').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.eventId] }),
    index('feedback_events_by_time').on(table.at),
    check(
      'feedback_events_source',
      sql`${table.source} IN ('ses', 'postmark', 'mailgun', 'sendgrid', 'webhook', 'mail')`,
    ),
  ],
);

/** Signatures that do not cover a body, and the body that each was used for. Forgotten after a while. */
export const feedbackNonces = sqliteTable(
  'feedback_nonces',
  {
    source: text('source', { enum: FEEDBACK_SOURCES }).notNull(),
    nonce: text('nonce').notNull(),
    bodyDigest: text('body_digest').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.nonce] }),
    index('feedback_nonces_by_time').on(table.at),
    check(
      'feedback_nonces_source',
      sql`${table.source} IN ('ses', 'postmark', 'mailgun', 'sendgrid', 'webhook', 'mail')`,
    ),
  ],
);

/** Mails to readers that came back. A reader who is erased has none any more. */
export const bounces = sqliteTable(
  'bounces',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    subscriber: integer('subscriber_id')
      .$type<SubscriberId>()
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    edition: integer('edition_id')
      .$type<EditionId>()
      .references(() => editions.id),
    at: integer('at').notNull(),
    source: text('source', { enum: FEEDBACK_SOURCES }).notNull(),
    status: text('status'),
    permanent: integer('permanent', { mode: 'boolean' }).notNull(),
    suppress: integer('suppress', { mode: 'boolean' }).notNull(),
    reason: text('reason', { enum: REASONS }).notNull(),
    detail: text('detail'),
  },
  (table) => [
    index('bounces_by_subscriber').on(table.subscriber),
    check(
      'bounces_source',
      sql`${table.source} IN ('ses', 'postmark', 'mailgun', 'sendgrid', 'webhook', 'mail')`,
    ),
    check(
      'bounces_reason',
      sql`${table.reason} IN ('mailbox-unknown', 'mailbox-disabled', 'mailbox-moved', 'mailbox-full', 'host-unknown', 'message-too-large', 'syntax', 'policy', 'rate-limited', 'network', 'expired', 'loop', 'system', 'unclear')`,
    ),
  ],
);
