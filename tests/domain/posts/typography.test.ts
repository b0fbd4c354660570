import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asMarkdown } from '../../../src/domain/posts/letter.ts';
import { parsePost, plainText } from '../../../src/domain/posts/post.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { inQuotes, typesetWords } from '../../../src/domain/posts/typography.ts';
import { runs } from '../../support/runs.ts';

const set = (markdown: string, language = 'en') => plainText(parsePost(markdown, language).tree);

describe('English prose', () => {
  it.each([
    ["\"Quoted 'inner' words,\" it's said.", '“Quoted ‘inner’ words,” it’s said.'],
    ["The '90s, 'tis the readers' own.", 'The ’90s, ’tis the readers’ own.'],
    ['Pages 3--5 -- or so --- and so on...', 'Pages 3–5 – or so — and so on…'],
    ['("in brackets") and "\'both\'"', '(“in brackets”) and “‘both’”'],
    ['A 3.5" disk, 6\' tall', 'A 3.5" disk, 6’ tall'],
    ['Use --force, not - or ".', 'Use --force, not - or ".'],
  ])('is set as it is printed: %s', (typed, printed) => {
    expect(set(typed)).toBe(printed);
  });

  it('is set across what stands in a line', async () => {
    const { html } = await renderWeb(parsePost('"*Stressed*" and "`code`"\'s end'), {
      baseUrl: 'https://a.example/',
    });
    expect(html).toBe('<p>“<em>Stressed</em>” and “<code>code</code>”’s end</p>');
  });

  it('begins anew with each paragraph, cell and caption', () => {
    expect(set('"One\n\n"Two')).toBe('“One “Two');
    expect(set('| "a" | \'b\' |\n| - | - |')).toBe('“a” ‘b’');
  });

  it.each(['`"a" -- b...`', '<https://a.example/b--c...d>', '$a -- b$ x', '    "code"'])(
    'never touches code, formulas and addresses: %s',
    async (markdown) => {
      const { html } = await renderWeb(parsePost(markdown), { baseUrl: 'https://a.example/' });
      expect(html).not.toMatch(/[“”‘’–—…]/);
    },
  );

  it('leaves what was escaped or written as a reference', () => {
    expect(set('\\"a\\" \\-- \\-- \\... &quot;b&quot; it\\\'s')).toBe('"a" -- -- ... "b" it\'s');
    expect(set('> a \\"b\\"\n> "c" &amp; \'d\'')).toBe('a "b"\n“c” & ‘d’');
  });

  it('leaves words alone that a machine put in', () => {
    const words = fc
      .string({ unit: fc.constantFrom('"', "'", '-', '.', 'a', ' ', '&', '\\', ';', '#', '(', '>') })
      .map((text) => text.replace(/\s+/g, ' ').trim());
    fc.assert(
      fc.property(words, (text) => {
        expect(set(`x ${asMarkdown(text)} x`).replace(/\s+/g, ' ')).toBe(`x ${text} x`.replace(/\s+/g, ' '));
      }),
      runs(32, 500),
    );
  });

  it('is the only prose that is set', () => {
    expect(set('"Zitat" -- so...', 'de')).toBe('"Zitat" -- so...');
    expect(set('"Quote"', 'en-GB')).toBe('“Quote”');
  });
});

describe('a title, which is no Markdown', () => {
  it.each([
    ['Beyond "Pick Two": Real-World Trade Offs', 'Beyond “Pick Two”: Real-World Trade Offs'],
    ["A Packet's Journey", 'A Packet’s Journey'],
    ['Merkle Trees...continued', 'Merkle Trees…continued'],
    ['What `echo "hi"` does, and "why"', 'What `echo "hi"` does, and “why”'],
    ['*p < [0](x)* & \\"', '*p < [0](x)* & \\”'],
  ])('%s is set as %s', (typed, title) => {
    expect(typesetWords(typed, 'en-GB')).toBe(title);
    expect(typesetWords(typed, 'de')).toBe(typed);
  });

  it('has single quotes within double ones', () => {
    expect(inQuotes('Beyond “Pick Two”')).toBe('“Beyond ‘Pick Two’”');
  });
});
