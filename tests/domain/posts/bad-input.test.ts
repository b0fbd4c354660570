import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { preflight } from '../../../src/app/preflight.ts';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderEmail } from '../../../src/domain/posts/render-email.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { undrawableIn } from '../../../src/domain/posts/undrawable.ts';
import { PICTURES } from '../../support/email-article.ts';
import { textContent } from '../../support/html-text.ts';
import { runs } from '../../support/runs.ts';

const STANDING = { baseUrl: 'https://example.com/posts/raft-1/' };
/** In milliseconds, for everything that is made of one post, on a busy machine. What is not bounded takes hours. */
const PATIENCE = 120_000;

async function allOf(markdown: string) {
  const post = parsePost(markdown);
  const web = await renderWeb(post, STANDING);
  const email = await renderEmail(post, STANDING, PICTURES);
  const faults = await undrawableIn(markdown);
  return {
    web: web.html,
    email: email.html,
    feed: renderFeed(post, STANDING),
    text: renderText(post, STANDING),
    said: preflight(markdown, faults).map(({ line, column, words }) => `${line}:${column} ${words}`),
  };
}

const row = (cell: string, columns: number) => `|${` ${cell} |`.repeat(columns)}\n`;
const table = (columns: number, rows: number) =>
  row('head', columns) + row('---', columns) + row('cell', columns).repeat(rows);
const staircase = (steps: number) =>
  Array.from({ length: steps }, (_, step) => `${'  '.repeat(step)}- step\n`).join('');

