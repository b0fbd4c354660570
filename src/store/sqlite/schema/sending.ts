import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { EmailAddress } from '../../../core/email-address.ts';
import type { SingleMailContent, SingleMailId } from '../../../domain/deliveries/single-mail.ts';
import type { SubscriberId } from '../../../domain/readers/subscriber.ts';
import { subscribers } from './readers.ts';
import { type RelayKey, relays } from './relays.ts';

/** Mails to one person. The key is unique for ever: what was written once is not written again. */
export const singleMails = sqliteTable(
  'single_mails',
  {
    id: integer('id').$type<SingleMailId>().primaryKey({ autoIncrement: true }),
    key: text('key').notNull().unique(),
    /** NULL once the reader it was for was erased. */
    to: text('to_address').$type<EmailAddress>(),
    subscriber: integer('subscriber_id')
      .$type<SubscriberId>()
      .references(() => subscribers.id, { onDelete: 'set null' }),
    content: text('content', { mode: 'json' }).$type<SingleMailContent>().notNull(),
    /** Safe to send twice: a notice or a preview, which goes to the author. */
    repeatable: integer('repeatable', { mode: 'boolean' }).notNull(),
    state: text('state', {
      enum: ['queued', 'sending', 'deferred', 'sent', 'failed', 'uncertain'],
    }).notNull(),
    stateAt: integer('state_at').notNull(),
    dueAt: integer('due_at'),
    failReason: text('fail_reason', {
      enum: ['refused', 'expired', 'no-such-mailbox', 'policy', 'not-sendable'],
    }),
    reply: text('reply'),
    attempts: integer('attempts').notNull().default(0),
    firstBegunAt: integer('first_begun_at'),
    epoch: integer('epoch'),
    /** The relay that it was last begun for. */
    relay: integer('relay_id')
      .$type<RelayKey>()
      .references(() => relays.id),
    /** Begun in test mode: it went elsewhere. */
    test: integer('test', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
  },
  (table) => [
    index('single_mails_by_state').on(table.state, table.dueAt),
    index('single_mails_by_subscriber').on(table.subscriber).where(sql`${table.subscriber} IS NOT NULL`),
    check(
      'single_mails_state',
      sql`${table.state} IN ('queued', 'sending', 'deferred', 'sent', 'failed', 'uncertain')`,
    ),
    check('single_mails_due_at', sql`(${table.state} = 'deferred') = (${table.dueAt} IS NOT NULL)`),
    check('single_mails_fail_reason', sql`(${table.state} = 'failed') = (${table.failReason} IS NOT NULL)`),
  ],
);

/** One row: who may send. The epoch only ever rises. */
export const lease = sqliteTable(
  'lease',
  {
    id: integer('id').primaryKey(),
    holder: text('holder'),
    epoch: integer('epoch').notNull(),
    until: integer('until').notNull(),
  },
  (table) => [check('lease_one_row', sql`${table.id} = 1`)],
);
