import { expect, test } from 'vitest';
import { openTestApp } from '../support/test-app.ts';
import { visitorOf } from '../support/visitor.ts';

const HUB = 'https://hub.example/';

test('a feed is served with the addresses of its hub and of itself, also when it has not changed, and nothing else is', async () => {
  const { app } = await openTestApp({ environment: { FORTNIGHT_WEBSUB_HUB: HUB } });
  const visitor = visitorOf(app);
  for (const path of ['/feed.xml', '/atom.xml', '/feed.json', '/tracks/systems/feed.xml']) {
    const links = `<${HUB}>; rel="hub", <http://localhost:8014${path}>; rel="self"`;
    const { headers } = await visitor.get(path);
    expect(headers.get('Link'), path).toBe(links);
    const again = await visitor.get(path, { 'If-None-Match': headers.get('ETag') ?? '' });
    expect(again.status).toBe(304);
  }
  for (const path of ['/', '/feeds/', '/nothing/feed.xml'])
    expect((await visitor.get(path)).headers.get('Link'), path).toBeNull();
});

test('without a hub a feed is served without links', async () => {
  const { app } = await openTestApp();
  expect((await visitorOf(app).get('/feed.xml')).headers.get('Link')).toBeNull();
});
