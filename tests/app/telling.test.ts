import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { deployErrand, deploySite } from '../../src/app/deploy-site.ts';
import { indexNowErrand } from '../../src/app/index-now.ts';
import { hubErrand } from '../../src/app/ping-hub.ts';
import { runErrand } from '../../src/app/run-errand.ts';
import { MINUTE } from '../../src/core/clock.ts';
import { run } from '../support/command-line.ts';
import { listeningHost } from '../support/listening-host.ts';
import { mailsTo, sendAll } from '../support/post-office.ts';
import { AUTHOR } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const URL = 'https://blog.example';
const KEY = '0123456789abcdef';
const environment = { FORTNIGHT_URL: URL, FORTNIGHT_MAILBOX: 'allow' };

const withHub = (hub: string, more: Readonly<Record<string, string>> = {}) =>
  openTestApp({ environment: { ...environment, FORTNIGHT_WEBSUB_HUB: hub, ...more } });
const withIndexNow = (url: string) =>
  openTestApp({
    environment: { ...environment, FORTNIGHT_INDEXNOW_KEY: KEY, FORTNIGHT_INDEXNOW_URL: url },
  });

const telling =
  (errandOf: typeof hubErrand) =>
  ({ app }: TestApp, anew = false, signal = new AbortController().signal) => {
    const errand = errandOf(app);
    return errand === null ? 'nobody' : runErrand(app, errand, { anew, signal });
  };
const pingHub = telling(hubErrand);
const tellEngines = telling(indexNowErrand);

const pinged = (requests: readonly { readonly text: string }[]) =>
  requests.map(({ text }) => new URLSearchParams(text).get('hub.url')?.slice(URL.length));
const publish = (house: TestApp) => house.tickAt('2026-12-08T09:00:00-08:00');
const noticesTo = async ({ app }: TestApp, words: string) => {
  await sendAll(app);
  return (await mailsTo(app, AUTHOR)).filter(({ subject }) => subject.includes(words));
};

test('a publish tells the hub of the feeds that it changed, and of no others, once', async () => {
  const hub = await listeningHost();
  const house = await withHub(hub.url);
  expect(await pingHub(house)).toBe('done');
  const first = hub.heard();
  expect(pinged(first)).toEqual(expect.arrayContaining(['/atom.xml', '/feed.json', '/feed.xml']));
  expect(first[0]).toEqual({
    type: 'application/x-www-form-urlencoded',
    text: `hub.mode=publish&hub.url=${encodeURIComponent(`${URL}/atom.xml`)}`,
  });
  expect(await pingHub(house)).toBe('nothing to do');
  await publish(house);
  expect(await pingHub(house)).toBe('done');
  expect(pinged(hub.heard())).toEqual([
    '/atom.xml',
    '/feed.json',
    '/feed.xml',
    '/tracks/systems/atom.xml',
    '/tracks/systems/feed.json',
    '/tracks/systems/feed.xml',
  ]);
  expect(await pingHub(house, true)).toBe('nothing to do');
  expect(hub.heard()).toEqual([]);
});

test('what changes pages and no feed is no news for the hub', async () => {
  const hub = await listeningHost();
  const house = await withHub(hub.url);
  await pingHub(house);
  hub.heard();
  await house.writeCalendar({ topics: [{ id: 'crdts', title: 'CRDTs', status: 'idea' }] });
  const { site } = await house.tickAt('2026-12-07T19:00:00-08:00');
  expect(site.written).toBeGreaterThan(0);
  expect(await pingHub(house)).toBe('done');
  expect(hub.heard()).toEqual([]);
});

test('a process that is killed between publishing and telling tells afterwards, and one that is killed in between tells the rest', async () => {
  const hub = await listeningHost();
  const house = await withHub(hub.url);
  await pingHub(house);
  await publish(house);
  await house.close();
  hub.heard();
  const next = await house.another({ ...environment, FORTNIGHT_WEBSUB_HUB: hub.url });
  const ending = new AbortController();
  let answered = 0;
  hub.answers((response) => {
    answered += 1;
    if (answered === 3) ending.abort();
    else response.writeHead(202).end();
  });
  expect(await pingHub(next, true, ending.signal)).toBe('stopped');
  expect(pinged(hub.heard())).toEqual(['/atom.xml', '/feed.json', '/feed.xml']);
  hub.answers((response) => void response.writeHead(202).end());
  expect(await pingHub(next, true)).toBe('done');
  expect(pinged(hub.heard())[0]).toBe('/feed.xml');
});

