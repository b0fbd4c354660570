import { expect, test } from 'vitest';
import { runWorker } from '../../src/worker/worker.ts';
import { listeningHost } from '../support/listening-host.ts';
import { openTestApp } from '../support/test-app.ts';

test('the worker tells a hub and the search engines, and one that hangs keeps the other waiting for nothing', async () => {
  const hub = await listeningHost();
  const engine = await listeningHost();
  const house = await openTestApp({
    environment: {
      FORTNIGHT_WEBSUB_HUB: hub.url,
      FORTNIGHT_INDEXNOW_KEY: '0123456789abcdef',
      FORTNIGHT_INDEXNOW_URL: engine.url,
    },
  });
  const hanging = new Promise<void>((resolve) => hub.answers(() => resolve()));
  const told = new Promise<void>((resolve) =>
    engine.answers((response) => {
      response.writeHead(202).end();
      resolve();
    }),
  );
  const ending = new AbortController();
  const worker = runWorker(house.app, ending.signal);
  await Promise.all([hanging, told]);
  ending.abort();
  await worker;
  expect(hub.heard()).toHaveLength(1);
  expect(JSON.parse(engine.heard()[0]?.text ?? '')).toMatchObject({ host: 'localhost:8014' });
  expect(house.logged.join('\n')).not.toContain('the WebSub hub');
});
