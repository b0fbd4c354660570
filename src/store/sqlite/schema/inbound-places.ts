import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** How far each mailbox that mail is fetched from was read. */
export const inboundPlaces = sqliteTable(
  'inbound_places',
  {
    mailbox: text('mailbox').primaryKey(),
    uidValidity: integer('uid_validity').notNull(),
    uid: integer('uid').notNull(),
  },
  (table) => [check('inbound_places_uid', sql`${table.uid} >= 0`)],
);
