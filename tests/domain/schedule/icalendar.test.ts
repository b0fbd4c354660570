import { describe, expect, it } from 'vitest';
import { noFacts } from '../../../src/domain/schedule/facts.ts';
import { planAsIcalendar } from '../../../src/domain/schedule/icalendar.ts';
import { plan } from '../../../src/domain/schedule/plan.ts';
import { calendarWith, instant, readyByStatus, type TopicSketch } from '../../support/calendars.ts';

const now = instant('2026-11-22T12:00:00-08:00');

function written(topics: readonly TopicSketch[]): string {
  const calendar = calendarWith({ topics });
  const rows = plan({ calendar, facts: noFacts, readinessOf: readyByStatus(calendar), now });
  return planAsIcalendar(rows, calendar, now);
}

/** What a reader makes of it: folds undone, escapes undone. */
function read(text: string): readonly string[] {
  const unfolded = text.replaceAll('\r\n ', '').split('\r\n');
  return unfolded.map((line) =>
    line.replaceAll(/\\([\\;,n])/g, (_, character) => (character === 'n' ? '\n' : character)),
  );
}

describe('the plan as an iCalendar file', () => {
  it('has an event for every planned post, at its instant in UTC', () => {
    expect(
      written([
        { id: 'pacelc', title: 'After CAP' },
        { id: 'raft-1', status: 'draft' },
      ]).split('\r\n'),
    ).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Fortnight//Plan//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'X-WR-CALNAME:Professional Imposter Syndrome',
      'BEGIN:VEVENT',
      'UID:pacelc@example.com',
      'DTSTAMP:20261122T200000Z',
      'DTSTART:20261208T170000Z',
      'DURATION:PT15M',
      'SUMMARY:After CAP',
      'DESCRIPTION:pacelc\\, ready (queue)',
      'CATEGORIES:distributed-systems',
      'TRANSP:TRANSPARENT',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:raft-1@example.com',
      'DTSTAMP:20261122T200000Z',
      'DTSTART:20261222T170000Z',
      'DURATION:PT15M',
      'SUMMARY:raft-1',
      'DESCRIPTION:raft-1\\, not ready: it is not ready (queue)',
      'CATEGORIES:distributed-systems',
      'TRANSP:TRANSPARENT',
      'STATUS:TENTATIVE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('escapes and folds so that a reader gets every character back', () => {
    const title = `Commas, semicolons; back\\slashes and \u{1F600} ${'é, '.repeat(40)}end`;
    const text = written([{ id: 'a', title, summary: 'one\ntwo' }]);
    expect(text.split('\r\n').every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(read(text)).toContain(`SUMMARY:${title}`);
    expect(read(text).find((line) => line.startsWith('DESCRIPTION:'))).toBe(
      'DESCRIPTION:one\ntwo\na, ready (queue)',
    );
  });

  it('keeps a UID when a topic moves', () => {
    const uids = (text: string) =>
      read(text)
        .filter((line) => line.startsWith('UID:'))
        .toSorted();
    expect(uids(written([{ id: 'a' }, { id: 'b' }]))).toEqual(uids(written([{ id: 'b' }, { id: 'a' }])));
  });
});
