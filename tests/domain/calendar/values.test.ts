import { describe, expect, it } from 'vitest';
import { calendarText, expectFault, HERE, read, withCadence, withTopicLine } from './sample.ts';

const email = (lines: string) => calendarText({ email: `email:\n  ${lines}` });
const sound = calendarText();

describe('a value that makes no sense in its place is E106', () => {
  it.each([
    ['a status nobody knows', sound.replace('status: ready', `status: ${HERE}reday`)],
    ['an address without an @', sound.replace('alice@example.com', `${HERE}alice`)],
    ['a web address without a scheme', sound.replace('https://example.com', `${HERE}example.com`)],
    ['a language that is a sentence', sound.replace('  url:', `  language: ${HERE}some English\n  url:`)],
    ['a stride without a unit', sound.replace('14 days', `${HERE}14`)],
    ['a stride of years', sound.replace('14 days', `${HERE}400 days`)],
    ['a range that ends before it begins', withCadence(`skip: [${HERE}2027-02-02..2027-01-01]`)],
    ['catching up for longer than half the stride', withCadence(`catch_up: ${HERE}8 days`)],
    ['a quiet time without a unit', email(`after: ${HERE}2`)],
    ['a window over midnight', email(`window: ${HERE}"22:00-06:00"`)],
    ['part nought', withTopicLine(`series: raft\n    part: ${HERE}0`)],
    [
      'a line break in a title',
      sound.replace('title: Hello', `title: ${HERE}"Hello\\nBcc: bob@example.com"`),
    ],
    [
      'a reading order of strangers',
      sound.replace('{ title: Personal }', `{ title: Personal, start_here: [${HERE}helo] }`),
    ],
    ['a past date on a post still to come', withTopicLine(`${HERE}published: 2026-01-01`)],
    [
      'a pin before its own earliest date',
      withTopicLine(`pin: ${HERE}2026-12-22\n    not_before: 2027-01-01`),
    ],
  ])('%s', (_, text) => {
    expectFault('E106', text);
  });

  it('and a near miss comes with the word that was meant', () => {
    const status = expectFault('E106', sound.replace('status: ready', `status: ${HERE}reday`));
    expect(status).toMatchObject({ blocks: 'topic', topic: 'hello' });
    expect(status.help).toContain('did you mean `ready`?');
    expect(expectFault('E106', sound.replace('14 days', `${HERE}14`)).help).toContain('`14 days`');
  });

  it('and a misspelt approval never becomes the default', () => {
    const text = email(`approval: ${HERE}requierd`);
    expect(expectFault('E106', text)).toMatchObject({ blocks: 'file' });
    expect(read(text.replace(HERE, '')).calendar).toBeNull();
  });
});

describe('what the file leaves out', () => {
  it('has a sensible default', () => {
    const calendar = read(sound).calendar;
    expect(calendar?.cadence).toMatchObject({
      whenNotReady: 'next-ready',
      catchUp: 48 * 3_600_000,
      pauseUntil: null,
    });
    expect(calendar?.email).toEqual({
      from: 'alice@example.com',
      replyTo: 'alice@example.com',
      after: 2 * 3_600_000,
      window: { from: '00:00', to: '00:00' },
      approval: 'veto',
    });
    expect(calendar?.blog).toMatchObject({ language: 'en', postalAddress: null, tagline: '' });
  });

  it('catches up for half a short stride', () => {
    expect(read(sound.replace('14 days', '7 days')).calendar?.cadence.catchUp).toBe(48 * 3_600_000);
    expect(read(sound.replace('14 days', '3 days')).calendar?.cadence.catchUp).toBe(36 * 3_600_000);
  });
});

it.each([
  ['2h', 7_200_000],
  ['90 minutes', 5_400_000],
  ['30m', 1_800_000],
  ['2 days', 172_800_000],
])('a quiet time of %s is understood', (typed, milliseconds) => {
  expect(read(email(`after: ${typed}`)).calendar?.email.after).toBe(milliseconds);
});

it('dates and ranges become ranges', () => {
  const cadence = read(withCadence('skip: [2026-12-22, 2027-06-01..2027-06-30]')).calendar?.cadence;
  expect(cadence?.skip).toEqual([
    { from: '2026-12-22', to: '2026-12-22' },
    { from: '2027-06-01', to: '2027-06-30' },
  ]);
});
