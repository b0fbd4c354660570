import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseCalendar } from '../../../src/domain/calendar/parse.ts';

const text = readFileSync(new URL('../../fixtures/twenty-faults.yaml', import.meta.url), 'utf8');

/** The comments of the file say which fault stands in which line: `# 7 E101`. */
function announced(): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const code = /# \d+ ([EW]\d{3})$/.exec(line)?.[1];
    return code === undefined ? [] : [`${code} in line ${index + 1}`];
  });
}

it('finds twenty faults in a file with twenty, a tab, an open quote and a bare colon among them', () => {
  const { diagnostics } = parseCalendar({ file: 'c.yaml', text, hasBody: () => false });
  expect(announced()).toHaveLength(20);
  expect(diagnostics.map(({ code, place }) => `${code} in line ${place.line}`)).toEqual(announced());
});
