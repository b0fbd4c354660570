import { describe, expect, it } from 'vitest';
import { diagnosticsToJson, renderDiagnostics } from '../../src/core/diagnostic-report.ts';
import type { Diagnostic } from '../../src/core/diagnostics.ts';

const file = 'calendar/calendar.yaml';
const title = '    title: CP Systems Explained: The Hidden Cost of Strong Consistency';
const quotes: Diagnostic = {
  code: 'E101',
  severity: 'error',
  message: 'this title needs quotes',
  place: { file, line: 61, column: 32, length: 2 },
  label: 'YAML reads ": " as the start of a nested key',
  help: 'quote the whole title (`fortnight check --fix` does this)',
  blocks: 'topic',
  topic: 'cp-systems-explained',
};
const source = `${'\n'.repeat(60)}${title}\n`;
const render = (diagnostics: readonly Diagnostic[], text: string | null = source, colour = false) =>
  renderDiagnostics(diagnostics, () => text, { colour });

/** The column, in a terminal, at which the caret of the first diagnostic stands; from 0. */
function caretColumn(line: string, column: number): number {
  const at = { ...quotes, place: { file, line: 1, column, length: 1 } };
  return (render([at], line).split('\n')[4] ?? '').indexOf('^') - '  | '.length;
}

describe('a report', () => {
  it('shows a fault as a compiler does', () => {
    expect(render([quotes])).toBe(`error[E101]: this title needs quotes
  --> calendar/calendar.yaml:61:32
   |
61 |     title: CP Systems Explained: The Hidden Cost of Strong Consistency
   |                                ^^ YAML reads ": " as the start of a nested key
   |
help: quote the whole title (\`fortnight check --fix\` does this)

1 error in calendar/calendar.yaml`);
  });

  it('shows related places and counts errors and warnings', () => {
    const related = [{ place: { file, line: 2, column: 3, length: 2 }, message: 'first defined here' }];
    const warning: Diagnostic = { ...quotes, code: 'W505', severity: 'warning' };
    const text = render([{ ...quotes, related }, quotes, warning], `\n  id: x${source.slice(1)}`);
    expect(text).toContain(' 2 |   id: x\n   |   -- first defined here\n');
    expect(text).toContain('warning[W505]');
    expect(text.endsWith('2 errors, 1 warning in calendar/calendar.yaml')).toBe(true);
  });

  it('does without the source line when the file is not at hand', () => {
    expect(render([quotes], null)).toContain('  --> calendar/calendar.yaml:61:32 YAML reads');
  });

  it('is coloured only when asked, and never by what the file says', () => {
    expect(render([quotes], source, true)).toContain('\u001b[1;31merror[E101]\u001b[0m');
    const hostile = { ...quotes, message: 'a \u001b[2J b', place: { file, line: 1, column: 1, length: 1 } };
    expect(render([hostile], 'x: \u001b[2J')).not.toContain('\u001b');
  });

  it('is empty when nothing is wrong', () => {
    expect(render([])).toBe('');
  });
});

it.each([
  ['plain text', 'ab', 2, 1],
  ['wide characters', '日本x', 3, 4],
  ['an emoji of several code points', '👩‍💻x', 4, 2],
  ['combining marks', 'e\u0301x', 3, 1],
  ['a tab', 'a\tx', 3, 4],
  ['a byte order mark', '\uFEFFab', 2, 1],
])('the caret stands under its character after %s', (_, line, column, expected) => {
  expect(caretColumn(line, column)).toBe(expected);
});

it('JSON is versioned and carries the counts', () => {
  expect(diagnosticsToJson([quotes])).toEqual({ version: 1, errors: 1, warnings: 0, diagnostics: [quotes] });
});
