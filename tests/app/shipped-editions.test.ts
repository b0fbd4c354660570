import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lintMail } from '../../src/mail/lint/lint-mail.ts';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { textContent } from '../support/html-text.ts';
import { fencesOf, renderShippedEditions, SHIPPED_POSTS, shippedPost } from '../support/shipped-blog.ts';

/** In bytes; above it Gmail may cut the end off, with what a program adds on the way. */
const MOST_HTML = 80_000;

const editions = renderShippedEditions();
const editionOf = (id: string) => editions.get(id) ?? { html: '', text: '', htmlBytes: 0 };

it('there are posts to hold to all this, with code in all but one', () => {
  expect(SHIPPED_POSTS).toHaveLength(14);
  expect(SHIPPED_POSTS.filter((id) => fencesOf(shippedPost(id)).length === 0)).toEqual(['life-at-amazon']);
});

describe.each(SHIPPED_POSTS)('the mail of %s', (id) => {
  it('carries the code of every fence byte for byte, in the HTML', () => {
    const blocks = [...editionOf(id).html.matchAll(/<pre\b[^>]*>([\s\S]*?)<\/pre>/g)];
    expect(blocks.map(([, code = '']) => textContent(code))).toEqual(fencesOf(shippedPost(id)));
  });

  it('carries it in the text as well, four columns in', () => {
    const { text } = editionOf(id);
    for (const code of fencesOf(shippedPost(id))) expect(text).toContain(code.replace(/^(?=.)/gm, '    '));
  });

  it(`has at most ${MOST_HTML} bytes of HTML`, () => {
    expect(editionOf(id).htmlBytes).toBeGreaterThan(0);
    expect(editionOf(id).htmlBytes).toBeLessThanOrEqual(MOST_HTML);
  });

  it('uses nothing whose lack a reader would notice', async () => {
    const { lacked } = await lintMail(editionOf(id).html);
    expect(lacked.filter(({ instead }) => instead === null)).toEqual([]);
  });

  it('leads nowhere by the name of a topic, and shows nothing of how it was written', () => {
    const { html, text } = editionOf(id);
    expect(html).not.toMatch(/(?:href|src)="(?!https:\/\/|mailto:|%%FN:)/);
    for (const prose of [textContent(withoutCode(html)), withoutCodeLines(text)])
      expect(prose).not.toMatch(/topic:|\$|:::|\[![A-Z]|\*\*|\]\(|&[a-z]+;|undefined/);
  });

  it('says of each picture what it shows and how large it is', () => {
    const images = editionOf(id).html.match(/<img\b[^>]*>/g) ?? [];
    for (const image of images) {
      expect(image).toMatch(/ alt="[^"]+"/);
      expect(image).toMatch(/ width="[1-9]\d*"/);
      expect(image).toMatch(/ height="[1-9]\d*"/);
    }
  });
});

const title =
  noBrowser === null
    ? 'the mail of each post in a browser'
    : `the mail of each post in a browser (skipped: ${noBrowser})`;

/** What a reader gets who marks one block of code from its beginning to its end. */
const SELECTED = `[...document.querySelectorAll('pre')].map((pre) => {
  const selection = getSelection();
  selection.selectAllChildren(pre);
  return selection.toString();
})`;
const SHOWN = "[...document.querySelectorAll('pre')].map((pre) => pre.innerText)";
/** What is beyond the screen, where the rounded paper of the mail cuts it off, but for code, which scrolls by itself. */
const CUT_OFF = `[...document.querySelectorAll('body *')]
  .filter((one) => one.closest('pre') === null && one.getBoundingClientRect().right > innerWidth)
  .map((one) => one.outerHTML.slice(0, 80))`;
/** Words of tables that are broken, as they stand on two lines; a place to break (a blank, a hyphen, a slash) is none. */
const BROKEN = `[...document.querySelectorAll('table:not([role]) th, table:not([role]) td')].flatMap((cell) => {
  const words = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const broken = [];
  while (words.nextNode()) {
    for (const { 0: word, index } of words.currentNode.data.matchAll(/[^\\s/-]+/g)) {
      const range = document.createRange();
      range.setStart(words.currentNode, index);
      range.setEnd(words.currentNode, index + word.length);
      if (range.getClientRects().length > 1) broken.push(word);
    }
  }
  return broken;
})`;

describe.skipIf(noBrowser !== null)(title, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    page = await browser.newPage();
    // As in a program that shows no pictures.
    await page.route('**/*', (route) => route.abort());
  });
  afterAll(() => browser?.close());

  it.each(SHIPPED_POSTS)(
    '%s: its code is copied out of the mail byte for byte, and it fits a phone of 360 px, also while its pictures are off',
    async (id) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.setContent(editionOf(id).html);
      const fences = fencesOf(shippedPost(id));
      expect(await page.evaluate(SELECTED)).toEqual(fences);
      expect(await page.evaluate(SHOWN)).toEqual(fences);
      await page.setViewportSize({ width: 360, height: 800 });
      expect(await page.evaluate(CUT_OFF)).toEqual([]);
      expect(await page.evaluate(BROKEN)).toEqual([]);
    },
  );
});

function withoutCode(html: string): string {
  return html.replace(/<style[\s\S]*?<\/style>|<!--[\s\S]*?-->|<(pre|code)\b[\s\S]*?<\/\1>/g, '');
}

/** Without what is set in, and without what stands between back-ticks. */
function withoutCodeLines(text: string): string {
  return text.replace(/^ {4}.*$/gm, '').replace(/`[^`]*`/g, '');
}
