import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { unpublish } from '../../src/app/publish-by-hand.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Visitor, visitorOf } from '../support/visitor.ts';

let house: TestApp;
let visitor: Visitor;
beforeEach(async () => {
  house = await openTestApp();
  await house.tickAt('2026-12-08T09:00:00-08:00');
  visitor = visitorOf(house.app);
});

test('pages and feed are served with their types', async () => {
  for (const [path, type] of [
    ['/', 'text/html'],
    ['/posts/pacelc/', 'text/html'],
    ['/feed.xml', 'xml'],
    ['/feed.json', 'json'],
    ['/coming-next.ics', 'text/calendar'],
    ['/site.webmanifest', 'application/manifest+json'],
    ['/search/', 'text/html'],
  ] as const) {
    const { status, headers } = await visitor.get(path);
    expect(status, path).toBe(200);
    expect(headers.get('Content-Type'), path).toContain(type);
  }
});

test('a page asked for again with its ETag is answered 304 until it changes', async () => {
  const first = await visitor.get('/');
  const tag = first.headers.get('ETag') ?? '';
  expect(first.headers.get('Cache-Control')).toBe('no-cache');
  expect(await visitor.get('/', { 'If-None-Match': tag })).toMatchObject({ status: 304, html: '' });
  await house.tickAt('2026-12-22T09:00:00-08:00');
  expect((await visitor.get('/', { 'If-None-Match': tag })).status).toBe(200);
});

test('a 304 keeps the policy of its page: the browser goes by the newer one', async () => {
  for (const path of ['/', '/search/']) {
    const { headers } = await visitor.get(path);
    const again = await visitor.get(path, { 'If-None-Match': headers.get('ETag') ?? '' });
    expect(again.status).toBe(304);
    expect(again.headers.get('Content-Security-Policy')).toBe(headers.get('Content-Security-Policy'));
  }
});

test('assets are kept for ever: their name carries a hash', async () => {
  const asset = /href="(\/assets\/[^"]+)"/.exec((await visitor.get('/')).html)?.[1] ?? '';
  const { status, headers } = await visitor.get(asset);
  expect(status).toBe(200);
  expect(headers.get('Cache-Control')).toContain('immutable');
});

test('the page of the search alone may run a script, and only one of ours', async () => {
  for (const path of ['/search/', '/search']) {
    const policy = (await visitor.get(path)).headers.get('Content-Security-Policy');
    for (const part of ["script-src 'self'", "connect-src 'self'"]) expect(policy, path).toContain(part);
    expect(policy, path).toContain("default-src 'none'");
  }
  for (const path of ['/', '/posts/pacelc/', '/searching/'])
    expect((await visitor.get(path)).headers.get('Content-Security-Policy'), path).not.toContain(
      'script-src',
    );
});

test('the card of a post is drawn with the post, and kept for ever', async () => {
  const card = /property="og:image" content="([^"]+)"/.exec((await visitor.get('/posts/pacelc/')).html)?.[1];
  const { status, headers } = await visitor.get(new URL(card ?? '').pathname);
  expect([status, headers.get('Content-Type')]).toEqual([200, 'image/png']);
  expect(headers.get('Cache-Control')).toContain('immutable');
});

test('what is nowhere is 404, what was taken back is 410', async () => {
  expect((await visitor.get('/posts/nowhere/')).status).toBe(404);
  expect((await visitor.get('/posts/raft-1/')).status).toBe(404);
  await unpublish(house.app, 'pacelc');
  for (const path of ['/posts/pacelc/', '/posts/pacelc'])
    expect((await visitor.get(path)).status, path).toBe(410);
});

test.each([
  '/../fortnight.db',
  '/%2e%2e/fortnight.db',
  '/..%2ffortnight.db',
  '/%2e%2e%2ffortnight.db',
  '/assets/..%2f..%2fsecret',
  '/.fortnight-site',
  '/%2efortnight-site',
  '/posts/%2Ehidden.html',
  '/posts\\..\\..\\secret',
  '/%00',
  '/%ff',
])('%s leads nowhere', async (path) => {
  await writeFile(join(house.workspace.siteFolder, 'posts', '.hidden.html'), 'kept back');
  const { status, html } = await visitor.get(path);
  expect(status).toBe(404);
  expect(html).not.toMatch(/SQLite|kept back|Written by/);
});

test('a site that was never built says so instead of failing', async () => {
  const empty = await openTestApp({ unseen: true });
  await mkdir(empty.workspace.siteFolder); // as the server does before it listens
  expect((await visitorOf(empty.app).get('/')).status).toBe(404);
  expect((await visitorOf(empty.app).get('/subscribe')).status).toBe(200);
});

test('a health check is answered without any page', async () => {
  expect(await visitor.get('/healthz')).toMatchObject({ status: 200, html: '{"ok":true}' });
});
