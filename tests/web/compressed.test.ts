import { once } from 'node:events';
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage, type RequestOptions } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from 'node:zlib';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { precompress } from '../../src/site/precompress.ts';
import { startWebServer } from '../../src/web/server.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
let port: number;
beforeEach(async () => {
  house = await openTestApp({ environment: { PORT: '0', FORTNIGHT_URL: 'http://localhost:8014' } });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  const server = await startWebServer(house.app);
  onTestFinished(() => server.close());
  port = server.port;
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Over a real connection, without a client that decodes by itself. */
async function ask(path: string, headers: RequestOptions['headers'] = {}, method = 'GET'): Promise<Answer> {
  const [answer] = (await once(get({ port, path, headers, method, agent: false }), 'response')) as [
    IncomingMessage,
  ];
  const pieces: Buffer[] = [];
  for await (const piece of answer) pieces.push(piece);
  return { status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) };
}

const onDisk = (path: string) => join(house.workspace.siteFolder, path);
const compress = () => precompress(house.workspace.siteFolder);

test('a page goes out compressed as the client likes it, each way with its own tag', async () => {
  await compress();
  const page = await readFile(onDisk('index.html'));
  const plain = await ask('/');
  const br = await ask('/', { 'Accept-Encoding': 'gzip, br' });
  const gz = await ask('/', { 'Accept-Encoding': 'gzip, br;q=0' });
  expect([plain, br, gz].map(({ headers }) => headers['content-encoding'])).toEqual([
    undefined,
    'br',
    'gzip',
  ]);
  expect(plain.body.equals(page)).toBe(true);
  expect(brotliDecompressSync(br.body).equals(page)).toBe(true);
  expect(gunzipSync(gz.body).equals(page)).toBe(true);
  expect(br.body.length).toBeLessThan(page.length / 3);
  for (const { headers, body } of [plain, br, gz]) {
    expect(headers).toMatchObject({
      vary: 'Accept-Encoding',
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-length': String(body.length),
    });
  }
  expect(new Set([plain, br, gz].map(({ headers }) => headers.etag)).size).toBe(3);
});

test('each is answered 304 to its own tag alone, and HEAD with the length that GET has', async () => {
  await compress();
  for (const accepted of ['br', 'gzip', '']) {
    const headers = { 'Accept-Encoding': accepted };
    const { headers: first, body } = await ask('/', headers);
    const again = await ask('/', { ...headers, 'If-None-Match': `"other", W/${first.etag}` });
    expect([again.status, again.body.length, again.headers.etag]).toEqual([304, 0, first.etag]);
    expect(again.headers.vary).toBe('Accept-Encoding');
    const head = await ask('/', headers, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers['content-length']).toBe(String(body.length));
    const other = await ask('/', {
      'Accept-Encoding': accepted === 'br' ? 'gzip' : 'br',
      'If-None-Match': first.etag,
    });
    expect(other.status).toBe(200);
  }
});

test('what is not compressed yet goes out as it is, even to who would rather not have it', async () => {
  const { status, headers, body } = await ask('/', { 'Accept-Encoding': 'br, identity;q=0' });
  expect([status, headers['content-encoding'], headers.vary]).toEqual([200, undefined, 'Accept-Encoding']);
  expect(body.equals(await readFile(onDisk('index.html')))).toBe(true);
});

test('a compressed file that is of other bytes than the file beside it is never served', async () => {
  await compress();
  await ask('/', { 'Accept-Encoding': 'br' });
  const { mtime } = { mtime: new Date(house.clock.now()) };
  for (const stale of [brotliCompressSync('an old page'), Buffer.from('no brotli'), Buffer.alloc(0)]) {
    await writeFile(onDisk('index.html.br'), stale);
    await utimes(onDisk('index.html.br'), mtime, mtime);
    const { headers, body } = await ask('/', { 'Accept-Encoding': 'br' });
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.equals(await readFile(onDisk('index.html')))).toBe(true);
  }
});

test('a publish takes away what stood beside the pages that it changes', async () => {
  await compress();
  const before = await ask('/', { 'Accept-Encoding': 'br' });
  await house.tickAt('2026-12-22T09:00:00-08:00');
  await expect(readFile(onDisk('index.html.br'))).rejects.toThrow('ENOENT');
  const between = await ask('/', { 'Accept-Encoding': 'br' });
  expect(between.headers['content-encoding']).toBeUndefined();
  await compress();
  const after = await ask('/', { 'Accept-Encoding': 'br', 'If-None-Match': before.headers.etag });
  expect([after.status, brotliDecompressSync(after.body).equals(between.body)]).toEqual([200, true]);
});

test('a part is had of the bytes as they are, and only of the file that the client has', async () => {
  await compress();
  const path = '/feed.xml';
  const whole = await ask(path);
  const part = await ask(path, { Range: 'bytes=10-19' });
  expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 10-19/${whole.body.length}`]);
  expect(part.body.equals(whole.body.subarray(10, 20))).toBe(true);
  expect((await ask(path, { Range: 'bytes=9999999-' })).status).toBe(416);
  const same = await ask(path, { Range: 'bytes=0-1', 'If-Range': whole.headers.etag });
  const other = await ask(path, { Range: 'bytes=0-1', 'If-Range': '"other"' });
  const compressed = await ask(path, { Range: 'bytes=0-1', 'Accept-Encoding': 'br' });
  expect([same, other, compressed].map(({ status }) => status)).toEqual([206, 200, 200]);
});

test('pictures are served as they are, and kept for ever', async () => {
  await compress();
  const card = /property="og:image" content="([^"]+)"/.exec((await ask('/')).body.toString())?.[1] ?? '';
  const { headers } = await ask(new URL(card).pathname, { 'Accept-Encoding': 'br' });
  expect(headers).toMatchObject({
    'content-type': 'image/png',
    'cache-control': expect.stringContaining('immutable'),
  });
  expect([headers['content-encoding'], headers.vary]).toEqual([undefined, undefined]);
});

test('what went from the site is not served from what stood beside it', async () => {
  await compress();
  await rm(onDisk('posts/pacelc/index.html'));
  expect((await ask('/posts/pacelc/', { 'Accept-Encoding': 'br' })).status).toBe(404);
});
