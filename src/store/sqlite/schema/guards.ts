import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** On which UTC days an address was mailed a confirmation, by its keyed hash: that outlives the reader's row. */
export const confirmationDays = sqliteTable(
  'confirmation_days',
  {
    addressHash: text('address_hash').notNull(),
    day: integer('day').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.addressHash, table.day] }),
    index('confirmation_days_by_day').on(table.day),
  ],
);

/** How many sign-ups came in, and how many were confirmed, in each ten minutes of the last weeks. */
export const signUpStretches = sqliteTable('sign_up_stretches', {
  stretch: integer('stretch').primaryKey(),
  asked: integer('asked').notNull(),
  confirmed: integer('confirmed').notNull(),
});

/** One row: the last time all doors were shut because of a spike. */
export const signUpPause = sqliteTable(
  'sign_up_pause',
  {
    id: integer('id').primaryKey(),
    at: integer('at').notNull(),
    until: integer('until').notNull(),
    unconfirmed: integer('unconfirmed').notNull(),
    usual: real('usual').notNull(),
  },
  (table) => [check('sign_up_pause_one_row', sql`${table.id} = 1`)],
);
