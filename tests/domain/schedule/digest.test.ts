import { describe, expect, it } from 'vitest';
import { digestKey, digestMonth, monthOf, monthOfDigest } from '../../../src/domain/schedule/digest.ts';
import { instant, zone } from '../../support/calendars.ts';

const LOS_ANGELES = zone('America/Los_Angeles');

describe('the digest of a month', () => {
  it.each([
    ['2027-01-01T00:00:00-08:00', '2026-12'],
    ['2026-12-31T23:59:59-08:00', null],
    ['2027-01-07T23:59:59-08:00', '2026-12'],
    ['2027-01-08T00:00:00-08:00', null],
    ['2028-03-01T00:00:00-08:00', '2028-02'],
  ])('at %s is that of %s', (at, month) => {
    expect(digestMonth(instant(at), LOS_ANGELES)).toBe(month);
  });

  it('goes by the clock of the blog', () => {
    const at = instant('2027-01-01T07:59:59Z');
    expect(monthOf(at, LOS_ANGELES)).toBe('2026-12');
    expect(monthOf(at, zone('Asia/Tokyo'))).toBe('2027-01');
  });

  it('has a key that says which', () => {
    const month = digestMonth(instant('2027-01-01T12:00:00-08:00'), LOS_ANGELES);
    if (month === null) throw new Error('it is due');
    expect(monthOfDigest(digestKey(month))).toBe('2026-12');
    expect(monthOfDigest(`test:${digestKey(month)}`)).toBe('2026-12');
    expect(monthOfDigest('regular:2026-12')).toBeNull();
  });
});
