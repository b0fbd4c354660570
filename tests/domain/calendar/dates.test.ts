import { describe, expect, it } from 'vitest';
import { calendarText, expectFault, HERE, read, topic, topicsText, withCadence } from './sample.ts';

/** The anchor is 2026-12-08, every 14 days: 12-22, 2027-01-05, 01-19 … */
const pins = (cadenceLine: string, ...topics: string[]) =>
  withCadence(cadenceLine).replace(/topics:[\s\S]*/, `${topicsText(...topics)}\n`);
const pinned = (id: string, pin: string, more = '') => topic(id, `pin: ${pin}${more}`);

describe('a date off the grid is E301', () => {
  it('for a pin, with the publishing days on either side', () => {
    const fault = expectFault('E301', pins('extra: []', pinned('hello', `${HERE}2026-12-23`)));
    expect(fault).toMatchObject({ blocks: 'topic', topic: 'hello' });
    expect(fault.help).toContain('2026-12-22 and 2027-01-05');
  });

  it('for a pin before the anchor', () => {
    expectFault('E301', pins('extra: []', pinned('hello', `${HERE}2026-11-24`)));
  });

  it('for a single skipped date, which holds the file; a range may cover none', () => {
    expect(expectFault('E301', withCadence(`skip: [${HERE}2026-12-23]`))).toMatchObject({ blocks: 'file' });
    expect(read(withCadence('skip: [2026-12-23..2026-12-24]')).diagnostics).toEqual([]);
  });

  it('but not for a pin on an extra day or of a post already out', () => {
    expect(read(pins('extra: [2026-12-29]', pinned('hello', '2026-12-29'))).diagnostics).toEqual([]);
    const out = topic('hello', 'pin: 2026-01-01, published: 2026-01-01', 'published');
    expect(read(pins('extra: []', out)).diagnostics).toEqual([]);
  });
});

describe('a pin', () => {
  it('on a skipped day is E302, and shows the skip', () => {
    const fault = expectFault(
      'E302',
      pins('skip: [2026-12-20..2026-12-31]', pinned('hello', `${HERE}2026-12-22`)),
    );
    expect(fault.related).toMatchObject([{ message: 'taken out here' }]);
  });

  it('on an extra day inside a skipped range is fine: the extra is the exception to the range', () => {
    const text = pins('skip: [2026-12-20..2026-12-31]\n  extra: [2026-12-29]', pinned('hello', '2026-12-29'));
    expect(read(text).diagnostics.map(({ code }) => code)).not.toContain('E302');
  });

  it('on a day before the end of a pause is E302', () => {
    expectFault('E302', pins('pause_until: 2027-01-01', pinned('hello', `${HERE}2026-12-22`)));
  });

  it('on a day that is taken is E303', () => {
    const fault = expectFault(
      'E303',
      pins('extra: []', pinned('one', '2026-12-22'), pinned('two', `${HERE}2026-12-22`)),
    );
    expect(fault).toMatchObject({ topic: 'two', related: [{ message: 'first pinned here' }] });
  });

  it.each([
    ['a later pin', 'pin: 2027-01-05'],
    ['a later earliest date', 'not_before: 2027-01-01'],
  ])('before its predecessor is E304: the predecessor has %s', (_, date) => {
    const first = topic('raft-1', `series: raft, part: 1, ${date}`);
    const second = topic('raft-2', `series: raft, part: 2, pin: ${HERE}2026-12-22`);
    expect(expectFault('E304', pins('extra: []', first, second))).toMatchObject({ topic: 'raft-2' });
  });
});

describe('publishing days less than a week apart are E306', () => {
  it.each([
    ['an extra day beside a regular one', `extra: [${HERE}2026-12-24]`],
    ['an extra day just before one', `extra: [${HERE}2026-12-18]`],
    ['two extra days', `extra: [2026-12-15, ${HERE}2026-12-16]`],
  ])('%s', (_, line) => {
    expect(expectFault('E306', withCadence(line))).toMatchObject({ blocks: 'file' });
  });

  it('a stride of less than a week', () => {
    expectFault('E306', calendarText().replace('14 days', `${HERE}6 days`));
  });

  it('but an extra day may replace a skipped one', () => {
    expect(read(withCadence('skip: [2026-12-22]\n  extra: [2026-12-23]')).diagnostics).toEqual([]);
  });
});
