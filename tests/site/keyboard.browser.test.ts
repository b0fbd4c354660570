import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { chromeOf } from '../../src/site/chrome.ts';
import type { SiteFile } from '../../src/site/model.ts';
import { NO_THEME } from '../../src/site/own-theme.ts';
import { unsubscribedPage } from '../../src/site/pages/leaving.tsx';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { openPage } from '../support/site-in-browser.ts';
import { siteModel } from '../support/site-model.ts';

// Skipping without a word would look like passing.
const title =
  noBrowser === null ? 'the site with a keyboard' : `the site with a keyboard (skipped: ${noBrowser})`;

describe.skipIf(noBrowser !== null)(title, () => {
  let browser: Browser;
  let files: readonly SiteFile[];
  beforeAll(async () => {
    const model = siteModel();
    const chrome = chromeOf(model.blog, model.form, { imprint: false, theme: NO_THEME });
    const contents = unsubscribedPage({ undo: '/undo/token', reason: '/why/token' }, chrome);
    files = [...(await buildSite(model)), { path: 'left', contents, type: 'text/html', role: 'page' }];
    browser = await openBrowser();
  });
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  afterAll(() => browser?.close());

  it('leads a keyboard to the content first', async () => {
    const page = await openPage(browser, files, { width: 1280 });
    await page.goto('https://example.com/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });

  it('lets a keyboard answer the question after leaving', async () => {
    const page = await openPage(browser, files, { width: 1280 });
    await page.goto('https://example.com/left');
    const focused = async () =>
      String(
        await page.evaluate('document.activeElement.value || document.activeElement.textContent'),
      ).trim();
    const reached: string[] = [];
    while (reached.at(-1) !== 'Undo' && reached.length < 20) {
      await page.keyboard.press('Tab');
      reached.push(await focused());
    }
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('too-many');
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate('document.querySelector("input:checked").value')).toBe('not-for-me');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Send');
  });
});
