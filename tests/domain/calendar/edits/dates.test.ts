import { describe, expect, it } from 'vitest';
import { editCalendar } from '../../../../src/domain/calendar/edits/edit-calendar.ts';
import { calendarText, withCadence } from '../sample.ts';
import { edited, expectChange, pin, skip, unpin, unskip } from './edits.ts';

const hello = '  - id: hello\n    title: Hello\n    track: personal\n    status: ready\n';
const withTopic = (item: string) => calendarText({ topics: `topics:\n${item}` });

describe('pinning a topic', () => {
  it.each([
    [
      'in a block',
      '    status: ready  # done\n    tags: [a]',
      '    status: ready  # done\n    pin: 2026-12-22\n    tags: [a]',
    ],
    [
      'in a line',
      '- { id: hello, title: A, track: personal, status: ready }',
      '- { id: hello, title: A, track: personal, status: ready, pin: 2026-12-22 }',
    ],
    [
      'in JSON',
      '- {"id": "hello", "title": "A", "track": "personal", "status": "ready"}',
      '- {"id": "hello", "title": "A", "track": "personal", "status": "ready", "pin": "2026-12-22"}',
    ],
    [
      'from another date',
      "    status: ready\n    pin: '2027-01-05'  # firm",
      "    status: ready\n    pin: '2026-12-22'  # firm",
    ],
    [
      'in an empty place',
      '    status: ready\n    pin:   # not yet',
      '    status: ready\n    pin: 2026-12-22   # not yet',
    ],
  ])('writes the date %s', (_, before, after) => {
    const text = before.startsWith('-')
      ? withTopic(`  ${before}`)
      : withTopic(`  - id: hello\n    title: Hello\n    track: personal\n${before}`);
    expectChange(text, pin('hello', '2026-12-22'), before, after);
  });

  it.each([
    [
      'a date that is no slot',
      calendarText(),
      pin('hello', '2026-12-15'),
      '2026-12-15 is not a publishing day',
      'the nearest publishing days: 2026-12-08, 2026-12-22',
    ],
    [
      'a day off',
      withCadence('skip: [2026-12-22]'),
      pin('hello', '2026-12-22'),
      'nothing comes out on 2026-12-22: it is skipped',
      'choose another publishing day',
    ],
    [
      'a day that is promised',
      withTopic(`${hello}    pin: 2026-12-22\n${hello.replaceAll(/hello/gi, 'other')}`),
      pin('other', '2026-12-22'),
      '`hello` is pinned to 2026-12-22 already',
      'choose another day, or unpin `hello` first',
    ],
    [
      'an unknown topic',
      calendarText(),
      pin('helo', '2026-12-22'),
      'the calendar has no topic `helo`',
      'did you mean `hello`?',
    ],
  ])('refuses %s', (_, text, edit, reason, help) => {
    expect(editCalendar(text, edit)).toEqual({ kind: 'refused', reason, help });
  });
});

describe('unpinning a topic', () => {
  it.each([
    [
      'its line',
      `${hello}    # promised\n    pin: 2026-12-22  # to Bob\n    tags: []\n`,
      `${hello}    # promised\n    tags: []\n`,
    ],
    [
      'the line behind the dash',
      '  - pin: 2026-12-22\n    id: hello\n    title: A\n    track: personal\n    status: idea',
      '  - id: hello\n    title: A\n    track: personal\n    status: idea',
    ],
    [
      'the last between braces',
      '  - { id: hello, title: A, track: personal, status: idea, pin: 2026-12-22 }',
      '  - { id: hello, title: A, track: personal, status: idea }',
    ],
    [
      'the first between braces',
      '  - { pin: 2026-12-22, id: hello, title: A, track: personal, status: idea }',
      '  - { id: hello, title: A, track: personal, status: idea }',
    ],
    [
      'one after a comment',
      '  - { id: hello, title: A, track: personal, status: idea, # stays\n      pin: 2026-12-22 }',
      '  - { id: hello, title: A, track: personal, status: idea, # stays\n       }',
    ],
  ])('removes %s', (_, before, after) => {
    expect(edited(withTopic(before), unpin('hello'))).toBe(withTopic(after));
  });

  it('has nothing to do without a pin, and leaves an anchor that is used elsewhere', () => {
    expect(editCalendar(calendarText(), unpin('hello'))).toEqual({ kind: 'unchanged' });
    const anchored = withTopic(`${hello}    pin: &day 2026-12-22\n    not_before: *day`);
    expect(editCalendar(anchored, unpin('hello'))).toMatchObject({ kind: 'refused' });
    const used = withTopic(`${hello}    not_before: &day 2026-12-22\n    pin: *day`);
    expect(edited(used, unpin('hello'))).toBe(withTopic(`${hello}    not_before: &day 2026-12-22`));
  });
});

