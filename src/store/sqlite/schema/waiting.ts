import { index, integer, primaryKey, sqliteTable } from 'drizzle-orm/sqlite-core';
import type { EditionId } from '../../../domain/deliveries/delivery.ts';
import { editions } from './editions.ts';
import { type LaneKey, lanes } from './relays.ts';

/** Lanes in which deliveries of an edition wait behind their domain's limit: which to look at next is one look-up. */
export const waitingLanes = sqliteTable(
  'waiting_lanes',
  {
    edition: integer('edition_id')
      .$type<EditionId>()
      .notNull()
      .references(() => editions.id),
    lane: integer('lane_id')
      .$type<LaneKey>()
      .notNull()
      .references(() => lanes.id),
    /** Before that there is nothing to take from it. */
    lookAt: integer('look_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.edition, table.lane] }),
    index('waiting_lanes_by_time').on(table.edition, table.lookAt),
  ],
);
