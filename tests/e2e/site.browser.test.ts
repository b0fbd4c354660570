import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { lookingWith } from '../support/page-faults.ts';
import { buildProgram, type Running, start, until } from '../support/processes.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

// Skipping without a word would look like passing.
const title = noBrowser === null ? 'the demo in a browser' : `the demo in a browser (skipped: ${noBrowser})`;

describe.skipIf(noBrowser !== null)(title, { timeout: 240_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    buildProgram();
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it('subscribes and confirms somebody without JavaScript; no post and no mail has a fault', async () => {
    const site = await runningDemo();
    await subscribeWithoutScripts(browser, site);
    const looking = await lookingWith(browser, 'withScripts');
    for (const url of [`${site}mailbox`, ...(await postsOf(site))])
      expect({ url, faults: await looking.faultsOf(url) }).toEqual({ url, faults: [] });
  });
});

async function runningDemo(): Promise<string> {
  const demo: Running = start(emptyWorkspace(), ['demo']);
  await until('the demo to stay up', () => demo.out().includes('until you press Ctrl-C'));
  return /^ *Site +(http\S+)$/m.exec(demo.out())?.[1] ?? 'no site';
}

/** As a reader would: the form on the home page, the mail, the link in it, the button there. */
async function subscribeWithoutScripts(browser: Browser, site: string): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(site);
  await page.locator('input[name=email]').first().fill('dora@example.org');
  await page.locator('form[action$=subscribe] button').first().click();
  expect(await page.locator('main').textContent()).toMatch(/mail/i);

  const confirm = await until('the confirmation mail', () => confirmLinkFor(page, site, 'dora@example.org'));
  await page.goto(confirm);
  await page.locator('main form button').click();
  expect(await page.locator('main').textContent()).toMatch(/you are subscribed|subscribed|welcome/i);
  await context.close();
}

async function confirmLinkFor(page: Page, site: string, address: string): Promise<string | null> {
  await page.goto(`${site}mailbox`);
  const row = page.locator('main a', { hasText: address }).first();
  const link =
    (await row.count()) > 0
      ? row
      : page.locator('main tr, main li', { hasText: address }).locator('a').first();
  if ((await link.count()) === 0) return null;
  await page.goto(new URL((await link.getAttribute('href')) ?? '', site).href);
  await page.goto(`${page.url()}/text`);
  return /https?:\/\/\S+\/confirm\/\S+/.exec((await page.locator('main').textContent()) ?? '')?.[0] ?? null;
}

/** Every post that ships or came out in the demo. */
async function postsOf(site: string): Promise<readonly string[]> {
  const map = await (await fetch(`${site}sitemap.xml`)).text();
  const posts = [...map.matchAll(/<loc>([^<]*\/posts\/[^<]*)<\/loc>/g)].map(([, url = '']) => url);
  expect(posts.length).toBeGreaterThan(10);
  return posts;
}
