import { sql } from 'drizzle-orm';
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { SubscriberId } from '../../../domain/readers/subscriber.ts';

/** One row: with which key the addresses are hashed, told by a hash under that key. */
export const addressKey = sqliteTable(
  'address_key',
  {
    id: integer('id').primaryKey(),
    /** NULL only while addresses are hashed anew, when it was never noted. */
    mark: text('mark'),
    /** While addresses are hashed anew: the mark of the key that they get, and the last reader who has it. NULL at other times. */
    nextMark: text('next_mark'),
    rehashedTo: integer('rehashed_to').$type<SubscriberId>(),
  },
  (table) => [
    check('address_key_one_row', sql`${table.id} = 1`),
    check('address_key_mark', sql`${table.mark} IS NOT NULL OR ${table.nextMark} IS NOT NULL`),
    check('address_key_next', sql`(${table.nextMark} IS NULL) = (${table.rehashedTo} IS NULL)`),
  ],
);
