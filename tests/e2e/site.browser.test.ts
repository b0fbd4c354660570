import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { buildProgram, type Running, start, until } from '../support/processes.ts';
import { emptyWorkspace } from '../support/workspaces.ts';

const LOOKS = [360, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({ width, colorScheme })),
);
const MISSING = '/nowhere/';

// Skipping without a word would look like passing.
const title = noBrowser === null ? 'the demo in a browser' : `the demo in a browser (skipped: ${noBrowser})`;

describe.skipIf(noBrowser !== null)(title, { timeout: 120_000 }, () => {
  let browser: Browser;
  beforeAll(async () => {
    buildProgram();
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it('subscribes and confirms somebody without JavaScript, and shows every page without a fault', async () => {
    const site = await runningDemo();
    const confirm = await subscribeWithoutScripts(browser, site);
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints = listen(page, site);
    for (const path of await pathsOf(page, site, confirm)) {
      await page.goto(new URL(path, site).href);
      for (const look of LOOKS)
        expect({ path, look, faults: await faultsOf(page, look) }).toEqual({ path, look, faults: [] });
    }
    expect(complaints).toEqual([]);
    await context.close();
  });
});

async function runningDemo(): Promise<string> {
  const demo: Running = start(emptyWorkspace(), ['demo']);
  await until('the demo to stay up', () => demo.out().includes('until you press Ctrl-C'));
  return /^ *Site +(http\S+)$/m.exec(demo.out())?.[1] ?? 'no site';
}

/** As a reader would: the form on the home page, the mail, the link in it, the button there. Returns the link. */
async function subscribeWithoutScripts(browser: Browser, site: string): Promise<string> {
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
  return confirm;
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

/** Errors in the console, and requests to any host but ours. */
function listen(page: Page, site: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // That a page is missing is what its address is visited for.
    if (message.type() === 'error' && !page.url().endsWith(MISSING))
      complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (protocol !== 'data:' && host !== new URL(site).host)
      complaints.push(`${page.url()} asks ${request.url()}`);
  });
  return complaints;
}

async function pathsOf(page: Page, site: string, confirm: string): Promise<readonly string[]> {
  await page.goto(`${site}mailbox`);
  const newest = await page.locator('main a[href*="/mailbox/"]').first().getAttribute('href');
  const mail = newest ?? 'no mail';
  const reading = ['/', '/posts/after-cap-pacelc/', '/start-here/', '/coming-next/', '/archive/', MISSING];
  return [...reading, '/subscribe', '/leave', confirm, '/mailbox', mail, `${mail}/text`, `${mail}/headers`];
}

/** What is wrong with the page at this width and in these colours. */
async function faultsOf(page: Page, look: (typeof LOOKS)[number]): Promise<readonly string[]> {
  await page.setViewportSize({ width: look.width, height: 800 });
  await page.emulateMedia({ colorScheme: look.colorScheme });
  await page.evaluate(axe.source);
  // A mail lies in a frame where no script may run, so not axe either.
  return page.evaluate<string[]>(`(async () => {
    const sideways = document.scrollingElement.scrollWidth <= innerWidth ? [] : ['it scrolls sideways'];
    const { violations } = await axe.run({ iframes: false });
    return [...sideways, ...violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' '))];
  })()`);
}
