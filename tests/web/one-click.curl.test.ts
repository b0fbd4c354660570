import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eraseReader } from '../../src/app/erase-reader.ts';
import { unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { startWebServer, type WebServer } from '../../src/web/server.ts';
import { ALICE, addActive } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { forged } from '../support/visitor.ts';

const run = promisify(execFile);

/** Why these cannot run here; null when they can. */
const noCurl = ((): string | null => {
  try {
    execFileSync('curl', ['--version']);
    return null;
  } catch {
    return 'there is no curl';
  }
})();

const title = `one click (RFC 8058), by curl against a running server${noCurl === null ? '' : ` (skipped: ${noCurl})`}`;

describe.skipIf(noCurl !== null)(title, () => {
  let house: TestApp;
  let server: WebServer;
  let link: string;
  beforeEach(async () => {
    house = await openTestApp({ environment: { PORT: '0' } });
    server = await startWebServer(house.app);
    const [alice] = await addActive(house.app, ALICE);
    if (alice === undefined) throw new Error('nobody');
    link = `http://127.0.0.1:${server.port}${new URL(unsubscribeUrl(house.app, alice)).pathname}`;
  });
  afterEach(() => server.close());

  /** The status and the header of the answer, as lines in lower case. */
  async function curl(
    ...options: readonly string[]
  ): Promise<{ status: number; headers: readonly string[] }> {
    const { stdout } = await run('curl', ['--silent', '--include', ...options]);
    const [head = ''] = stdout.split('\r\n\r\n');
    const [first = '', ...headers] = head.toLowerCase().split('\r\n');
    return { status: Number(first.split(' ')[1]), headers };
  }

  const active = async () => (await house.app.store.countSubscribers()).active;

  test.each<[string, readonly string[]]>([
    ['urlencoded', ['--data', 'List-Unsubscribe=One-Click']],
    ['multipart', ['--form', 'List-Unsubscribe=One-Click']],
    ['an empty body', ['--request', 'POST']],
    ['an empty body without a length', ['--request', 'POST', '--header', 'Content-Length:']],
    ['no content type', ['--data', 'List-Unsubscribe=One-Click', '--header', 'Content-Type:']],
    [
      'an odd content type',
      ['--data', '<a/>', '--header', 'Content-Type: application/x-odd; charset=klingon'],
    ],
    ['no user agent', ['--data', 'List-Unsubscribe=One-Click', '--header', 'User-Agent:']],
    ['an odd user agent', ['--data', 'List-Unsubscribe=One-Click', '--user-agent', '() { :; }; "<odd>"']],
    [
      'an Origin of elsewhere',
      ['--data', 'x=y', '--header', 'Origin: https://mail.example', '--header', 'Sec-Fetch-Site: cross-site'],
    ],
    ['a cookie', ['--data', 'x=y', '--cookie', 'session=1']],
    ['chunks', ['--data', 'List-Unsubscribe=One-Click', '--header', 'Transfer-Encoding: chunked']],
    ['HTTP/1.0', ['--http1.0', '--data', 'List-Unsubscribe=One-Click']],
  ])('a POST with %s leaves at once: 200, no redirect, no cookie, and again', async (_, options) => {
    for (let press = 0; press < 2; press += 1) {
      const { status, headers } = await curl(...options, link);
      expect(status).toBe(200);
      expect(headers.filter((line) => /^(location|set-cookie):/.test(line))).toEqual([]);
      expect(await active()).toBe(0);
    }
  });

  test.each<[string, readonly string[], number]>([
    ['GET', [], 200],
    ['HEAD', ['--head'], 200],
    ['OPTIONS', ['--request', 'OPTIONS'], 404],
    ['PUT', ['--request', 'PUT'], 404],
    ['DELETE', ['--request', 'DELETE'], 404],
  ])('%s changes nothing', async (_, options, status) => {
    expect((await curl(...options, link)).status).toBe(status);
    expect(await active()).toBe(1);
  });

  test('a wrong token, and one that was cut, are told so, and nobody leaves', async () => {
    for (const wrong of [forged(link), link.slice(0, -1), link.slice(0, -20)])
      expect((await curl('--data', 'List-Unsubscribe=One-Click', wrong)).status).toBe(404);
    expect(await active()).toBe(1);
  });

  test('after an erasure it is 200 still', async () => {
    await eraseReader(house.app, ALICE);
    expect((await curl('--data', 'List-Unsubscribe=One-Click', link)).status).toBe(200);
  });
});
