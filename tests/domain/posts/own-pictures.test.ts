import { expect, test } from 'vitest';
import type { ShownPicture } from '../../../src/domain/posts/own-pictures.ts';
import { ownPicturesIn } from '../../../src/domain/posts/own-pictures.ts';
import { parsePost } from '../../../src/domain/posts/post.ts';
import { renderEmail } from '../../../src/domain/posts/render-email.ts';
import { renderFeed } from '../../../src/domain/posts/render-feed.ts';
import { renderText } from '../../../src/domain/posts/render-text.ts';
import { renderWeb } from '../../../src/domain/posts/render-web.ts';
import { PICTURES } from '../../support/email-article.ts';

const picture: ShownPicture = {
  kind: 'shown',
  width: 1000,
  height: 500,
  seeThrough: true,
  sources: [{ type: 'image/avif', files: [{ path: 'assets/pictures/a-480.avif', width: 480 }] }],
  still: null,
  plain: 'media/a.png',
};
const STANDING = {
  baseUrl: 'https://example.com/blog/posts/raft-1/',
  pictures: {
    siteUrl: 'https://example.com/blog',
    named: { 'my rack.png': picture, 'gone.png': { kind: 'absent', reason: 'it is empty' } },
  },
} as const;
const web = async (markdown: string) => (await renderWeb(parsePost(markdown), STANDING)).html;

test('the page has its path below that of the site, and the place of the picture before it has the picture', async () => {
  expect(await web('![A rack](<my rack.png>)')).toBe(
    '<p><picture><source type="image/avif" srcset="/blog/assets/pictures/a-480.avif 480w" sizes="(max-width: 720px) 100vw, 680px"><img src="/blog/media/a.png" alt="A rack" width="1000" height="500" class="see-through"></picture></p>',
  );
});

test('all but the first wait until they are scrolled to, wherever they are named', async () => {
  const html = await web('![A](my%20rack.png)\n\n> ![B][r] and ![C](<my rack.png>)\n\n[r]: <my rack.png>\n');
  expect(html.match(/<img/g)?.length).toBe(3);
  expect([...html.matchAll(/alt="(\w)"[^>]*loading="lazy" decoding="async"/g)].map(([, alt]) => alt)).toEqual(
    ['B', 'C'],
  );
});

test('mail, feed and text lead to what every program can show', async () => {
  const post = parsePost('![A rack](<my rack.png> "Three nodes")');
  const { html } = await renderEmail(post, STANDING, { ...PICTURES, siteUrl: 'https://example.com/blog' });
  expect(html).toMatch(
    /<img src="https:\/\/example\.com\/blog\/media\/a\.png" alt="A rack" style="display:block[^"]*" width="518" height="259">/,
  );
  expect(renderFeed(post, STANDING)).toContain(
    '<img src="https://example.com/blog/media/a.png" alt="A rack" width="680" height="340">',
  );
  expect(renderText(post, STANDING)).toBe(
    '(Picture: A rack) [1]\nThree nodes\n\nLinks\n-----\n\n[1] https://example.com/blog/media/a.png',
  );
});

test('in a sentence of a mail it breaks no line', async () => {
  const { html } = await renderEmail(parsePost('So ![A](<my rack.png>) it is.'), STANDING, PICTURES);
  expect(html).toContain('display:inline;max-width:100%');
});

test('what cannot be shown has its words in its place, and is told with its place', async () => {
  const post = parsePost('One.\n\nTwo ![A *rack*](gone.png).');
  const { html, faults } = await renderWeb(post, STANDING);
  expect(html).toBe('<p>One.</p>\n<p>Two A rack.</p>');
  expect(faults).toEqual([
    { kind: 'picture', line: 3, column: 5, words: 'this picture cannot be shown: it is empty' },
  ]);
  expect(renderText(post, STANDING)).toBe('One.\n\nTwo (Picture: A rack).');
});

test('the pictures that a post names are known with their places; code and other addresses are none', () => {
  const markdown =
    '![a](x.png "t")\n\n`![b](y.png)` ![c](/z.png) ![d](https://h.example/z.png) ![e](data:,x)\n\n- ![f][r]\n\n[r]: 100%.png\n';
  expect(ownPicturesIn(markdown)).toEqual([
    { name: 'x.png', line: 1, column: 1 },
    { name: '100%.png', line: 5, column: 3 },
  ]);
});
