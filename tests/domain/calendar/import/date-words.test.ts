import { expect, test } from 'vitest';
import { dateReader } from '../../../../src/domain/calendar/import/date-words.ts';
import { zone } from '../../../support/calendars.ts';

const la = zone('America/Los_Angeles');

function read(text: string, ...others: string[]): string {
  const reading = dateReader([text, ...others], la)(text);
  return reading.kind === 'date' ? reading.date : reading.kind;
}

test.each([
  '2026-12-08',
  '2026/12/8',
  '20261208',
  '8.12.2026',
  '08. 12. 2026',
  '8 Dec 2026',
  '8th of December, 2026',
  'December 8, 2026',
  'Dec. 8 2026',
  'Tue 8 Dec 2026',
  'Tuesday, December 8, 2026',
  '2026-12-08 09:00',
  '2026-12-08T23:30:00',
  '8 Dec 2026, 9:00 am',
])('%s is 8 December 2026', (text) => expect(read(text)).toBe('2026-12-08'));

test('a moment with its offset is the date it has in the zone of the calendar', () => {
  expect(read('2026-12-09T07:59:00Z')).toBe('2026-12-08');
  expect(read('2026-12-09 00:30+01:00')).toBe('2026-12-08');
});

test('a neighbour says whether the day or the month comes first; alone, or with two that differ, nobody does', () => {
  expect(read('08/12/2026', '25/12/2026')).toBe('2026-12-08');
  expect(read('12/08/2026', '12/25/2026')).toBe('2026-12-08');
  expect(read('08/12/2026')).toBe('unclear');
  expect(read('08/12/2026', '25/12/2026', '12/25/2026')).toBe('unclear');
  expect(read('05/05/2027')).toBe('2027-05-05');
});

test.each([
  'tomorrow',
  '46364',
  '31/02/2027',
  '2027-02-29',
  '8 Foo 2026',
  '8 Dec 26',
  '2026-13-01',
  'Q1 2027',
])('%s is no date', (text) => expect(read(text, '25/12/2026')).toBe('unclear'));
