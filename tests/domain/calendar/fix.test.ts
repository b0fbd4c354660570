import { describe, expect, it } from 'vitest';
import { fixCalendar } from '../../../src/domain/calendar/fix.ts';
import { calendarText, read } from './sample.ts';

const withTitle = (line: string) => calendarText().replace('    title: Hello', line);

describe('fixing a calendar', () => {
  it('puts quotes around a value with a colon, and leaves its comment alone', () => {
    const { text, fixed } = fixCalendar(withTitle('    title: Beyond "Pick Two": A \\ B  # for Bob'));
    expect(text).toBe(withTitle('    title: "Beyond \\"Pick Two\\": A \\\\ B"  # for Bob'));
    expect(fixed).toBe(1);
    expect(read(text).calendar?.topics[0]?.title).toBe('Beyond "Pick Two": A \\ B');
  });

  it('turns tabs into spaces', () => {
    const { text, fixed } = fixCalendar(withTitle('\ttitle: Hello'));
    expect([text, fixed]).toEqual([calendarText(), 1]);
  });

  it('keeps Windows line ends and a byte order mark', () => {
    const windows = (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
    const { text } = fixCalendar(windows(withTitle('    title: A: B')));
    expect(text).toBe(windows(withTitle('    title: "A: B"')));
  });

  it.each([
    ['a sound file', calendarText()],
    ['a quote that is open', withTitle('    title: "Hello')],
    ['what is no YAML', `${calendarText()}---\nblog: {}\n`],
  ])('does not touch %s', (_, text) => {
    expect(fixCalendar(text)).toEqual({ text, fixed: 0 });
  });

  it('is done after one go', () => {
    const broken = withTitle('\ttitle: A: B');
    const once = fixCalendar(broken);
    expect(once.fixed).toBe(2);
    expect(read(once.text).diagnostics).toEqual([]);
    expect(fixCalendar(once.text)).toEqual({ text: once.text, fixed: 0 });
  });
});
