import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../../src/site/build.ts';
import type { SiteFile, SitePost } from '../../../src/site/model.ts';
import { noBrowser, openBrowser } from '../../support/browser.ts';
import { openPage } from '../../support/site-in-browser.ts';
import { earlierPost, siteModel } from '../../support/site-model.ts';

const title =
  noBrowser === null ? 'the search in a browser' : `the search in a browser (skipped: ${noBrowser})`;

describe.skipIf(noBrowser !== null)(title, () => {
  let browser: Browser;
  let files: readonly SiteFile[];
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser();
    files = await buildSite(siteModel());
  });
  afterEach(() => page?.context().close());
  afterAll(() => browser?.close());

  const type = (words: string) => page.fill('#search-field', words);
  const found = () => page.locator('#search-results a').allTextContents();
  const said = () => page.locator('#search-status').textContent();

  it('finds as one types: beginnings of words, in any order, accents or not', async () => {
    page = await openPage(browser, files, { width: 1280 });
    await page.goto('https://example.com/search/');
    await type('expl raf');
    await expect.poll(said).toBe('1 post.');
    expect(await found()).toEqual(['Raft Explained']);
    expect(await page.locator('#search-everything').isVisible()).toBe(false);
    await type('consensus');
    await expect.poll(said).toBe('2 posts.');
    expect(await found()).toEqual(['Raft Explained', 'After CAP: PACELC']);
    await type('zebra');
    await expect.poll(said).toBe('No post has all of that.');
    expect(await found()).toEqual([]);
  });

  it('keeps the words in the address, so that a search can be handed on', async () => {
    page = await openPage(browser, files, { width: 360 });
    await page.goto('https://example.com/search/?q=merkle');
    await page.waitForSelector('#search-results a');
    expect(await page.inputValue('#search-field')).toBe('merkle');
    expect(await found()).toEqual(['Merkle Trees']);
  });

  it('is walked through with arrows, and Escape leads back to the words', async () => {
    page = await openPage(browser, files, { width: 1280 });
    await page.goto('https://example.com/search/?q=consensus');
    await page.waitForSelector('#search-results a');
    await page.focus('#search-field');
    const focused = () => page.evaluate('document.activeElement.textContent || document.activeElement.id');
    const walked: unknown[] = [];
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Escape']) {
      await page.keyboard.press(key);
      walked.push(await focused());
    }
    expect(walked).toEqual([
      'Raft Explained',
      'After CAP: PACELC',
      'After CAP: PACELC',
      'Raft Explained',
      'search-field',
    ]);
  });

  it('says that it cannot be loaded, and shows every post', async () => {
    page = await openPage(
      browser,
      files.filter(({ path }) => !path.startsWith('assets/search/')),
      { width: 1280 },
    );
    await page.goto('https://example.com/search/?q=raft');
    await expect.poll(said).toContain('cannot be loaded');
    expect(await page.locator('#search-everything').isVisible()).toBe(true);
  });

  it('without JavaScript shows every title, and no form that does nothing', async () => {
    page = await openPage(browser, files, { width: 360, javaScriptEnabled: false });
    await page.goto('https://example.com/search/');
    expect(await page.locator('#search-form').isVisible()).toBe(false);
    expect(await page.locator('.titles li').allTextContents()).toEqual([
      'After CAP: PACELC',
      'CAP Theorem Explained',
      'Merkle Trees',
      'Raft Explained',
      'The Rise of Edge Computing',
    ]);
    expect(await page.locator('noscript').textContent()).toContain('every post');
  });

  it('looks through blocks that are cut by letters as through one that is whole', async () => {
    const posts = Array.from({ length: 300 }, (_, index): SitePost => {
      const date = new Date(Date.UTC(2020, 0, 1 + index)).toISOString().slice(0, 10);
      const of = index % 100 === 7 ? 'Zebras' : 'Quiet';
      return earlierPost(`post-${index}`, date, {
        url: `https://old.example.net/${index}`,
        title: `${of} ${index}`,
      });
    });
    page = await openPage(browser, await buildSite(siteModel({ posts })), { width: 1280 });
    await page.goto('https://example.com/search/?q=zebra');
    await page.waitForSelector('#search-results a');
    expect(await found()).toEqual(['Zebras 207', 'Zebras 107', 'Zebras 7']);
    await type('quiet');
    await expect.poll(said).toContain('first 50');
    expect(await found()).toHaveLength(50);
  });
});
