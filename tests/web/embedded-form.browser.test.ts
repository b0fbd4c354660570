import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { embeddedForm } from '../../src/site/embedded-form.tsx';
import { startWebServer } from '../../src/web/server.ts';
import { noBrowser, openBrowser } from '../support/browser.ts';
import { linkIn, mailTo, sendAll } from '../support/post-office.ts';
import { BOB } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp } from '../support/test-app.ts';

const title =
  noBrowser === null
    ? 'the form in a page elsewhere'
    : `the form in a page elsewhere (skipped: ${noBrowser})`;

describe.skipIf(noBrowser !== null)(title, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());

  it.each([
    [true, 200, 'Look into your mail'],
    [false, 403, 'only be sent from its own page'],
  ])('works without JavaScript where it is allowed (%s)', async (allowed, status, words) => {
    const elsewhere = await pageServer();
    const house = await openTestApp({
      environment: { PORT: '0', ...(allowed ? { FORTNIGHT_ALLOWED_ORIGINS: elsewhere.origin } : {}) },
    });
    const server = await startWebServer(house.app);
    onTestFinished(() => server.close());
    // Another site for the browser, as the ports alone would not make it.
    elsewhere.show(embeddedForm(`http://127.0.0.1:${server.port}`));
    const context = await browser.newContext({ javaScriptEnabled: false });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(elsewhere.origin);
    await page.getByLabel('Your email address').fill(BOB);
    const answer = page.waitForResponse((response) => response.url().endsWith('/subscribe'));
    await page.keyboard.press('Enter');
    expect((await answer).status()).toBe(status);
    await page.getByText(words).first().waitFor();
    if (!allowed) return expect((await house.app.store.countSubscribers()).pending).toBe(0);
    await sendAll(house.app);
    expect(linkIn(await mailTo(house.app, BOB, 'onfirm'), '/confirm/')).toBeTruthy();
    expect((await readerAt(house.app.store, BOB)).state.kind).toBe('pending');
  });
});

/** Somebody else's web server, at http://localhost. */
async function pageServer(): Promise<{ readonly origin: string; show(form: string): void }> {
  let body = '';
  const server: Server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><html lang="en"><title>Elsewhere</title><h1>A page</h1>${body}</html>`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    show: (form) => {
      body = form;
    },
  };
}
