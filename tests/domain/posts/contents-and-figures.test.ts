import { describe, expect, it } from 'vitest';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { emailArticle } from '../../support/email-article.ts';

const STANDING = { baseUrl: 'https://example.com/posts/raft-1/' };
const web = async (markdown: string) => (await renderWeb(parsePost(markdown), STANDING)).html;

describe('a table of contents', () => {
  const long = 'Words.\n\n## One\n\n### Below\n\n## Two\n\n## `Three` <x>\n\n## Four';

  it('stands before the first heading of a long post, behind its opening words', async () => {
    expect(await web(long)).toMatch(
      /^<p>Words\.<\/p>\n<nav class="contents" aria-label="Contents"><p class="contents-title">Contents<\/p><ol><li><a href="#one">One<\/a><\/li><li><a href="#two">Two<\/a><\/li><li><a href="#three">Three ?<\/a><\/li><li><a href="#four">Four<\/a><\/li><\/ol><\/nav><h2 id="one">/,
    );
  });

  it('is not in a short post, and in no mail', async () => {
    expect(await web('## One\n\n## Two\n\n## Three\n\n### Four')).not.toContain('<nav');
    expect((await emailArticle(long)).html).not.toMatch(/<nav|Contents/);
  });
});

describe('a figure', () => {
  it('is a picture alone in its paragraph, with a title, which becomes its caption', async () => {
    expect(await web('![A leader](/a.png "Who \\"leads\\"")')).toBe(
      '<figure><p><img src="https://example.com/a.png" alt="A leader"></p><figcaption>Who “leads”</figcaption></figure>',
    );
    expect(renderText(parsePost('![A leader](/a.png "Who leads")'), STANDING)).toMatch(
      /^\(Picture: A leader\) \[1\]\nWho leads\n/,
    );
    expect((await emailArticle('![A](/a.png "Who leads")')).html).toMatch(
      /<figcaption[^>]*>Who leads<\/figcaption>/,
    );
  });

  it('is not a picture in a sentence, or one without a title', async () => {
    expect(await web('See ![A](/a.png "T").\n\n![B](/b.png)')).not.toContain('<figure');
  });
});
