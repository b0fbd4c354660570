import type { Browser, Page } from 'playwright-core';
import type { SiteFile } from '../../src/site/model.ts';
import { SEARCH_PAGE_POLICY } from '../../src/web/security.ts';
import { octetsOf } from './site-files.ts';

/** Of every page but the search: what the server sends, without what only pages on request need. */
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; manifest-src 'self'; form-action 'self'; base-uri 'none'";

export interface Look {
  readonly width: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly javaScriptEnabled?: boolean;
}

/** A page at `https://example.com` whose every request is answered from the built files: no server, no network. What is not there is 404. */
export async function openPage(browser: Browser, files: readonly SiteFile[], look: Look): Promise<Page> {
  const { width, ...options } = look;
  const context = await browser.newContext({ ...options, viewport: { width, height: 800 } });
  const byPath = new Map(files.map((file) => [file.path, file]));
  await context.route('**/*', async (route) => {
    const path = new URL(route.request().url()).pathname.slice(1);
    const file = byPath.get(path) ?? byPath.get(`${path}index.html`);
    if (file === undefined) return route.fulfill({ status: 404, body: '' });
    return route.fulfill({
      body: await octetsOf(file),
      contentType: file.type,
      headers: { 'content-security-policy': path === 'search/' ? SEARCH_PAGE_POLICY : POLICY },
    });
  });
  return context.newPage();
}
