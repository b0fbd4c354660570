import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * What happened, one line a change. The id is also the store's own order of things: where "before or after" must be exact
 * (who was in the audience when it was frozen) it is asked of these ids, as clocks may stand still or go back.
 */
export const events = sqliteTable(
  'events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    at: integer('at').notNull(),
    kind: text('kind').notNull(),
    subject: text('subject').notNull(),
    detail: text('detail'),
  },
  // A reader may ask for all that is known about them, and the history is long.
  (table) => [index('events_by_subject').on(table.subject)],
);
