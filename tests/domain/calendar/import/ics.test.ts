import { describe, expect, test } from 'vitest';
import { readIcsPlan } from '../../../../src/domain/calendar/import/ics.ts';
import { zone } from '../../../support/calendars.ts';

const la = zone('America/Los_Angeles');

function calendar(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\n');
}

function event(...lines: string[]): string[] {
  return ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
}

describe('an event', () => {
  test('is unfolded and unescaped', () => {
    const [item] = readIcsPlan(
      calendar(
        ...event(
          'SUMMARY;LANGUAGE="a:b;c":One\\, two\\; thr',
          ' ee \\\\ four',
          'DESCRIPTION:a\\nb',
          'CATEGORIES:Raft,x\\,y',
          'CATEGORIES:z',
        ),
      ),
      la,
    ).items;
    expect(item).toMatchObject({
      line: 3,
      title: 'One, two; three \\ four',
      summary: 'a b',
      groups: ['Raft', 'x,y', 'z'],
    });
  });

  test.each([
    ['DTSTART;VALUE=DATE:20261208', '2026-12-08'],
    ['DTSTART:20261208T233000', '2026-12-08'],
    ['DTSTART:20261209T073000Z', '2026-12-08'],
    ['DTSTART;TZID=Europe/Berlin:20261209T003000', '2026-12-08'],
    ['dtstart;tzid="America/Los_Angeles":20261208T000000', '2026-12-08'],
    ['DTSTART;TZID=Pacific/Apia:20261209T090000', '2026-12-08'],
  ])('%s is on 8 December in Los Angeles', (line, date) => {
    expect(readIcsPlan(calendar(...event('SUMMARY:A', line)), la).items[0]?.date).toBe(date);
  });

  test('in a zone nobody knows keeps its date, and says so', () => {
    const plan = readIcsPlan(
      calendar(...event('SUMMARY:A', 'DTSTART;TZID=W. Europe Standard Time:20261208T090000')),
      la,
    );
    expect([plan.items[0]?.date, plan.notes[0]?.line]).toEqual(['2026-12-08', 5]);
    expect(plan.notes[0]?.reason).toContain('W. Europe Standard Time');
  });

  test('comes in the order of dates, those without one last', () => {
    const text = calendar(
      ...event('SUMMARY:none'),
      ...event('SUMMARY:late', 'DTSTART:20270101'),
      ...event('SUMMARY:early', 'DTSTART:20261208'),
    );
    expect(readIcsPlan(text, la).items.map(({ title }) => title)).toEqual(['early', 'late', 'none']);
  });
});

test('a to-do has its due date and status; one that is completed came out when it was', () => {
  const todo = (...lines: string[]) => ['BEGIN:VTODO', ...lines, 'END:VTODO'];
  const { items } = readIcsPlan(
    calendar(
      ...todo('SUMMARY:a', 'STATUS:IN-PROCESS', 'DUE:20261208'),
      ...todo('SUMMARY:b', 'STATUS:COMPLETED', 'DUE:20261208', 'COMPLETED:20260301T120000Z'),
      ...todo('SUMMARY:c', 'STATUS:CANCELLED'),
    ),
    la,
  );
  expect(items.map(({ title, status, date }) => [title, status, date])).toEqual([
    ['b', 'published', '2026-03-01'],
    ['a', 'draft', '2026-12-08'],
    ['c', 'parked', null],
  ]);
});

test('everything else is named: broken lines, other parts, what repeats, and properties once each', () => {
  const plan = readIcsPlan(
    calendar(
      'BEGIN:VJOURNAL',
      'END:VJOURNAL',
      ...event(
        'SUMMARY:A',
        'DTSTART:soon',
        'RRULE:FREQ=WEEKLY',
        'LOCATION:Seattle',
        'BEGIN:VALARM',
        'TRIGGER:-PT5M',
        'END:VALARM',
      ),
      ...event('SUMMARY:B', 'LOCATION:Oslo', 'a line that lost its space', 'STATUS:MAYBE'),
      ...event('UID:1'),
    ),
    la,
  );
  expect(plan.notUnderstood.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
    '3 only events and to-dos are taken over',
    '17 this is no line of an iCalendar file',
    '7 "soon" is not a date',
    '18 "MAYBE" is no status of an event or to-do. Taken as an idea',
    '20 it has no SUMMARY, and so no title',
  ]);
  expect(plan.notes.map(({ line, text }) => `${line} ${text}`)).toEqual(['9 LOCATION:Seattle', '5 A']);
});

test('a file that is cut off says so, and one without events is refused', () => {
  expect(readIcsPlan('BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A', la).notUnderstood).toMatchObject([
    { line: 2, reason: expect.stringContaining('cut off') },
  ]);
  expect(() => readIcsPlan(calendar(), la)).toThrow('no event');
  expect(() => readIcsPlan('title,date\nA,b', la)).toThrow('no event');
});
