import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { emailArticle } from '../../support/email-article.ts';
import { runs } from '../../support/runs.ts';

const STANDING = { baseUrl: 'https://example.com/posts/raft-1/' };
const web = async (markdown: string) => (await renderWeb(parsePost(markdown), STANDING)).html;
const email = async (markdown: string) => (await emailArticle(markdown)).html;
const feed = (markdown: string) => renderFeed(parsePost(markdown), STANDING);
const text = (markdown: string) => renderText(parsePost(markdown), STANDING);

const DETAILS = '<details>\n<summary>Why `x`?</summary>\n\nBecause *of* it.\n\n</details>';

describe('HTML from the author', () => {
  it('folds on the page and in the feed, and is open in the mail and the text', async () => {
    const folded = '<details><summary>Why <code>x</code>?</summary><p>Because <em>of</em> it.</p></details>';
    expect(await web(DETAILS)).toBe(folded);
    expect(feed(DETAILS)).toBe(folded);
    expect(await email(DETAILS)).not.toMatch(/details|summary/);
    expect(text(DETAILS)).toBe('Why `x`?\n\nBecause _of_ it.');
  });

  it('keeps keys, raised and lowered signs, abbreviations and marks', async () => {
    const line =
      '<kbd>Esc</kbd> H<sub>2</sub>O x<sup>n+1</sup> <abbr title="a &amp; b">AB</abbr> <mark>new</mark>';
    expect(await web(line)).toBe(
      '<p><kbd>Esc</kbd> H<sub>2</sub>O x<sup>n+1</sup> <abbr title="a &#x26; b">AB</abbr> <mark>new</mark></p>',
    );
    expect(text(line)).toBe('Esc H_2O x^(n+1) AB (a & b) *new*');
  });

  it('makes a figure of a picture and the words below it', async () => {
    const figure = '<figure>\n\n![A leader](/a.png)\n\n<figcaption>Who *leads*</figcaption>\n</figure>';
    expect(await web(figure)).toBe(
      '<figure><p><img src="https://example.com/a.png" alt="A leader"></p><figcaption>Who <em>leads</em></figcaption></figure>',
    );
    expect(text(figure).split('\n').slice(0, 2)).toEqual(['(Picture: A leader) [1]', 'Who _leads_']);
  });

  it('loses every attribute but the two it may have', async () => {
    const typed =
      '<details open onclick="x()" style="y"><summary id="a">S</summary>\n\nIn <kbd onmouseover="x()" class="b">K</kbd>.\n\n</details>';
    expect(await web(typed)).toBe('<details open><summary>S</summary><p>In <kbd>K</kbd>.</p></details>');
  });

  it('drops scripts with their words, and of other elements the tags alone', async () => {
    expect(await web('<details><summary>A<script>alert(1)</script>B</summary></details>')).toBe(
      '<details><summary>AB</summary></details>',
    );
    expect(await web('<summary><script>alert(1)')).toBe('');
    expect(await web('a <b>bold</b> <a href="javascript:x">link</a> <img src=x onerror=y>')).toBe(
      '<p>a bold link </p>',
    );
  });

  it('ends within the block it began in, closed or not', async () => {
    expect(await web('- a <kbd>b\n- c </kbd> d\n\n</details> e')).toBe(
      '<ul>\n<li>a <kbd>b</kbd></li>\n<li>c  d</li>\n</ul>',
    );
    expect(await web('<details><summary>A\n\nB')).toBe('<details><summary>A</summary><p>B</p></details>');
  });

  it('is nothing but the allowed elements, whatever is typed', async () => {
    const piece = fc.constantFrom(
      ...[
        '<details>',
        '<details ',
        'open',
        '</details>',
        '<summary>',
        '</summary>',
        '<kbd>',
        '</kbd>',
        '<br>',
      ],
      ...['<abbr title="', "<abbr title='", '">', "'>", '<script>', '</script>', '<img src=x onerror=a()>'],
      ...[
        '<svg onload=a()>',
        '<!--',
        '-->',
        '<',
        '>',
        '"',
        "'",
        '=',
        '/',
        'on',
        'x',
        '`',
        '*',
        '> ',
        '- ',
        '\n',
        '\n\n',
      ],
      ...['<a href="javascript:a()">', '[l](javascript:a())', '[l](<java\tscript:a()>)', '<mark style="x">'],
    );
    const markdown = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
    await fc.assert(
      fc.asyncProperty(markdown, async (typed) => {
        for (const html of [await web(typed), await email(typed), feed(typed)]) {
          expect(faultsIn(html)).toEqual([]);
        }
      }),
      runs(27, 400),
    );
  });
});

const ELEMENTS =
  /^(?:a|abbr|blockquote|br|code|details|div|em|figure|figcaption|h[1-6]|hr|kbd|li|mark|ol|p|pre|s|span|strong|sub|summary|sup|table|tbody|td|tr|ul)$/;

/** Tags that no author may write, and attributes that act. Reads the HTML as a browser splits it: quoted values are one. */
function faultsIn(html: string): string[] {
  const tags = [...html.matchAll(/<\/?([^\s>/]*)((?:\s+[^\s=>]+(?:="[^"]*")?)*)\s*>|</g)];
  return tags.flatMap(([whole, name = '', attributes = '']) => {
    const names = [...attributes.matchAll(/\s([^\s=>]+)(?:="([^"]*)")?/g)];
    const acting = names.filter(
      ([, attribute = '', value = '']) =>
        attribute.startsWith('on') || /script:/i.test(value.replace(/\s/g, '')),
    );
    return ELEMENTS.test(name) && acting.length === 0 ? [] : [whole];
  });
}
