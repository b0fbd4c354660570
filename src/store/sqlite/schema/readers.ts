import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { EmailAddress } from '../../../core/email-address.ts';
import { FOLLOWING_ENDS } from '../../../domain/readers/following.ts';
import { EXITS, type SubscriberId } from '../../../domain/readers/subscriber.ts';

export const subscribers = sqliteTable(
  'subscribers',
  {
    id: integer('id').$type<SubscriberId>().primaryKey({ autoIncrement: true }),
    /** As typed. Address, its unique form, its hash and the name are NULL once the reader was erased. */
    address: text('address').$type<EmailAddress>(),
    uniqueForm: text('unique_form').unique(),
    addressHash: text('address_hash'),
    name: text('name'),
    state: text('state', { enum: ['pending', 'active', 'unsubscribed', 'erased'] }).notNull(),
    stateAt: integer('state_at').notNull(),
    createdAt: integer('created_at').notNull(),
    leftAt: integer('left_at'),
    leftHow: text('left_how', { enum: EXITS }),
    /** The event by which the reader last became active; NULL when never, or when a request to return was declined. */
    activeSince: integer('active_since_event'),
    /** The event by which the reader last ceased to be active. */
    activeUntil: integer('active_until_event'),
    /** When the reader moved to this address; NULL when it is the first. */
    addressAt: integer('address_at'),
  },
  (table) => [
    index('subscribers_by_state').on(table.state),
    index('subscribers_pending').on(table.stateAt).where(sql`${table.state} = 'pending'`),
    check('subscribers_state', sql`${table.state} IN ('pending', 'active', 'unsubscribed', 'erased')`),
    check(
      'subscribers_address',
      sql`(${table.state} = 'erased') = (${table.address} IS NULL) AND (${table.address} IS NULL) = (${table.uniqueForm} IS NULL) AND (${table.address} IS NULL) = (${table.addressHash} IS NULL)`,
    ),
    check('subscribers_active', sql`${table.state} <> 'active' OR ${table.activeSince} IS NOT NULL`),
    check(
      'subscribers_left',
      sql`${table.state} <> 'unsubscribed' OR (${table.leftAt} IS NOT NULL AND ${table.leftHow} IS NOT NULL)`,
    ),
  ],
);

/**
 * On which terms a reader stays: one row a change, the latest holds. The event says since when, so that a list which was frozen before is judged by
 * what held then. A row under which nothing was frozen is not kept when the next one comes.
 */
export const preferences = sqliteTable(
  'preferences',
  {
    event: integer('event').primaryKey(),
    subscriber: integer('subscriber_id')
      .$type<SubscriberId>()
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    at: integer('at').notNull(),
    /** NULL: all, also those to come. */
    tracks: text('tracks', { mode: 'json' }).$type<readonly string[]>(),
    pausedUntil: integer('paused_until'),
    rhythm: text('rhythm', { enum: ['every-post', 'monthly-digest'] }).notNull(),
  },
  (table) => [
    index('preferences_by_subscriber').on(table.subscriber, table.event),
    index('preferences_digest').on(table.subscriber).where(sql`${table.rhythm} = 'monthly-digest'`),
    check('preferences_rhythm', sql`${table.rhythm} IN ('every-post', 'monthly-digest')`),
  ],
);

/**
 * Series that readers asked for from their beginning: one row from asking to the end of it. Both ends are events, so that a list which was frozen in
 * between is judged by what held then.
 */
export const followings = sqliteTable(
  'followings',
  {
    began: integer('began_event').primaryKey(),
    subscriber: integer('subscriber_id')
      .$type<SubscriberId>()
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    series: text('series').notNull(),
    beganAt: integer('began_at').notNull(),
    ended: integer('ended_event'),
    endedAt: integer('ended_at'),
    endedWhy: text('ended_why', { enum: FOLLOWING_ENDS }),
  },
  (table) => [
    uniqueIndex('followings_open').on(table.series, table.subscriber).where(sql`${table.ended} IS NULL`),
    index('followings_by_series').on(table.series, table.subscriber),
    index('followings_by_subscriber').on(table.subscriber),
    check('followings_ended_why', sql`${table.endedWhy} IN ('reader', 'left', 'complete')`),
    check(
      'followings_ended',
      sql`(${table.ended} IS NULL) = (${table.endedAt} IS NULL) AND (${table.ended} IS NULL) = (${table.endedWhy} IS NULL)`,
    ),
  ],
);

/** Addresses that readers asked to have their mail at, until the owner of the address says yes. One for each reader: the last. */
export const wantedAddresses = sqliteTable('wanted_addresses', {
  subscriber: integer('subscriber_id')
    .$type<SubscriberId>()
    .primaryKey()
    .references(() => subscribers.id, { onDelete: 'cascade' }),
  address: text('address').$type<EmailAddress>().notNull(),
  addressHash: text('address_hash').notNull(),
  askedAt: integer('asked_at').notNull(),
});

/** What a reader agreed to. Rows are only added; `confirmed_at` is the one thing learnt later. */
export const consents = sqliteTable(
  'consents',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    subscriber: integer('subscriber_id')
      .$type<SubscriberId>()
      .notNull()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    door: text('door', { enum: ['form', 'mail', 'import', 'author'] }).notNull(),
    wording: text('wording').notNull(),
    formVersion: text('form_version').notNull(),
    at: integer('at').notNull(),
    confirmedAt: integer('confirmed_at'),
    /** From where it was given, if the author wants to keep that; after a while only the network, as in `192.0.2.0/24`. */
    ip: text('ip'),
  },
  (table) => [
    index('consents_by_subscriber').on(table.subscriber),
    index('consents_with_whole_ip')
      .on(table.at)
      .where(sql`${table.ip} IS NOT NULL AND instr(${table.ip}, '/') = 0`),
    check('consents_door', sql`${table.door} IN ('form', 'mail', 'import', 'author')`),
  ],
);

/** Why readers left, of those who said so on the page after leaving. */
export const leaveReasons = sqliteTable(
  'leave_reasons',
  {
    subscriber: integer('subscriber_id')
      .$type<SubscriberId>()
      .primaryKey()
      .references(() => subscribers.id, { onDelete: 'cascade' }),
    reason: text('reason', { enum: ['too-many', 'not-for-me', 'never-asked', 'other'] }).notNull(),
    at: integer('at').notNull(),
  },
  (table) => [
    check('leave_reasons_reason', sql`${table.reason} IN ('too-many', 'not-for-me', 'never-asked', 'other')`),
  ],
);

/** Addresses that must not be mailed, kept as keyed hashes: they outlive the reader's row. */
export const suppressions = sqliteTable(
  'suppressions',
  {
    addressHash: text('address_hash').primaryKey(),
    reason: text('reason', { enum: ['bounced', 'complained', 'erased', 'author'] }).notNull(),
    at: integer('at').notNull(),
    event: integer('event').notNull(),
  },
  (table) => [
    check('suppressions_reason', sql`${table.reason} IN ('bounced', 'complained', 'erased', 'author')`),
  ],
);
