import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildSite } from '../../src/site/build.ts';
import { chromeOf } from '../../src/site/chrome.ts';
import type { SiteFile } from '../../src/site/model.ts';
import { NO_THEME } from '../../src/site/own-theme.ts';
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
import { openPage } from '../support/site-in-browser.ts';
import { siteModel } from '../support/site-model.ts';

const PAGES = [
  '/',
  '/posts/raft-1/',
  '/start-here/',
  '/coming-next/',
  '/archive/',
  '/archive/2026/',
  '/series/raft/',
  '/tracks/distributed-systems/',
  '/tags/',
  '/tags/consensus/',
  '/about/',
  '/privacy/',
  '/imprint/',
  '/feeds/',
  '/search/',
  '/search/?q=consensus',
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

/** In milliseconds, for all pages one after the other on a slow machine. */
const PATIENCE = 240_000;

// Skipping without a word would look like passing.
const title = noBrowser === null ? 'the site in a browser' : `the site in a browser (skipped: ${noBrowser})`;

describe.skipIf(noBrowser !== null)(title, () => {
  let browser: Browser;
  let files: readonly SiteFile[];
  beforeAll(async () => {
    const model = siteModel({ pages: { about: null, privacy: null, imprint: 'Ali, *PO Box 1*' } });
    const chrome = chromeOf(model.blog, model.form, { imprint: true, theme: NO_THEME });
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
  afterEach(async () => {
    for (const context of browser?.contexts() ?? []) await context.close();
  });
  afterAll(() => browser?.close());

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)(
    'has no fault that axe finds, in %s at %d px',
    async (colorScheme, width) => {
      const page = await openPage(browser, files, { colorScheme, width, bypassCSP: true });
      for (const path of PAGES) {
        await page.goto(`https://example.com${path}`);
        await page.evaluate(axe.source);
        const faults = await page.evaluate<string[]>(
          '(async () => (await axe.run()).violations.map((v) => v.id + ": " + v.nodes.map((n) => n.html).join(" ")))()',
        );
        expect({ path, faults }).toEqual({ path, faults: [] });
      }
    },
    PATIENCE,
  );

  it.each([
    ['with', 360],
    ['without', 360],
    ['with', 1280],
  ] as const)(
    'stands %s JavaScript at %d px: no sideways scrolling, no complaint under its strict policy, nobody else asked',
    async (script, width) => {
      const complaints: string[] = [];
      const page = await openPage(browser, files, { width, javaScriptEnabled: script === 'with' });
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (new URL(request.url()).host !== 'example.com') complaints.push(request.url());
      });
      for (const path of PAGES) {
        await page.goto(`https://example.com${path}`);
        const scrolls = await page.evaluate('document.documentElement.scrollWidth');
        expect([path, scrolls]).toEqual([path, width]);
      }
      expect(complaints).toEqual([]);
    },
    PATIENCE,
  );

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
