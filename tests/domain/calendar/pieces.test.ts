import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flaw } from '../../../src/domain/calendar/flaw.ts';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';
import { readerInPieces } from '../../../src/domain/calendar/pieces/read-in-pieces.ts';
import { type FileReading, readFile } from '../../../src/domain/calendar/read-file.ts';
import { runs } from '../../support/runs.ts';
import { calendarText } from './sample.ts';

const shipped = readFileSync(new URL('../../../calendar/calendar.yaml', import.meta.url), 'utf8');
const always = () => readerInPieces(0);

describe('reading a calendar in pieces', () => {
  it('gives what reading it whole gives', () => {
    expect(always()(shipped)).toEqual(readFile(shipped));
  });

  it.each([
    ['Windows line ends', shipped.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${shipped}`],
    ['no line break at the end', shipped.trimEnd()],
    [
      'no indentation of the dashes',
      shipped.replace(/^topics:[\s\S]*/m, (topics) => topics.replaceAll(/^ {2}/gm, '')),
    ],
    [
      'a part of the file behind the topics',
      shipped.replace(/^(blog:[\s\S]*?\n)(?=cadence:)([\s\S]*)/m, '$2\n$1'),
    ],
    [
      'topics in flow style',
      calendarText({ topics: 'topics: [{ id: a, title: A, track: personal, status: idea }]' }),
    ],
    [
      'an anchor in one topic, and its alias in another',
      shipped.replace('track: networking', 'track: &t networking').replace(/(track: )networking/g, '$1*t'),
    ],
    ['no topics', calendarText({ topics: 'topics:' })],
    ['a topic that is no group of keys', `${shipped}  - just words\n`],
    [
      'a key twice',
      shipped.replace('    track: networking\n', '    track: networking\n    track: networking\n'),
    ],
    ['faults in every topic', shipped.replaceAll('track: ', 'trakc: ').replaceAll('status: ', 'status: x')],
  ])('gives the same with %s', (_what, text) => {
    expect(inOrder(always()(text))).toEqual(inOrder(readFile(text)));
  });

  it('gives the same after every edit, whatever it remembers of the text before', () => {
    const read = always();
    const scrap = fc.constantFrom(
      '',
      '',
      'x',
      '7',
      '-',
      ' ',
      '\n',
      '\n    part: 3',
      '\n  - id: new\n    title: N',
      'status: ready',
      '# ',
    );
    const edit = fc.record({ at: fc.nat(shipped.length), remove: fc.nat(12), insert: scrap });
    let text = shipped;
    const property = fc.property(edit, ({ at, remove, insert }) => {
      const edited = text.slice(0, at) + insert + text.slice(at + remove);
      const whole = readFile(edited);
      const pieces = read(edited);
      // A slip of syntax may be explained in other words, but it is never passed over, and it holds up no less.
      if (whole.flaws.some(({ kind }) => kind === 'syntax' || kind === 'unreadable')) {
        expect(pieces.flaws.length).toBeGreaterThan(0);
        return;
      }
      expect(inOrder(pieces)).toEqual(inOrder(whole));
      // Faults must not pile up: each one of syntax costs the whole reading several parses.
      if (whole.flaws.length === 0) text = edited;
    });
    fc.assert(property, runs(20261208, 80));
  });

  it.each([
    ['an unquoted colon', (title: string) => title.replace(/title: "(.*: .*)"/, 'title: $1')],
    ['a tab', (topic: string) => topic.replace('    title', '\ttitle')],
    ['an open quote', (topic: string) => topic.replace(/title: "(.*)"/, 'title: "$1')],
    ['half a word', (topic: string) => topic.replace(/\n {4}status: .*/, '\n    stat')],
  ])('finds %s in the same place, and goes on behind it', (_what, slip) => {
    const slipped = shipped.replace(/ {2}- id: raft-2\n[\s\S]*?\n\n/, slip);
    expect(slipped).not.toBe(shipped);
    const found = (read: typeof readFile) =>
      parseCalendar({ file: 'c.yaml', text: slipped, read }).diagnostics.map(
        ({ code, place, blocks, topic }) => ({ code, line: place.line, blocks, topic }),
      );
    expect(found(always())).toEqual(found(readFile));
    expect(found(readFile)).toHaveLength(1);
  });
});

/** Flaws are put in the order of the file only when they become diagnostics. */
function inOrder(reading: FileReading): FileReading {
  const order = ({ span, kind }: Flaw) => `${String(span.start).padStart(8, '0')} ${kind}`;
  return {
    ...reading,
    flaws: reading.flaws.toSorted((one, other) => order(one).localeCompare(order(other))),
  };
}
