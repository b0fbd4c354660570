import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { diagnosticsPage } from '../../../scripts/diagnostics-doc.mjs';
import { rules } from '../../../src/domain/calendar/rules/registry.ts';
import { fortnightIn } from '../../support/environment-command-line.ts';

const at = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const FIXTURES = at('tests/fixtures/calendar');
const REFRESH = 'run `node scripts/diagnostics-doc.mjs` and read its diff';
const codes = rules.map((rule) => rule.code);
const fixture = (code: string, file: string) => readFileSync(join(FIXTURES, code, file), 'utf8');

describe('the diagnostics', () => {
  it('are those of the specification, in its order', () => {
    expect(codes).toEqual([
      ...range('E', 101, 111),
      ...range('E', 201, 206),
      ...range('E', 301, 306),
      ...range('E', 401, 404),
      ...range('W', 501, 513),
      'W515',
    ]);
  });

  it('have one fixture each', () => {
    expect(readdirSync(FIXTURES).toSorted()).toEqual(codes);
  });

  it('name their severity by their letter', () => {
    const letters = rules.map((rule) => [rule.code.charAt(0), rule.severity]);
    expect(letters.every(([letter, severity]) => (letter === 'E') === (severity === 'error'))).toBe(true);
  });

  it('are explained in docs/diagnostics.md in the words of the rules and of `fortnight check`', () => {
    const page = readFileSync(at('docs/diagnostics.md'), 'utf8');
    expect(page, REFRESH).toBe(diagnosticsPage(page, rules, (code) => fixture(code, 'expected.txt')));
  });
});

describe.each(codes)('the workspace with %s', (code) => {
  it('has this fault alone, and is reported word for word', async () => {
    const { out, code: exit } = await fortnightIn(join(FIXTURES, code), ['check']);
    expect(out, REFRESH).toBe(fixture(code, 'expected.txt'));
    expect(exit).toBe(code.startsWith('E') ? 1 : 0);
    const { diagnostics } = JSON.parse(fixture(code, 'expected.json'));
    expect(diagnostics).toMatchObject([{ code }]);
  });

  it('is reported as data', async () => {
    const { out } = await fortnightIn(join(FIXTURES, code), ['check', '--json']);
    expect(out, REFRESH).toBe(fixture(code, 'expected.json'));
  });

  it('is mended by --fix where that is safe, and is sound then', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'fortnight-fixture-'));
    onTestFinished(() => rmSync(copy, { recursive: true }));
    cpSync(join(FIXTURES, code), copy, { recursive: true });
    const { code: exit } = await fortnightIn(copy, ['check', '--fix']);
    const isFixable = existsSync(join(FIXTURES, code, 'fixed.yaml'));
    const expected = fixture(code, isFixable ? 'fixed.yaml' : 'calendar/calendar.yaml');
    expect(readFileSync(join(copy, 'calendar', 'calendar.yaml'), 'utf8')).toBe(expected);
    expect(exit).toBe(isFixable || code.startsWith('W') ? 0 : 1);
  });
});

function range(letter: string, first: number, last: number): readonly string[] {
  return Array.from({ length: last - first + 1 }, (_, index) => `${letter}${first + index}`);
}