test.each([
  [404, 'No such hub.\n'],
  [503, 'Try later.\n'],
  [302, 'Elsewhere.\n'],
])(
  'a hub that answers %d is told again after growing pauses, and the author hears of the fourth failure, once',
  async (status, said) => {
    const hub = await listeningHost();
    hub.answers((response) => void response.writeHead(status, { Location: '/elsewhere' }).end(said));
    const house = await withHub(hub.url);
    const began = house.clock.now();
    for (const minutes of [0, 1, 6, 21, 81]) {
      const due = began + minutes * MINUTE;
      if (minutes > 0) house.clock.set(due - 1);
      if (minutes > 0) expect(await pingHub(house), `just before ${minutes}`).toBe('nothing to do');
      house.clock.set(due);
      expect(await pingHub(house), `at ${minutes}`).toBe('failed');
    }
    expect(hub.heard()).toHaveLength(5);
    const [notice, ...others] = await noticesTo(house, 'hub');
    expect(others).toEqual([]);
    const words = notice?.text.replace(/\s+/g, ' ');
    expect(words).toContain(`failed 4 times since 2026-12-08 02:00 UTC. The last time it answered ${status}`);
    expect(words).toContain(said.trim());
    expect((await run(house, ['status'])).out).toMatch(
      new RegExp(`^Hub +failed 5 times since .*: it answered ${status}; again at`, 'm'),
    );
  },
);

test('a hub that nobody can reach is told when it is back', async () => {
  const hub = await listeningHost();
  await hub.close();
  const house = await withHub(hub.url);
  expect(await pingHub(house)).toBe('failed');
  expect(house.logged.join('\n')).toContain(
    'the WebSub hub could not be reached: ECONNREFUSED; it is told again at 2026-12-08 02:01 UTC',
  );
  const back = await listeningHost(hub.port);
  house.clock.set(house.clock.now() + MINUTE);
  expect(await pingHub(house)).toBe('done');
  expect(pinged(back.heard())).toContain('/feed.xml');
});

test('engines are told of new and changed pages, with the key that the site shows', async () => {
  const engine = await listeningHost();
  const house = await withIndexNow(engine.url);
  expect(await tellEngines(house)).toBe('done');
  const told = engine.heard().map(({ text }) => JSON.parse(text));
  expect(told).toMatchObject([{ host: 'blog.example', key: KEY, keyLocation: `${URL}/${KEY}.txt` }]);
  expect(told[0].urlList).toContain(`${URL}/start-here/`);
  await publish(house);
  expect(await tellEngines(house)).toBe('done');
  const [news] = engine.heard().map(({ text }) => JSON.parse(text).urlList);
  expect(news).toContain(`${URL}/posts/pacelc/`);
  expect(news).not.toContain(`${URL}/feeds/`);
  expect(readFileSync(join(house.workspace.siteFolder, `${KEY}.txt`), 'utf8')).toBe(KEY);
});

test('engines are told of a page that is gone', async () => {
  const engine = await listeningHost();
  const house = await withIndexNow(engine.url);
  await publish(house);
  await tellEngines(house);
  engine.heard();
  rmSync(join(house.workspace.siteFolder, 'posts/pacelc/index.html'));
  writeFileSync(join(house.workspace.data, 'site.made-from'), 'a'.repeat(32));
  expect(await tellEngines(house)).toBe('done');
  expect(engine.heard().map(({ text }) => JSON.parse(text).urlList)).toEqual([[`${URL}/posts/pacelc/`]]);
});

test('in test mode nobody is told anything', async () => {
  const hub = await listeningHost();
  const house = await withHub(hub.url, {
    FORTNIGHT_INDEXNOW_KEY: KEY,
    FORTNIGHT_INDEXNOW_URL: hub.url,
    FORTNIGHT_ALL_MAIL_TO: 'try@example.com',
  });
  await publish(house);
  expect([await pingHub(house), await tellEngines(house)]).toEqual(['nobody', 'nobody']);
  expect(hub.heard()).toEqual([]);
  expect((await run(house, ['status'])).out).not.toMatch(/^(Hub|IndexNow)/m);
});

test('with a deploy command the hub is told when the site lies at its other host, and not before', async () => {
  const hub = await listeningHost();
  const house = await withHub(hub.url, { PATH: process.env.PATH ?? '', FORTNIGHT_DEPLOY_COMMAND: 'true' });
  expect(deployErrand(house.app)).not.toBeNull();
  expect(await pingHub(house)).toBe('nothing to do');
  await deploySite(house.app, { anew: false, signal: new AbortController().signal });
  expect(await pingHub(house)).toBe('done');
  expect(hub.heard().length).toBeGreaterThan(0);
});
