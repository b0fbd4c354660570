import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { SlotDate, TopicId } from '../../../domain/calendar/calendar.ts';

/** Publishing days that are closed: the date is the key, so a slot has one outcome for ever. */
export const slots = sqliteTable(
  'slots',
  {
    date: text('date').$type<SlotDate>().primaryKey(),
    instant: integer('instant').notNull(),
    outcome: text('outcome', { enum: ['published', 'skipped', 'missed'] }).notNull(),
    missReason: text('miss_reason', { enum: ['downtime', 'late', 'not-ready', 'calendar-invalid'] }),
    recordedAt: integer('recorded_at').notNull(),
  },
  (table) => [
    check('slots_outcome', sql`${table.outcome} IN ('published', 'skipped', 'missed')`),
    check('slots_miss_reason', sql`(${table.outcome} = 'missed') = (${table.missReason} IS NOT NULL)`),
  ],
);

/** Posts that came out, with the words as they were published: a topic is published once, a slot is used once. */
export const publications = sqliteTable(
  'publications',
  {
    topic: text('topic').$type<TopicId>().primaryKey(),
    slot: text('slot')
      .$type<SlotDate>()
      .unique()
      .references(() => slots.date),
    at: integer('at').notNull(),
    offset: text('offset').notNull(),
    zoneData: text('zone_data').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    track: text('track').notNull(),
    series: text('series'),
    part: integer('part'),
    tags: text('tags', { mode: 'json' }).$type<readonly string[]>().notNull(),
    markdown: text('markdown').notNull(),
    revisedAt: integer('revised_at'),
    withdrawnAt: integer('withdrawn_at'),
    /** Since when it is known here, of a post that came out before Fortnight: no mailing of its own ever brought it. */
    earlierSince: integer('earlier_since'),
  },
  (table) => [
    index('publications_by_part')
      .on(table.series, table.part, table.topic)
      .where(sql`${table.series} IS NOT NULL AND ${table.part} IS NOT NULL`),
  ],
);

/** One row: slots before `date` never open. */
export const watermark = sqliteTable(
  'watermark',
  {
    id: integer('id').primaryKey(),
    date: text('date').$type<SlotDate>().notNull(),
    at: integer('at').notNull(),
  },
  (table) => [check('watermark_one_row', sql`${table.id} = 1`)],
);

/** One row: the last calendar that could be read, as JSON. */
export const lastCalendar = sqliteTable(
  'last_calendar',
  {
    id: integer('id').primaryKey(),
    json: text('json').notNull(),
    at: integer('at').notNull(),
  },
  (table) => [check('last_calendar_one_row', sql`${table.id} = 1`)],
);
