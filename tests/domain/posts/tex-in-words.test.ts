import fc from 'fast-check';
import { expect, it } from 'vitest';
import { texInWords } from '../../../src/domain/posts/tex-in-words.ts';
import { runs } from '../../support/runs.ts';

it.each([
  ['R + W > N', 'R + W > N'],
  ['R+W>N', 'R + W > N'],
  ['x^2', 'x^2'],
  ['x^{n+1}_i', 'x^(n+1)_i'],
  ['\\frac{a+b}{c}', '(a + b)/c'],
  ['\\sqrt{2}', '√2'],
  ['2\\pi r', '2π r'],
  ['\\mathcal{O}(n\\log n)', 'O(n log n)'],
  ['\\mathcal{O}(\\log n)', 'O(log n)'],
  ['\\sum_{i=0}^{n} i', 'sum_(i=0)^n i'],
  ['\\left\\lfloor \\frac{n}{2} \\right\\rfloor + 1', '⌊n/2⌋ + 1'],
  ['a \\text{ if } b', 'a if b'],
  ['a \\le b \\Rightarrow c', 'a ≤ b ⇒ c'],
  ['50\\%', '50%'],
])('%s is typed as %s', (tex, words) => {
  expect(texInWords(tex)).toBe(words);
});

it.each([
  '\\begin{aligned} a &= b \\end{aligned}',
  '\\frac{a',
  '\\own{x}',
  'a } b',
  '\\sqrt[3]{x}',
  `${'{'.repeat(50_000)}`,
])('leaves TeX alone that has no short way to be typed: %.30s', (tex) => {
  expect(texInWords(tex)).toBe(tex);
});

it('has words for anything', () => {
  const tex = fc.string({
    unit: fc.constantFrom('\\', '{', '}', 'a', '^', '_', ' ', 'frac', '&', '\\le', '~'),
  });
  fc.assert(
    fc.property(tex, (typed) => typeof texInWords(typed) === 'string'),
    runs(30, 500),
  );
});
