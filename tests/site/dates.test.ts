import { describe, expect, it } from 'vitest';
import { parseLocalDate } from '../../src/core/zoned-time.ts';
import { dateInWords, dayInWords, instantInWords, shortDate } from '../../src/site/dates.ts';

const words = (text: string): readonly string[] => {
  const date = parseLocalDate(text);
  return date === null ? [] : [dateInWords(date), dayInWords(date), shortDate(date)];
};

describe('a date on a page', () => {
  it('is said in words, with its weekday where the day matters', () => {
    expect(words('2026-12-08')).toEqual(['8 December 2026', 'Tuesday 8 December 2026', '8 Dec']);
    expect(words('2027-09-05')).toEqual(['5 September 2027', 'Sunday 5 September 2027', '5 Sep']);
    expect(words('2028-02-29')).toEqual(['29 February 2028', 'Tuesday 29 February 2028', '29 Feb']);
  });

  it('is an instant in UTC where mails are listed', () => {
    expect(instantInWords(Date.parse('2026-12-08T17:00:59Z'))).toBe('2026-12-08 17:00 UTC');
  });
});