describe('a post with far too much of something', () => {
  it.each([
    ['quotes in quotes', `Before.\n\n${'>'.repeat(10_000)} deep\n`, '3:1 this is more than 32 quotes'],
    ['lists in one line', `${'- '.repeat(10_000)}deep\n`, '1:1 this is more than 32 quotes and lists'],
    ['lists in lists', `Before.\n\n${staircase(1_000)}`, '3:1 this is more than 32 quotes and lists'],
    ['stars', `${'*'.repeat(100_000)}a${'*'.repeat(100_000)}`, '1:1 this is more than 5000 marks'],
    ['brackets', `One.\n\n${'[a]('.repeat(50_000)}`, '3:1 this is more than 5000 marks'],
    ['open comments', '<!--a'.repeat(50_000), '1:1 this is more than 5000 marks'],
    [
      'runs of backticks',
      Array.from({ length: 600 }, (_, n) => `${'`'.repeat(n + 1)}a`).join(''),
      '1:1 this is more',
    ],
    ['dollars', '$a'.repeat(100_000), '1:1 this is more than 5000 marks'],
    ['tags', '<b>'.repeat(20_000), '1:1 this is more than 5000 marks'],
    ['addresses', 'http://a.example '.repeat(20_000), '1:1 this is more than 250000 characters'],
    ['words in one line', 'word '.repeat(60_000), '1:1 this is more than 250000 characters'],
    ['a table of a hundred thousand cells', table(200, 500), '1:1 this is more than 250000 characters'],
    [
      'footnotes',
      Array.from({ length: 600 }, (_, n) => `a[^${n}]\n\n[^${n}]: note\n\n`).join(''),
      '2003:1 this is more than 500 footnotes',
    ],
  ])(
    '%s: is shown as it was typed, and its author is told where',
    { timeout: PATIENCE },
    async (_, markdown, said) => {
      const all = await allOf(markdown);
      expect(all.said.find((one) => one.startsWith(said))).toBeDefined();
      const [last = 'nothing'] = /\w+$|\S$/.exec(markdown.trim()) ?? [];
      for (const html of [all.web, all.feed])
        expect(textContent(html.replaceAll('&#x3C;', '&lt;'))).toContain(last);
    },
  );

  it.each([
    ['a word of 200,000 letters', 'x'.repeat(200_000)],
    ['code of ten thousand lines', `\`\`\`ts\n${'const a: number = f(1, "two");\n'.repeat(10_000)}\`\`\`\n`],
    ['a table of 500 columns', table(500, 5)],
    ['a table of 2,000 rows', table(5, 2_000)],
    ['2,000 headings', '## The same\n\n'.repeat(2_000)],
    ['boxes in boxes', '<details>\n\n'.repeat(3_000)],
    ['blank lines', `${'\n'.repeat(50_000)}word`],
  ])('%s: is read, whole', { timeout: PATIENCE }, async (_, markdown) => {
    const { web, said } = await allOf(markdown);
    expect(said).toEqual([]);
    expect(textContent(web).match(/[a-z]/gi)?.length ?? 0).toBeGreaterThanOrEqual(
      markdown.startsWith('<') ? 0 : (markdown.replace(/^```ts$/gm, '').match(/[a-z]/gi)?.length ?? 0),
    );
  });
});

describe('a post with something broken', () => {
  it.each([
    ['code that is never closed', 'a\n\n```js\nlet a = 1;\n', '3:1 this block of code is never closed'],
    ['a formula that is none', 'Look: $\\frac{1}{$ there\n', '1:'],
    ['a formula without end', '$\\def\\a{\\a\\a}\\a$\n', '1:'],
    ['braces in braces', `$${'{'.repeat(2_000)}a${'}'.repeat(2_000)}$\n`, '1:'],
    ['a graph that is none', 'a\n\n```dot alt="x"\ndigraph {\n  a ->\n}\n```\n', '6:'],
    ['a link to a script', 'a [b](javascript:alert(1))\n', '1:7 a link cannot lead to `javascript:`'],
    ['a link to data', 'a [b](data:text/html,x)\n', '1:7 a link cannot lead to `data:`'],
    ['a bell', 'a\u0007b\n', '1:2 there is a character here that is none to read, U+0007'],
    [
      'colours of a terminal',
      '```\n\u001b[31mred\n```\n',
      '2:1 there is a character here that is none to read, U+001B',
    ],
  ])('%s: its author is told where, and readers get what is safe', async (_, markdown, said) => {
    const { web, email, feed, said: all } = await allOf(markdown);
    expect(all.filter((one) => one.startsWith(said))).toHaveLength(1);
    for (const html of [web, email, feed]) {
      expect(html).not.toMatch(/<script|<iframe|javascript:|href="data:|\son\w+=/i);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
      expect(html).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/);
    }
  });

  it('a graph cannot read the files of the machine', async () => {
    const { web } = await allOf(
      '```dot alt="x"\ndigraph { a [image="/etc/hostname" URL="javascript:alert(1)"] }\n```\n',
    );
    expect(web).not.toMatch(/<image|hostname|javascript|<a /);
  });
});

it('text from right to left, emoji and joiners are kept as they are, and so is what they stand beside', async () => {
  const typed = 'שלום **עולם** (abc 123) – مرحبا\u200f! 👩‍👩‍👧‍👦 🇸🇨 e\u0301 क्‍ष \u2067\u2069';
  const { web, feed, text } = await allOf(`${typed}\n`);
  for (const html of [web, feed]) expect(textContent(html)).toBe(typed.replaceAll('**', ''));
  expect(text.replace(/\n/g, ' ')).toContain('👩‍👩‍👧‍👦 🇸🇨');
});

it('whatever is piled up, all of it is rendered, soon', { timeout: PATIENCE }, async () => {
  const pieces = [
    '> ',
    '- ',
    '1. ',
    '*',
    '_',
    '**',
    '`',
    '```\n',
    '$',
    '$$\n',
    '[',
    '](',
    ')',
    '![',
    '[^1]',
    '[^1]: ',
    '<b>',
    '</b>',
  ];
  const more = [
    '<!--',
    '<details>',
    '<script>',
    '|',
    '| - |\n',
    '\n',
    '\n\n',
    '    ',
    '\t',
    'http://',
    'a@b.c',
    '\\',
    '&',
    '\u202e',
    '\u0000',
    '\ud800',
    'שלום',
    '🙂',
    'word ',
  ];
  const pile = fc.array(fc.tuple(fc.constantFrom(...pieces, ...more), fc.integer({ min: 1, max: 2_000 })), {
    minLength: 1,
    maxLength: 5,
  });
  await fc.assert(
    fc.asyncProperty(pile, async (piled) => {
      const { web } = await allOf(piled.map(([piece, times]) => piece.repeat(times)).join(''));
      expect(web).not.toMatch(/<script|<!--/);
    }),
    runs(27, 25),
  );
});