describe('skipping a day', () => {
  it.each([
    ['no list yet', 'catch_up: 24h # late', 'catch_up: 24h # late\n  skip: [2026-12-22]'],
    ['nothing in it', 'skip: [ ]  # none', 'skip: [2026-12-22]  # none'],
    ['no value', 'skip:  # none', 'skip: [2026-12-22]  # none'],
    ['brackets', 'skip: [2026-12-08, "2027-01-05"]', 'skip: [2026-12-08, 2026-12-22, "2027-01-05"]'],
    [
      'lines',
      'skip:\n  # first\n  - 2026-12-08 # a\n  # then\n  - 2027-01-05..2027-01-09',
      'skip:\n  # first\n  - 2026-12-08 # a\n  - 2026-12-22\n  # then\n  - 2027-01-05..2027-01-09',
    ],
  ])('adds it by date where there is %s', (_, before, after) => {
    expectChange(withCadence(before), skip('2026-12-22'), before, after);
  });

  it('adds a range at the end, in the quotes of the others', () => {
    expectChange(
      withCadence("skip: ['2026-12-22']"),
      skip('2027-06-01', '2027-06-30'),
      "'2026-12-22'",
      "'2026-12-22', '2027-06-01..2027-06-30'",
    );
  });

  it('works in a cadence between braces', () => {
    const cadence = 'cadence: { anchor: 2026-12-08, every: 14 days, at: "09:00", zone: Etc/UTC }';
    expectChange(calendarText({ cadence }), skip('2026-12-22'), 'Etc/UTC', 'Etc/UTC, skip: [2026-12-22]');
  });

  it.each([
    [
      'has nothing to do when it is skipped',
      withCadence('skip: [2026-12-01..2026-12-31]'),
      '2026-12-22',
      { kind: 'unchanged' },
    ],
    [
      'refuses what is no slot',
      calendarText(),
      '2026-12-23',
      { kind: 'refused', reason: '2026-12-23 is not a publishing day' },
    ],
    [
      'refuses a promised day',
      withTopic(`${hello}    pin: 2026-12-22`),
      '2026-12-22',
      { kind: 'refused', reason: '`hello` is pinned to 2026-12-22' },
    ],
  ])('%s', (_, text, day, outcome) => {
    expect(editCalendar(text, skip(day))).toMatchObject(outcome);
  });
});

describe('taking a day off back', () => {
  it.each([
    ['the only one', 'skip: [2026-12-22] # x', 'skip: [] # x'],
    ['one of several', 'skip: [2026-12-08, 2026-12-22, 2027-01-05]', 'skip: [2026-12-08, 2027-01-05]'],
    ['the last of several', 'skip: [2026-12-08, 2026-12-22]', 'skip: [2026-12-08]'],
    [
      'the only line',
      'skip:\n    # holidays\n    - 2026-12-22\n  catch_up: 24h',
      'skip: []\n  catch_up: 24h',
    ],
    ['one of several lines', 'skip:\n  - 2026-12-08\n  # why\n  - 2026-12-22', 'skip:\n  - 2026-12-08'],
    [
      'one in a range',
      'skip: ["2026-12-20..2026-12-24"]',
      'skip: ["2026-12-20..2026-12-21", "2026-12-23..2026-12-24"]',
    ],
    ['the only slot in a range', 'skip:\n  - 2026-12-21..2026-12-22 # why', 'skip: []'],
  ])('removes %s', (_, before, after) => {
    expect(edited(withCadence(before), unskip('2026-12-22'))).toBe(withCadence(after));
  });

  it('refuses a day that is not skipped', () => {
    const outcome = {
      kind: 'refused',
      reason: '2026-12-22 is not skipped',
      help: 'the nearest day off is 2027-01-05',
    };
    expect(editCalendar(withCadence('skip: [2027-01-05]'), unskip('2026-12-22'))).toEqual(outcome);
  });
});
