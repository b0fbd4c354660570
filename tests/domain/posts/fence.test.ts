import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFence } from '../../../src/domain/posts/fence.ts';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { emailArticle } from '../../support/email-article.ts';
import { textContent } from '../../support/html-text.ts';
import { runs } from '../../support/runs.ts';

const STANDING = { baseUrl: 'https://example.com/posts/raft-1/' };
const web = async (markdown: string) => (await renderWeb(parsePost(markdown), STANDING)).html;
const email = async (markdown: string) => (await emailArticle(markdown)).html;

describe('what is written behind a code fence', () => {
  it('gives language, title, lines and alternative text, in any order', () => {
    expect(parseFence('go', '{3, 5-7} title="tree.go" diff alt=\'A "b"\'')).toEqual({
      language: 'go',
      title: 'tree.go',
      alt: 'A "b"',
      highlighted: [
        [3, 3],
        [5, 7],
      ],
      diff: true,
    });
  });

  it('may do without a language', () => {
    expect(parseFence('{2}', null)).toMatchObject({ language: null, highlighted: [[2, 2]] });
    expect(parseFence('title="a', 'b"')).toMatchObject({ language: null, title: 'a b' });
    expect(parseFence(null, null)).toMatchObject({ language: null, title: null, diff: false });
  });

  it('says nothing where it cannot be read', () => {
    expect(parseFence('go', '{a} {} {1-} title= title="" linenos different')).toEqual({
      language: 'go',
      title: null,
      alt: null,
      highlighted: [],
      diff: false,
    });
  });
});

describe('a block of code', () => {
  it('stands under its title in every rendering, and no title can break out', async () => {
    const code = '```go title="<b>tree</b>.go"\nx\n```';
    expect(await web(code)).toContain('<figcaption>&#x3C;b>tree&#x3C;/b>.go</figcaption>');
    expect(await web(code)).toContain('aria-label="Code: <b>tree</b>.go"');
    expect(await email(code)).toContain('>&#x3C;b>tree&#x3C;/b>.go</td>');
    expect(renderFeed(parsePost(code), STANDING)).toContain('<strong>&#x3C;b>tree&#x3C;/b>.go</strong>');
    expect(renderText(parsePost(code), STANDING)).toBe('<b>tree</b>.go:\n\n    x');
  });

  it('shows which lines are meant', async () => {
    const code = '```text {1,3-4}\na\nb\nc\nd\n```';
    const line = (letter: string) => `<span class="line line-highlighted">${letter}</span>`;
    expect(await web(code)).toContain(`<code>${line('a')}\nb\n${line('c')}\n${line('d')}</code>`);
    expect((await email(code)).match(/class="l-highlighted"/g)).toHaveLength(3);
  });

  it('shows what was added and what was taken away', async () => {
    const diff = '```diff\n--- a/x\n+++ b/x\n-old\n+new\n same\n```';
    expect((await web(diff)).match(/line-(inserted|deleted)/g)).toEqual(['line-deleted', 'line-inserted']);
    const go = await web('```go diff\n-func a() {}\n+func b() {}\n same()\n```');
    expect(go).toContain(
      '<span class="line line-deleted"><span class="tok-deleted">-</span><span class="tok-keyword">func </span>',
    );
  });

  it('is given back byte for byte by every rendering, whatever stands behind its fence', async () => {
    const line = fc.string({
      unit: fc.constantFrom(
        '\t',
        ' ',
        '<',
        '&',
        '{',
        '}',
        '"',
        "'",
        '+',
        '-',
        'a',
        'if',
        '=',
        '/',
        '\\',
        '$',
      ),
    });
    const code = fc.array(line, { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'));
    const info = fc.constantFrom(
      'go',
      'go diff',
      'diff',
      'python {1,3-4}',
      '{2}',
      'go {1} diff title="a <b>"',
      'text',
    );
    await fc.assert(
      fc.asyncProperty(code, info, async (source, behind) => {
        const markdown = `~~~~~~${behind}\n${source}\n~~~~~~`;
        const htmls = [await web(markdown), await email(markdown), renderFeed(parsePost(markdown), STANDING)];
        for (const html of htmls) {
          const pre = /<pre[^>]*>([\s\S]*)<\/pre>/.exec(html)?.[1] ?? '';
          expect(pre).not.toMatch(/&nbsp;|&#xA0;|<br/);
          expect([source, `${source}\n`]).toContain(textContent(pre));
        }
        const text = renderText(parsePost(markdown), STANDING).replace(/^a <b>:\n\n/, '');
        expect(
          text
            .split('\n')
            .map((each) => each.slice(4))
            .join('\n'),
        ).toBe(source);
      }),
      runs(28, 200),
    );
  });
});
