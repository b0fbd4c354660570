import { describe, expect, it } from 'vitest';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { emailArticle } from '../../support/email-article.ts';
import { textContent } from '../../support/html-text.ts';

const STANDING = { baseUrl: 'https://example.com/posts/raft-1/' };
const web = async (markdown: string) => (await renderWeb(parsePost(markdown), STANDING)).html;

const WARNING = '> [!WARNING]\n> Clocks *lie*.\n>\n> - often';

describe('a callout', () => {
  it.each(['NOTE', 'TIP', 'IMPORTANT', 'WARNING', 'CAUTION'])('is named for what it is: %s', async (kind) => {
    const name = kind.charAt(0) + kind.slice(1).toLowerCase();
    expect(await web(`> [!${kind}]\n> Words.`)).toBe(
      `<div class="callout callout-${kind.toLowerCase()}" role="note" aria-label="${name}"><p class="callout-title">${name}</p>\n<p>Words.</p>\n</div>`,
    );
  });

  it('is said in the mail, the feed and the text too', async () => {
    const { html } = await emailArticle(WARNING);
    expect(textContent(html).trim()).toMatch(/^Warning\s+Clocks lie\.\s+often$/);
    expect(renderFeed(parsePost(WARNING), STANDING)).toMatch(
      /^<blockquote><p><strong>Warning<\/strong><\/p>\s*<p>Clocks <em>lie<\/em>/,
    );
    expect(renderText(parsePost(WARNING), STANDING)).toBe('| Warning\n|\n| Clocks _lie_.\n|\n| - often');
  });

  it('may stand in a list and hold code and another callout', async () => {
    const html = await web('- a\n\n  > [!TIP]\n  > ```\n  > x\n  > ```\n  > > [!NOTE]\n  > > in');
    expect(html.match(/class="callout /g)).toHaveLength(2);
    expect(html).toContain('<pre><code>x</code></pre>');
  });

  it('may be empty', async () => {
    expect(textContent(await web('> [!NOTE]')).trim()).toBe('Note');
  });

  it.each([
    '> [!NOTE] more on the line',
    '> [!NOTE] *more*',
    '> [!DANGER]\n> x',
    '> x\n> [!NOTE]',
    '> \\[!NOTE]x',
  ])('is left a quotation where GitHub would: %j', async (markdown) => {
    expect(await web(markdown)).toMatch(/^<blockquote>/);
  });
});
