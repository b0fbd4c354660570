import type { Instant } from '../../core/clock.ts';
import type { Calendar, Topic } from '../calendar/calendar.ts';
import { wordsOfFilling } from './filling.ts';
import type { PlanRow } from './plan.ts';

/**
 * The planned posts as an iCalendar file (RFC 5545): instants in UTC, so that no zone has to be described. A topic keeps
 * its UID wherever it moves: a calendar that reads the file again moves its entry along.
 */
export function planAsIcalendar(rows: readonly PlanRow[], calendar: Calendar, now: Instant): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Fortnight//Plan//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(calendar.blog.title)}`,
    ...rows.flatMap((row) => eventOf(row, calendar, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf(row: PlanRow, { topics, blog }: Calendar, now: Instant): readonly string[] {
  const topic = topics.find(({ id }) => id === row.planned.topic);
  if (topic === undefined) return [];
  return [
    'BEGIN:VEVENT',
    `UID:${topic.id}@${new URL(blog.url).hostname}`,
    `DTSTAMP:${instantInUtc(now)}`,
    `DTSTART:${instantInUtc(row.instant)}`,
    'DURATION:PT15M',
    `SUMMARY:${escaped(topic.title)}`,
    `DESCRIPTION:${escaped(describe(row, topic))}`,
    `CATEGORIES:${escaped(topic.track)}`,
    'TRANSP:TRANSPARENT', // a post takes nobody's time
    `STATUS:${row.readiness?.ready === true ? 'CONFIRMED' : 'TENTATIVE'}`,
    'END:VEVENT',
  ];
}

function describe({ readiness, planned }: PlanRow, { id, summary }: Topic): string {
  const state = readiness === null || readiness.ready ? 'ready' : `not ready: ${readiness.missing}`;
  return [summary, `${id}, ${state} (${wordsOfFilling(planned)})`].filter((line) => line !== '').join('\n');
}

/** `20261208T170000Z` */
function instantInUtc(instant: Instant): string {
  return new Date(instant).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}

/** RFC 5545, section 3.3.11. */
function escaped(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');
}

const MOST_OCTETS = 75;

/** RFC 5545, section 3.1: no line is longer than 75 octets; a fold never parts a character. */
function folded(line: string): string {
  let result = '';
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > MOST_OCTETS) {
      result += '\r\n ';
      octets = 1;
    }
    result += character;
    octets += size;
  }
  return result;
}
