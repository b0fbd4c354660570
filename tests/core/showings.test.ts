import { expect, it } from 'vitest';
import { parseLocalDate, parseWallTime, parseZone, showingsOf } from '../../src/core/zoned-time.ts';

it.each([
  ['2027-03-14', '02:30', 'America/Los_Angeles', 'never'],
  ['2027-03-14', '03:00', 'America/Los_Angeles', 'once'],
  ['2027-11-07', '01:30', 'America/Los_Angeles', 'twice'],
  ['2027-11-07', '02:00', 'America/Los_Angeles', 'once'],
  ['2027-04-04', '01:45', 'Australia/Lord_Howe', 'twice'],
  ['2027-10-03', '02:15', 'Australia/Lord_Howe', 'never'],
  ['2011-12-30', '09:00', 'Pacific/Apia', 'never'],
  ['2011-12-31', '09:00', 'Pacific/Apia', 'once'],
  ['2027-03-14', '02:30', 'Asia/Kathmandu', 'once'],
  ['2027-03-14', '02:30', 'Etc/UTC', 'once'],
])('on %s the time %s is shown in %s: %s', (date, time, zone, expected) => {
  const [day, wall, name] = [parseLocalDate(date), parseWallTime(time), parseZone(zone)];
  if (day === null || wall === null || name === null) throw new Error('the table is wrong');
  expect(showingsOf(day, wall, name)).toBe(expected);
});
