import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCalendar } from '../../../../src/domain/calendar/parse.ts';
import { readQuickly } from '../../../../src/domain/calendar/quick/read-quickly.ts';
import { readFile, readFileByYaml } from '../../../../src/domain/calendar/read-file.ts';
import { mutated } from '../../../support/fuzz-calendar.ts';
import { randomNumbers } from '../../../support/random-numbers.ts';
import { runs } from '../../../support/runs.ts';
import { calendarText } from '../sample.ts';

const shipped = readFileSync(new URL('../../../../calendar/calendar.yaml', import.meta.url), 'utf8');
const parsed = (text: string, read: typeof readFile) =>
  parseCalendar({ file: 'c.yaml', text, hasBody: () => true, read });

/** Values as an author, or another tool, may write them; `yaml` reads some as numbers, and some not at all. */
const VALUES = [
  'word¦two words¦a: b¦a:b¦a #b¦a# b¦# c¦a, b [c] {d}¦- a¦-a¦? a¦?a¦née¦日本¦a :b¦a  b¦a  #b¦x:¦:x¦@a¦`a`¦%a',
  '"on a line"¦"with \\" and \\\\"¦"with \\n"¦"open¦"a" b¦\'it\'\'s\'¦\'open\'¦\'open¦""¦\'\'¦"a"#b¦"tail"   ¦tail   ',
  '[]¦[ ]¦[a, b]¦[a , "b"]¦[a, 1, true]¦[a,b]¦[a, ]¦[null]¦[a b, c-d.e]¦[a¦{ a: b }¦[a, b] # why¦[a]#b',
  '1¦007¦-1¦+1¦0x1F¦0o17¦0b1¦1.50¦1.¦.5¦1e3¦1E-3¦1.2.3¦1_000¦.inf¦.NaN¦2026-12-08¦2026-12-08 # why¦12:30',
  'true¦True¦tRUE¦FALSE¦null¦Null¦~¦¦yes¦n¦&a x¦*a¦!!str 1¦! x¦| ¦|\n      kept\n\n¦>-\n      one\n      two',
  'one\n      two¦tab\there¦x\t¦a\u00a0b¦a\u2028b¦a\u0085b¦\u00a0a¦\uFEFFa¦a\uFEFF',
].flatMap((values) => values.split('¦'));
const KEYS = 'id title track series part status summary pin tags public aliases url'.split(' ');
const ODD_KEYS = ['"id"', 'true', 'null', '12', 'a b', '<<', '? id', '&k id', 'titel', 'x'.repeat(1100)];
const GAPS = ['', '', '', '\n', '# a comment\n', '    # a comment\n', '        # deep\n', '   \n'];
const ODD_GAPS = ['\t\n', '    \t# c\n', '...\n', '---\n', '  -\n', 'x: y\n'];

it('the shipped calendar is read quickly, and the same', () => {
  expect(readQuickly(shipped)).not.toBeNull();
  expect(readFile(shipped)).toEqual(readFileByYaml(shipped));
});

it('topics in mixed styles, and in no style, are read the same', () => {
  const either = (often: readonly string[], seldom: readonly string[]) =>
    fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...often) },
      { weight: 1, arbitrary: fc.constantFrom(...seldom) },
    );
  const line = fc.tuple(
    either(['    '], ['   ', '     ', '  ', '\t']),
    either(KEYS, ODD_KEYS),
    either([': '], [':', ':  ', ' : ', ':\t']),
    either(VALUES.filter(isHarmless), VALUES),
    either(GAPS, ODD_GAPS),
  );
  const topic = fc.tuple(
    fc.array(line, { minLength: 1, maxLength: 5 }),
    either(['  - '], ['  -   ', '  -\n    ', '   - ', '- ']),
  );
  const property = fc.property(
    fc.array(topic, { minLength: 1, maxLength: 6 }),
    fc.constantFrom('\n', '\r\n'),
    (topics, eol) => {
      const written = topics.map(([lines, dash]) => {
        const body = lines.map(
          ([indent, key, colon, value, after]) => `${indent}${key}${colon}${value}\n${after}`,
        );
        return dash + body.join('').trimStart();
      });
      const text = calendarText({ topics: `topics:\n${written.join('')}` }).replaceAll('\n', eol);
      if (readQuickly(text) !== null) quick += 1;
      expect(parsed(text, readFile)).toEqual(parsed(text, readFileByYaml));
    },
  );
  let quick = 0;
  fc.assert(property, runs(20261208, 600));
  expect(quick).toBeGreaterThan(200);
}, 120_000);

it('every value is read the same in a topic of its own', () => {
  const differing = VALUES.filter((value) => {
    const text = calendarText({
      topics: `topics:\n${['a', 'b', 'c'].map((id) => `  - id: ${id}\n    title: ${value}\n    part: ${value}\n    public: ${value}\n    tags: ${value}\n`).join('')}`,
    });
    return JSON.stringify(parsed(text, readFile)) !== JSON.stringify(parsed(text, readFileByYaml));
  });
  expect(differing).toEqual([]);
});

it('damaged copies of the shipped calendar give the same calendar and diagnostics', () => {
  const differing: number[] = [];
  const start = shipped.indexOf('\ntopics:');
  for (let seed = 1; seed <= 150; seed++) {
    const below = randomNumbers(seed);
    // Half of them with damage among few topics, where a slip is likelier to reach into the next one.
    const text =
      below() < 0.5
        ? mutated(shipped, seed)
        : shipped.slice(0, start) + mutated(shipped.slice(start, start + 2_000), seed);
    if (JSON.stringify(parsed(text, readFile)) !== JSON.stringify(parsed(text, readFileByYaml)))
      differing.push(seed);
  }
  expect(differing).toEqual([]);
}, 120_000);

function isHarmless(value: string): boolean {
  const text = calendarText({ topics: `topics:\n  - id: a\n    title: ${value}\n  - id: b\n` });
  return readFileByYaml(text).flaws.every(
    ({ kind }) => kind !== 'syntax' && kind !== 'unreadable' && kind !== 'unquoted-colon',
  );
}
