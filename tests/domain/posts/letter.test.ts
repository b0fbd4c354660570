import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asMarkdown, readLetter } from '../../../src/domain/posts/letter.ts';
import { parsePost, plainText } from '../../../src/domain/posts/post.ts';

test('a heading at the beginning is the title, and is not said twice', () => {
  expect(readLetter('\uFEFF# The *blog* moves\n\nSoon.\n')).toEqual({
    title: 'The blog moves',
    body: 'Soon.',
  });
  expect(readLetter('The blog moves\n===\nSoon.')).toEqual({ title: 'The blog moves', body: 'Soon.' });
});

test('a heading further down is the title, and stays', () => {
  expect(readLetter('Hello.\n\n## News\n\nSoon.')).toEqual({
    title: 'News',
    body: 'Hello.\n\n## News\n\nSoon.',
  });
});

test('without a heading there is no title; a comment in code is none', () => {
  expect(readLetter('```sh\n# not a title\n```\n').title).toBeNull();
  expect(readLetter('').title).toBeNull();
  expect(readLetter('#\n\nx').title).toBeNull();
});

test('any words, taken as they are, come out as they went in', () => {
  const words = fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => text.replace(/\s+/g, ' ').trim());
  fc.assert(
    fc.property(words, (text) => {
      fc.pre(text !== '' && !text.includes('\0'));
      const [first] = parsePost(`x ${asMarkdown(text)} x`).tree.children;
      expect(first === undefined ? '' : plainText(first)).toBe(`x ${text} x`);
    }),
  );
});
