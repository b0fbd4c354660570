import { expect, it } from 'vitest';
import { emailTokens } from '../../../src/domain/posts/email-tokens.ts';

it('leaves signs plain, and gives the letter before a string the colour of the string', () => {
  const tokens = emailTokens([
    { text: 'x ', kind: null },
    { text: '= ', kind: 'keyword' },
    { text: 'f', kind: 'keyword' },
    { text: '"at ', kind: 'string' },
    { text: '{', kind: 'constant' },
    { text: 'n', kind: null },
    { text: '}', kind: 'constant' },
    { text: '"', kind: 'string' },
  ]);
  expect(tokens).toEqual([
    { text: 'x = ', kind: null },
    { text: 'f"at ', kind: 'string' },
    { text: '{n}', kind: null },
    { text: '"', kind: 'string' },
  ]);
});

it('keeps the colour of words, of numbers, and of the signs of a diff', () => {
  const tokens = [
    { text: 'for', kind: 'keyword' },
    { text: '0', kind: 'constant' },
    { text: '+', kind: 'inserted' },
  ] as const;
  expect(emailTokens(tokens)).toEqual(tokens);
});
