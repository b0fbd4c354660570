import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RenderedMail } from '../../src/mail/compose/single-mail.ts';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { everyMail } from './every-mail.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const NAMES = [
  'edition',
  'series part',
  'digest',
  'announcement',
  'preview',
  'confirm',
  'confirm by link',
  'leave',
  'preferences',
  'new address',
  'address changed',
  'farewell',
  'notice',
  'welcome',
];

/** Where a mail is opened. Every one is without pictures, as many programs ask before they load any. */
const SCENES = [
  ['on a phone', 360, 'light', (html: string) => html],
  ['on a phone in the dark', 360, 'dark', (html: string) => html],
  ['on a screen', 1280, 'light', (html: string) => html],
  ['on a screen in the dark', 1280, 'dark', (html: string) => html],
  ['on a phone whose program drops style sheets', 360, 'light', withoutStyles],
] as const;

/** The rules of axe that a part of a page, which a mail is, can obey; contrast is 4.5:1 or, of large letters, 3:1. */
const RULES = [
  'color-contrast',
  'link-name',
  'document-title',
  'html-has-lang',
  'list',
  'listitem',
  'image-alt',
];
const FAULTS = `axe.run({ runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`;

/** What is beyond the screen, but for code, which scrolls by itself. */
const CUT_OFF = `[...document.querySelectorAll('body *')]
  .filter((one) => one.closest('pre') === null && one.getBoundingClientRect().right > innerWidth)
  .map((one) => one.outerHTML.slice(0, 120))`;

/** Pictures whose words nobody sees: none, or with no room on the screen. */
const UNSEEN = `[...document.images].filter((image) => {
  const { width, height } = image.getBoundingClientRect();
  return image.alt.trim() === '' || width < 10 || height < 10;
}).map((image) => image.outerHTML.slice(0, 120))`;

const title =
  noBrowser === null ? 'every mail in a browser' : `every mail in a browser (skipped: ${noBrowser})`;

describe.skipIf(noBrowser !== null)(title, () => {
  let mails: ReadonlyMap<string, RenderedMail>;
  let browser: Browser;
  const asked: string[] = [];

  beforeAll(async () => {
    mails = await everyMail();
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser?.close());

  it('is every one there is', () => {
    expect([...mails.keys()]).toEqual(NAMES);
  });

  describe.each(SCENES)('%s', (_, width, colorScheme, asShown) => {
    let page: Page;
    beforeAll(async () => {
      page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
      await page.route('**/*', (route) => {
        asked.push(route.request().url());
        return route.abort();
      });
    });
    afterAll(() => page?.close());

    it.each(NAMES)('the %s can be read, and fits', async (name) => {
      await page.setContent(asShown(mails.get(name)?.html ?? ''));
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await page.evaluate(CUT_OFF)).toEqual([]);
      expect(await page.evaluate(UNSEEN)).toEqual([]);
      await page.evaluate(AXE);
      expect(await page.evaluate(FAULTS)).toEqual([]);
    });
  });

  it('asks for nothing but its own pictures', () => {
    expect(asked.filter((url) => !/^https:\/\/example\.com\/media\/\w+\.png$/.test(url))).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  });
});

function withoutStyles(html: string): string {
  return html.replace(/<style[\s\S]*?<\/style>/g, '');
}
