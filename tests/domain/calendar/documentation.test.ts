import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { rules } from '../../../src/domain/calendar/rules/registry.ts';

const page = readFileSync(new URL('../../../docs/diagnostics.md', import.meta.url), 'utf8');
const sections = page.split(/^## /m).slice(1);
const headings = sections.map((section) => section.split('\n')[0] ?? '');

it('docs/diagnostics.md has one heading for each diagnostic, in the order of the codes', () => {
  expect(headings).toEqual(rules.map((rule) => `${rule.code}: ${rule.title}`));
  expect([...headings].sort()).toEqual(headings);
});

it.each(rules.map((rule) => [rule.code, rule] as const))(
  '%s is explained there in the words of its rule',
  (code, rule) => {
    const section = sections.find((each) => each.startsWith(`${code}:`)) ?? '';
    for (const words of [rule.what, rule.why, rule.how]) expect(section).toContain(words);
  },
);

it('every code names its severity by its letter', () => {
  const letters = rules.map((rule) => [rule.code.charAt(0), rule.severity]);
  expect(letters.every(([letter, severity]) => (letter === 'E') === (severity === 'error'))).toBe(true);
});
