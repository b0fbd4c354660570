import { sql } from 'drizzle-orm';
import { check, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { RelayId } from '../../../domain/deliveries/relay-record.ts';

declare const relayKeyBrand: unique symbol;
/** A relay's row. */
export type RelayKey = number & { readonly [relayKeyBrand]: true };

declare const laneKeyBrand: unique symbol;
/** A lane's row, or the common lane. */
export type LaneKey = number & { readonly [laneKeyBrand]: true };

/** The lane of deliveries that wait for nothing but their turn. It has no row. */
export const COMMON_LANE = 0 as LaneKey;

/** What each relay was given lately, and what it has against us. */
export const relays = sqliteTable(
  'relays',
  {
    id: integer('id').$type<RelayKey>().primaryKey(),
    account: text('account').$type<RelayId>().notNull().unique(),
    tokens: real('tokens').notNull(),
    tokensAt: integer('tokens_at').notNull(),
    hourStart: integer('hour_start').notNull(),
    hourUsed: integer('hour_used').notNull(),
    dayStart: integer('day_start').notNull(),
    dayUsed: integer('day_used').notNull(),
    firstUsedAt: integer('first_used_at'),
    troubleKind: text('trouble_kind', { enum: ['login', 'tls', 'signing', 'connection', 'policy'] }),
    troubleDetail: text('trouble_detail'),
    troubleAt: integer('trouble_at'),
    troubleUntil: integer('trouble_until'),
  },
  (table) => [
    check(
      'relays_trouble_kind',
      sql`${table.troubleKind} IN ('login', 'tls', 'signing', 'connection', 'policy')`,
    ),
    check(
      'relays_trouble',
      sql`(${table.troubleKind} IS NULL) = (${table.troubleDetail} IS NULL) AND (${table.troubleKind} IS NULL) = (${table.troubleAt} IS NULL) AND (${table.troubleKind} IS NULL) = (${table.troubleUntil} IS NULL)`,
    ),
  ],
);

/** Recipient domains that have a limit, with what each was given lately. */
export const lanes = sqliteTable('lanes', {
  id: integer('id').$type<LaneKey>().primaryKey(),
  domain: text('domain').notNull().unique(),
  tokens: real('tokens').notNull(),
  tokensAt: integer('tokens_at').notNull(),
});
