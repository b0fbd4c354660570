import { describe, expect, it } from 'vitest';
import { editCalendar } from '../../../../src/domain/calendar/edits/edit-calendar.ts';
import { calendarText } from '../sample.ts';
import { edited, move } from './edits.ts';

const topics = (text: string) => calendarText({ topics: `topics:\n${text}` }).replace(/\n$/, '');
const line = (id: string) => `  - { id: ${id}, title: ${id}, track: personal, status: idea }\n`;
const lines = (id: string) => `  - id: ${id}\n    title: ${id}\n    track: personal\n    status: idea\n`;

describe('moving a topic', () => {
  it('takes its own comments and one blank line along', () => {
    const a = `  # about a\n${lines('a')}    # pin: some day\n`;
    const b = `\t# with a tab\n  #  trailing  \n${lines('b')}`;
    const before = topics(`${a}\n  # --- a section ---\n\n${b}\n${lines('c')}`);
    expect(edited(before, move('b', 'before', 'a'))).toBe(
      topics(`${b}\n${a}\n  # --- a section ---\n\n${lines('c')}`),
    );
    expect(edited(before, move('a', 'after', 'c'))).toBe(
      topics(`  # --- a section ---\n\n${b}\n${lines('c')}\n${a}`),
    );
  });

  it.each([
    [
      'after the last, which has no line break',
      `${line('a')}${line('b')}${line('c').trimEnd()}`,
      'a',
      'after',
      'c',
      `${line('b')}${line('c')}${line('a').trimEnd()}`,
    ],
    [
      'the last, which has no line break',
      `${line('a')}\n${line('b')}\n${line('c').trimEnd()}`,
      'c',
      'before',
      'a',
      `${line('c')}\n${line('a')}\n${line('b').trimEnd()}`,
    ],
    [
      'between groups, whose blank lines stay',
      `${line('a')}${line('b')}\n${line('c')}${line('d')}`,
      'b',
      'before',
      'd',
      `${line('a')}\n${line('c')}${line('b')}${line('d')}`,
    ],
    [
      'to the top',
      `${line('a')}\n${line('b')}\n${line('c')}`,
      'b',
      'before',
      'a',
      `${line('b')}\n${line('a')}\n${line('c')}`,
    ],
  ] as const)('moves %s', (_, before, topic, kind, other, after) => {
    expect(edited(topics(before), move(topic, kind, other))).toBe(topics(after));
  });

  it('follows Windows line ends, a byte order mark and a list without indentation', () => {
    const windows = (text: string) => `\uFEFF${topics(text).replaceAll('\n', '\r\n')}`;
    const flush = (id: string) => lines(id).replaceAll(/^ {2}/gm, '');
    expect(edited(windows(flush('a') + flush('b')), move('b', 'before', 'a'))).toBe(
      windows(flush('b') + flush('a')),
    );
  });

  it('follows dashes on a line of their own, block scalars, quoted keys, and braces over several lines', () => {
    const a = `  -\n    id: a\n    title: A\n    track: personal\n    status: idea\n    summary: |+\n      - id: fake\n\n      more\n\n`;
    const b = `  - "id": b\n    title: B\n    track: personal\n    'status': "idea"\n    summary: >\n      folded\n\n      text\n`;
    const c = `  - { id: c, # one\n      title: C,\n      track: personal, status: idea,\n    } # end\n`;
    expect(edited(topics(a + b + c), move('c', 'before', 'a'))).toBe(topics(c + a + b));
    expect(edited(topics(a + b + c), move('a', 'after', 'b'))).toBe(topics(b + a + c));
    expect(edited(topics(a + b + c), move('b', 'before', 'a'))).toBe(topics(b + a + c));
  });

  it('lets topics between brackets change places', () => {
    const text = (...ids: string[]) =>
      calendarText({
        topics: `topics: [ # all\n  ${ids.map((id) => `{ id: ${id}, title: ${id}, track: personal, status: idea }`).join(', # then\n  ')}\n]`,
      });
    expect(edited(text('a', 'b', 'c'), move('c', 'before', 'a'))).toBe(text('c', 'a', 'b'));
    expect(edited(text('a', 'b', 'c'), move('a', 'after', 'b'))).toBe(text('b', 'a', 'c'));
  });

  it('has nothing to do when the topic stands there', () => {
    expect(editCalendar(topics(line('a') + line('b')), move('a', 'before', 'b'))).toEqual({
      kind: 'unchanged',
    });
  });

  it.each([
    [
      'an unknown topic',
      line('alpha') + line('b'),
      move('alpa', 'before', 'b'),
      'the calendar has no topic `alpa`',
      'did you mean `alpha`?',
    ],
    [
      'an unknown neighbour',
      line('a') + line('b'),
      move('a', 'after', 'bb'),
      'the calendar has no topic `bb`',
      'did you mean `b`?',
    ],
    [
      'itself',
      line('a') + line('b'),
      move('a', 'after', 'a'),
      'a cannot be moved after itself',
      'name another topic',
    ],
  ])('refuses %s', (_, text, edit, reason, help) => {
    expect(editCalendar(topics(text), edit)).toEqual({ kind: 'refused', reason, help });
  });

  it('follows anchors and aliases, as long as the anchor comes first', () => {
    const anchored = calendarText({
      tracks: 'tracks:\n  personal: &shared { title: Personal, intro: &words "Read on." }\n  other: *shared',
      topics: `topics:\n${lines('a')}    summary: *words\n${lines('b').replace('- id', '- &b\n    id')}${lines('c')}`,
    });
    const moved = edited(anchored, move('b', 'before', 'a'));
    expect(moved).toContain(
      `topics:\n${lines('b').replace('- id', '- &b\n    id')}${lines('a')}    summary: *words\n${lines('c')}`,
    );
    expect(edited(moved, move('b', 'after', 'a'))).toBe(anchored);
  });

  it('refuses what would bring an error: a part before the part it follows, an alias before its anchor', () => {
    const part = (id: string, number: number) =>
      `  - { id: ${id}, title: ${id}, track: personal, status: idea, series: raft, part: ${number} }\n`;
    const series = editCalendar(topics(part('a', 1) + part('b', 2)), move('b', 'before', 'a'));
    expect(series).toMatchObject({ kind: 'refused', reason: expect.stringContaining('E204') });
    const anchored = `${lines('a').replace('title: a', 'title: &t A')}${lines('b').replace('title: b', 'title: *t')}`;
    expect(editCalendar(topics(anchored), move('b', 'before', 'a'))).toMatchObject({ kind: 'refused' });
  });

  it('refuses a file with faults of syntax, and lets other faults be', () => {
    const broken = topics(lines('a').replace('title: a', 'title: a: b') + lines('b'));
    expect(editCalendar(broken, move('a', 'after', 'b'))).toMatchObject({
      kind: 'refused',
      reason: 'the file has faults of syntax',
    });
    const faulty = topics(line('a') + line('No Slug') + line('b'));
    expect(edited(faulty, move('b', 'before', 'a'))).toBe(topics(line('b') + line('a') + line('No Slug')));
  });
});
