import { sql } from 'drizzle-orm';
import { blob, check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { type ArrivingMail, WAYS_IN } from '../../../domain/inbound/arriving-mail.ts';
import { INBOUND_KINDS, type InboundRecipient } from '../../../domain/inbound/classified.ts';
import { INTENTS, type InboundId, OUTCOMES, PASSED_ON } from '../../../domain/inbound/kept-mail.ts';
import type { SubscriberId } from '../../../domain/readers/subscriber.ts';
import { subscribers } from './readers.ts';

/** Mails that came in, for a month. */
export const inboundMails = sqliteTable(
  'inbound_mails',
  {
    id: integer('id').$type<InboundId>().primaryKey({ autoIncrement: true }),
    fingerprint: text('fingerprint').notNull().unique(),
    way: text('way', { enum: WAYS_IN }).notNull(),
    /** NULL where no server said any, as in a mailbox. */
    envelope: text('envelope', { mode: 'json' }).$type<NonNullable<ArrivingMail['envelope']>>(),
    receivedAt: integer('received_at').notNull(),
    /** Of the message before it was deflated, in octets. */
    size: integer('size').notNull(),
    from: text('from_field').notNull(),
    subject: text('subject').notNull(),
    senderHash: text('sender_hash'),
    kind: text('kind', { enum: INBOUND_KINDS }).notNull(),
    format: text('format', { enum: ['dsn', 'arf', 'mdn', 'text', 'plain'] }).notNull(),
    recipients: text('recipients', { mode: 'json' }).$type<readonly InboundRecipient[]>().notNull(),
    intent: text('intent', { enum: INTENTS }).notNull(),
    state: text('state', { enum: ['received', 'applied'] }).notNull(),
    /** How often applying it broke. */
    faults: integer('faults').notNull().default(0),
    appliedAt: integer('applied_at'),
    outcome: text('outcome', { enum: OUTCOMES }),
    /** What of it went out; stays when it is applied again. */
    passedOn: text('passed_on', { enum: PASSED_ON }),
    subscriber: integer('subscriber_id')
      .$type<SubscriberId>()
      .references(() => subscribers.id, { onDelete: 'set null' }),
    /** Deflated (RFC 1951). The last column, as whoever reads one behind it reads through all of this. */
    raw: blob('raw', { mode: 'buffer' }).notNull(),
  },
  (table) => [
    index('inbound_mails_by_time').on(table.receivedAt),
    index('inbound_mails_waiting').on(table.id).where(sql`${table.state} = 'received'`),
    index('inbound_mails_by_subscriber').on(table.subscriber).where(sql`${table.subscriber} IS NOT NULL`),
    index('inbound_mails_by_sender').on(table.senderHash).where(sql`${table.senderHash} IS NOT NULL`),
    check('inbound_mails_way', sql`${table.way} IN ('smtp', 'lmtp', 'imap', 'file')`),
    check(
      'inbound_mails_kind',
      sql`${table.kind} IN ('bounce', 'delay', 'complaint', 'auto-reply', 'command', 'human')`,
    ),
    check('inbound_mails_format', sql`${table.format} IN ('dsn', 'arf', 'mdn', 'text', 'plain')`),
    check(
      'inbound_mails_intent',
      sql`${table.intent} IN ('loop', 'nothing', 'report', 'subscribe', 'confirm', 'leave', 'person')`,
    ),
    check(
      'inbound_mails_outcome',
      sql`${table.outcome} IN ('noted', 'loop', 'unproven', 'bounced', 'suppressed', 'complained', 'asked', 'not-asked', 'subscribed-already', 'confirmed', 'declined', 'left', 'left-already', 'outdated', 'unknown-reader', 'person', 'ignored', 'failed')`,
    ),
    check('inbound_mails_passed_on', sql`${table.passedOn} IN ('answered', 'forwarded')`),
    check(
      'inbound_mails_state',
      sql`${table.state} IN ('received', 'applied') AND (${table.state} = 'applied') = (${table.outcome} IS NOT NULL) AND (${table.outcome} IS NULL) = (${table.appliedAt} IS NULL)`,
    ),
  ],
);

/** That a mail came, for ever: a mailbox that is read anew, years later, brings nothing twice. */
export const inboundMarks = sqliteTable('inbound_marks', {
  fingerprint: text('fingerprint').primaryKey(),
  at: integer('at').notNull(),
});
