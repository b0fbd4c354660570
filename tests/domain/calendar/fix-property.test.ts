import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixCalendar } from '../../../src/domain/calendar/fix.ts';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';
import { runs } from '../../support/runs.ts';

const shipped = readFileSync(new URL('../../../calendar/calendar.yaml', import.meta.url), 'utf8');
const lines = shipped.split('\n');
const topicsFrom = lines.findIndex((line) => line.startsWith('topics:'));
const titles = lines.flatMap((line, index) =>
  index > topicsFrom && /^ {4}title: ".*: .*"$/.test(line) ? [index] : [],
);
const indented = lines.flatMap((line, index) =>
  index > topicsFrom && /^ {4}(track|status|part):/.test(line) ? [index] : [],
);

/** Takes the quotes off titles that need them, and puts tabs before keys: what `--fix` promises to mend. */
const damage = fc.record({
  bare: fc.uniqueArray(fc.constantFrom(...titles), { minLength: 1, maxLength: 6 }),
  tabbed: fc.uniqueArray(fc.constantFrom(...indented), { maxLength: 4 }),
  windows: fc.boolean(),
});

function damaged(bare: readonly number[], tabbed: readonly number[]): string {
  return lines
    .map((line, index) => {
      if (bare.includes(index))
        return line.replace(/"(.*)"$/, (_, title: string) => title.replaceAll('\\"', '"'));
      return tabbed.includes(index) ? line.replace(/^ {4}/, '\t') : line;
    })
    .join('\n');
}

it('gives the author’s file back byte for byte, whatever of it was damaged', () => {
  const property = fc.property(damage, ({ bare, tabbed, windows }) => {
    const ends = (text: string) => (windows ? `\uFEFF${text.replaceAll('\n', '\r\n')}` : text);
    const broken = ends(damaged(bare, tabbed));
    const { text, fixed } = fixCalendar(broken);
    expect(text).toBe(ends(shipped));
    expect(fixed).toBeGreaterThanOrEqual(bare.length);
    expect(parseCalendar({ file: 'c.yaml', text }).diagnostics).toEqual([]);
    expect(fixCalendar(text)).toEqual({ text, fixed: 0 });
  });
  fc.assert(property, runs(20261208, 40));
}, 120_000);
