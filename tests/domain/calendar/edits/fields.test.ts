import { describe, expect, it } from 'vitest';
import { editCalendar } from '../../../../src/domain/calendar/edits/edit-calendar.ts';
import { calendarText } from '../sample.ts';
import { add, edited, expectChange, move, rename, status } from './edits.ts';

const hello = '  - id: hello\n    title: Hello\n    track: personal\n    status: ready\n';
const withTopic = (item: string) => calendarText({ topics: `topics:\n${item}` });

describe('setting a status', () => {
  it.each([
    ['plain', 'status: ready # now', 'status: review # now'],
    ['in single quotes', "status: 'ready'", "status: 'review'"],
    ['in double quotes', 'status: "ready"', 'status: "review"'],
    ['in a block scalar', 'status: |-\n      ready\n    tags: []', 'status: review\n    tags: []'],
  ])('keeps it %s', (_, before, after) => {
    expectChange(
      calendarText({ topics: `topics:\n${hello.replace('status: ready\n', before)}` }),
      status('hello', 'review'),
      before,
      after,
    );
  });

  it('has nothing to do when it is so, and leaves what came out before', () => {
    expect(editCalendar(calendarText(), status('hello', 'ready'))).toEqual({ kind: 'unchanged' });
    const old = withTopic(`${hello.replace('ready', 'published')}    published: 2026-01-01`);
    expect(editCalendar(old, status('hello', 'ready'))).toMatchObject({ kind: 'refused' });
  });
});

describe('adding a topic', () => {
  it.each([
    [
      'at the end, in a block',
      `${hello}`,
      add('new', { title: 'A "b": c' }),
      `${hello}  - id: new\n    title: "A \\"b\\": c"\n    track: personal\n    status: idea`,
    ],
    [
      'a blank line apart, as the others',
      `${hello}\n${hello.replaceAll(/hello/gi, 'b')}`,
      add('new', { to: ['before', 'b'] }),
      `${hello}\n  - id: new\n    title: "new"\n    track: personal\n    status: idea\n\n${hello.replaceAll(/hello/gi, 'b')}`,
    ],
    [
      'like its neighbour, between braces',
      '  - { id: a, title: A, track: personal, status: idea }',
      add('new', { to: ['after', 'a'] }),
      '  - { id: a, title: A, track: personal, status: idea }\n  - { id: new, title: "new", track: personal, status: idea }',
    ],
    [
      'as far indented',
      '-   id: a\n    title: A\n    track: personal\n    status: idea',
      add('true', { to: ['after', 'a'] }),
      '-   id: a\n    title: A\n    track: personal\n    status: idea\n-   id: "true"\n    title: "true"\n    track: personal\n    status: idea',
    ],
  ])('writes it %s', (_, before, edit, after) => {
    expect(edited(withTopic(before.trimEnd()), edit)).toBe(withTopic(after.trimEnd()));
  });

  it.each(['topics: []', 'topics:', 'topics:   # none yet'])('writes the first one under `%s`', (before) => {
    const item = '\n  - id: new\n    title: "new"\n    track: personal\n    status: idea';
    expect(edited(calendarText({ topics: before }), add('new'))).toBe(
      calendarText({ topics: before.replace(' []', '') + item }),
    );
  });

  it.each([
    ['an id that is taken', add('hello'), 'there is a topic `hello` already'],
    ['an unknown track', add('new', { track: 'personel' }), 'there is no track `personel`'],
    ['an unknown neighbour', add('new', { to: ['after', 'x'] }), 'the calendar has no topic `x`'],
    ['a title of two lines', add('new', { title: 'a\nb' }), 'a title is one line of text'],
  ])('refuses %s', (_, edit, reason) => {
    expect(editCalendar(calendarText(), edit)).toMatchObject({ kind: 'refused', reason });
  });
});

describe('renaming a topic', () => {
  const tracks = 'tracks:\n  personal: { title: Personal, start_here: [other, "hello"] }\n';

  it('keeps the old id as an alias, and the reading order follows', () => {
    const text = calendarText({ tracks });
    const after = text.replace('id: hello', 'id: good-day').replace('"hello"', '"good-day"');
    expect(edited(text.replace('other, ', ''), rename('hello', 'good-day'))).toBe(
      `${after.replace('other, ', '')}    aliases: [hello]\n`,
    );
  });

  it.each([
    ['brackets', 'aliases: [one]', 'aliases: [one, hello]'],
    ['lines', 'aliases:\n    - one\n    tags: []', 'aliases:\n    - one\n    - hello\n    tags: []'],
    ['the new name itself', 'aliases: [good-day, one]', 'aliases: [hello, one]'],
  ])('adds to %s', (_, before, after) => {
    const text = withTopic(`${hello}    ${before}`);
    expect(edited(text, rename('hello', 'good-day'))).toBe(
      withTopic(`${hello}    ${after}`.replace('id: hello', 'id: good-day')),
    );
  });

  it('refuses a name that is taken', () => {
    const text = withTopic(`${hello}    aliases: [old]\n${hello.replaceAll(/hello/gi, 'other')}`);
    expect(editCalendar(text, rename('other', 'hello'))).toMatchObject({
      kind: 'refused',
      reason: 'there is a topic `hello` already',
    });
    expect(editCalendar(text, rename('other', 'old'))).toMatchObject({
      kind: 'refused',
      reason: '`old` is an alias of `hello`',
    });
  });
});

it('an unreadable file is left alone', () => {
  expect(editCalendar('', move('a', 'before', 'b'))).toMatchObject({
    kind: 'refused',
    reason: 'the file cannot be read as a calendar',
  });
});
