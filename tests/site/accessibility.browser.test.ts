import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { chromeOf } from '../../src/site/chrome.ts';
import type { SiteFile } from '../../src/site/model.ts';
import {
  checkYourMailPage,
  notNowPage,
  pressAgainPage,
  subscribePage,
} from '../../src/site/pages/coming.tsx';
import { unsubscribedPage } from '../../src/site/pages/leaving.tsx';
import { preferencesPage } from '../../src/site/pages/preferences.tsx';
import { erasePage } from '../../src/site/pages/staying.tsx';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { faultyPreferencesView, preferencesView } from '../support/preference-pages.ts';
import { octetsOf } from '../support/site-files.ts';
import { siteModel } from '../support/site-model.ts';

const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";
const PAGES = [
  '/',
  '/posts/raft-1/',
  '/start-here/',
  '/coming-next/',
  '/archive/',
  '/404.html',
  '/subscribe',
  '/preferences/token',
  '/preferences/faulty',
  '/preferences/token/erase',
  '/press-again',
  '/not-now',
  '/check-your-mail',
  '/left',
];

// Skipping without a word would look like passing.
const title = noBrowser === null ? 'the site in a browser' : `the site in a browser (skipped: ${noBrowser})`;

describe.skipIf(noBrowser !== null)(title, () => {
  let browser: Browser;
  let files: readonly SiteFile[];
  beforeAll(async () => {
    const model = siteModel();
    const chrome = chromeOf(model.blog, model.form);
    const refused = subscribePage(
      { typed: 'bob@', words: 'the part after the @ is missing' },
      'v1.stamp',
      chrome,
    );
    const requested = {
      subscribe: refused,
      'press-again': pressAgainPage({ email: 'bob@example.net', form: '1', stamp: 'v1.stamp' }, chrome),
      'not-now': notNowPage('paused', 7_200_000, chrome),
      'check-your-mail': checkYourMailPage('bob@gmail.com', chrome),
      left: unsubscribedPage({ undo: '/undo/token', reason: '/why/token' }, chrome),
      'preferences/token': preferencesPage(
        preferencesView({ done: 'Saved.', digest: true, pausedUntil: '31 January 2027' }),
        chrome,
      ),
      'preferences/faulty': preferencesPage(faultyPreferencesView(), chrome),
      'preferences/token/erase': erasePage('alice@example.org', { action: '' }, '/', chrome),
    };
    files = [
      ...(await buildSite(model)),
      ...Object.entries(requested).map(
        ([path, contents]): SiteFile => ({ path, contents, type: 'text/html', role: 'page' }),
      ),
    ];
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it.each(['light', 'dark'] as const)('has no fault that axe finds, in %s', async (colorScheme) => {
    const page = await open(browser, files, { colorScheme, width: 1280 });
    for (const path of PAGES) {
      await page.goto(`https://example.com${path}`);
      await page.evaluate(axe.source);
      const faults = await page.evaluate<string[]>(
        '(async () => (await axe.run()).violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ")))()',
      );
      expect({ path, faults }).toEqual({ path, faults: [] });
    }
  });

  it('stands on a phone of 360 px without scrolling sideways, under its strict policy', async () => {
    const complaints: string[] = [];
    const page = await open(browser, files, { colorScheme: 'light', width: 360 });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('request', (request) => {
      if (new URL(request.url()).host !== 'example.com') complaints.push(request.url());
    });
    for (const path of PAGES) {
      await page.goto(`https://example.com${path}`);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 360]);
    }
    expect(complaints).toEqual([]);
  });

  it('leads a keyboard to the content first', async () => {
    const page = await open(browser, files, { colorScheme: 'light', width: 1280 });
    await page.goto('https://example.com/');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('content');
  });

  it('lets a keyboard answer the question after leaving', async () => {
    const page = await open(browser, files, { colorScheme: 'light', width: 1280 });
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

/** A page whose every request is answered from the built files: no server, no network. */
async function open(
  browser: Browser,
  files: readonly SiteFile[],
  look: { colorScheme: 'light' | 'dark'; width: number },
): Promise<Page> {
  const context = await browser.newContext({
    colorScheme: look.colorScheme,
    viewport: { width: look.width, height: 800 },
    // For axe alone, which has to be injected; the policy is tested in the phone's test, where nothing is.
    bypassCSP: look.width > 360,
  });
  await context.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    const file = files.find((entry) => entry.path === path || entry.path === `${path}index.html`);
    if (file === undefined) return route.abort();
    return route.fulfill({
      body: await octetsOf(file),
      contentType: file.type,
      headers: { 'content-security-policy': POLICY },
    });
  });
  return context.newPage();
}
