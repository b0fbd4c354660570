import fc from 'fast-check';
import { expect, it } from 'vitest';
import { texInLines, texInWords } from '../../../src/domain/posts/tex-in-words.ts';
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
  ['\\begin{aligned} a &= b \\\\ c_1 &\\le d \\end{aligned}', 'a = b; c_1 ≤ d'],
  [
    'f(n) = \\begin{cases} 1 & \\text{if } n = 0 \\\\ n f(n-1) & \\text{otherwise} \\end{cases}',
    'f(n) = {1, if n = 0; n f(n-1), otherwise}',
  ],
  ['\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}', '(a b; c d)'],
])('%s is typed as %s', (tex, words) => {
  expect(texInWords(tex)).toBe(words);
});

it.each([
  'a &= b',
  '\\begin{aligned} a &= b \\end{split}',
  '\\begin{tikzcd} a \\end{tikzcd}',
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

it('types an alignment line by line, its relations below each other', () => {
  const tex = String.raw`\begin{aligned}
    R(d_0) &= H(\mathtt{0x00} \,\|\, d_0) \\
    R(d_0, \dots, d_{n-1}) &= H(\mathtt{0x01} \,\|\, \ell \,\|\, r)
  \end{aligned}`;
  expect(texInLines(tex)).toBe(
    ['R(d_0)             = H(0x00 ∥ d_0)', 'R(d_0, …, d_(n-1)) = H(0x01 ∥ ℓ ∥ r)'].join('\n'),
  );
});

it('does not push short lines aside for a long one', () => {
  const long = 'a + b + c + d + e + f + g + h + i';
  expect(texInLines(`\\begin{aligned} x &= 1 \\\\ ${long} &= 2 \\end{aligned}`)).toBe(`x = 1\n${long} = 2`);
});
