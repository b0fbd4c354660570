import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ImportedTopic } from '../../../../src/domain/calendar/import/plan-import.ts';
import { spliceImport } from '../../../../src/domain/calendar/import/splice.ts';
import { parseCalendar } from '../../../../src/domain/calendar/parse.ts';
import { packageRoot } from '../../../../src/package-root.ts';
import { topicId } from '../../../support/calendars.ts';
import { runs } from '../../../support/runs.ts';

const shipped = readFileSync(join(packageRoot(), 'calendar/calendar.yaml'), 'utf8');
const topic = (id: string, more: Partial<ImportedTopic> = {}): ImportedTopic => ({
  line: 1,
  id: topicId(id),
  title: id,
  track: 't',
  status: 'idea',
  summary: '',
  tags: [],
  pin: null,
  published: null,
  url: null,
  comment: null,
  ...more,
});

function spliced(text: string, ids: readonly string[] = ['new'], tracks: readonly string[] = []): string {
  const outcome = spliceImport(
    text,
    ids.map((id) => topic(id)),
    tracks.map((id) => ({ id, title: id })),
  );
  return outcome.kind === 'spliced' ? outcome.text : `refused: ${outcome.reason}`;
}

describe('topics are added', () => {
  test('behind the last one, before whatever follows it, laid out as the author does', () => {
    const text = 'topics:\n- id: a\n  summary: |\n    long\n\n- id: b # mine\n# the end\nemail: {}\n';
    expect(spliced(text, ['x', 'z'])).toBe(
      'topics:\n- id: a\n  summary: |\n    long\n\n- id: b # mine\n\n' +
        '- id: x\n  title: x\n  track: t\n  status: idea\n\n- id: z\n  title: z\n  track: t\n  status: idea\n# the end\nemail: {}\n',
    );
  });

  test('without blank lines where the author has none, and behind a last line that does not end', () => {
    expect(spliced('topics:\n    - { id: a }\n    - { id: b }')).toBe(
      'topics:\n    - { id: a }\n    - { id: b }\n    - id: new\n      title: new\n      track: t\n      status: idea',
    );
  });

  test("behind comments that are the last topic's own, before those that are not", () => {
    const text = 'topics:\n  - id: a\n    # pin: later\n    # or never\n  # the end\n';
    expect(spliced(text)).toBe(
      text.replace('  # the', '\n  - id: new\n    title: new\n    track: t\n    status: idea\n  # the'),
    );
  });

  test('with the line ends of the file, and behind its byte order mark', () => {
    const text = '\uFEFFtopics:\r\n  - id: a\r\n';
    expect(spliced(text)).toBe(
      `${text}\r\n  - id: new\r\n    title: new\r\n    track: t\r\n    status: idea\r\n`,
    );
  });

  test.each(['topics: []   # none yet\n', 'topics:\n', 'topics:   # none yet\n', 'topics: []'])(
    'to a list that is empty: %j',
    (text) => {
      const result = spliced(`a: 1\n${text}`);
      expect(result).toMatch(/^a: 1\ntopics: *(# none yet)?\n {2}- id: new\n/);
      expect(parseCalendar({ file: 'f', text: result }).diagnostics.some(({ code }) => code === 'E110')).toBe(
        false,
      );
    },
  );

  test('never to a list in brackets, nor to a text with a fault of syntax', () => {
    expect(spliced('topics: [{ id: a }]\n')).toMatch(/^refused: `topics:`/);
    expect(spliced('topics:\n\t- id: a\n')).toMatch(/^refused: .*faults of syntax/);
    expect(spliced('tracks: { t: {} }\ntopics: []\n', [], ['u'])).toMatch(/^refused: `tracks:`/);
  });
});

test('tracks are added behind the last one, as deep as the others', () => {
  expect(spliced('tracks:\n   t:\n     title: T # mine\n\ntopics: []\n', [], ['u'])).toBe(
    'tracks:\n   t:\n     title: T # mine\n   u:\n     title: u\n\ntopics: []\n',
  );
});

test('whatever the titles hold, the calendar then says what it said and exactly the new topics', () => {
  const words = fc
    .string({ unit: 'binary', maxLength: 40 })
    .map((text) => text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim() || 'x');
  const before = parseCalendar({ file: 'f', text: shipped });
  const topics = fc.array(
    fc.record({ title: words, summary: words, tags: fc.array(words, { maxLength: 3 }) }),
    { minLength: 1, maxLength: 5 },
  );
  fc.assert(
    fc.property(topics, words, (sketches, track) => {
      const added = sketches.map((sketch, index) => topic(`new-${index}`, { ...sketch, track: 'new-track' }));
      const outcome = spliceImport(shipped, added, [{ id: 'new-track', title: track }]);
      if (outcome.kind === 'refused') throw new Error(outcome.reason);
      const after = parseCalendar({ file: 'f', text: outcome.text });
      expect(after.diagnostics).toEqual(before.diagnostics);
      expect(after.calendar?.topics.slice(before.calendar?.topics.length)).toMatchObject(
        added.map(({ id, title, summary, tags }) => ({ id, title, summary, tags })),
      );
      expect(after.calendar?.tracks.at(-1)).toMatchObject({ id: 'new-track', title: track });
      expect(withoutLinesOf(outcome.text, shipped)).toBe(true);
    }),
    runs(20261208, 60),
  );
});

/** Whether the shorter text is the longer one with whole lines taken out. */
function withoutLinesOf(longer: string, shorter: string): boolean {
  const wanted = shorter.split('\n');
  let next = 0;
  for (const line of longer.split('\n')) if (line === wanted[next]) next += 1;
  return next === wanted.length;
}
