import { readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runWorker } from '../../src/worker/worker.ts';
import { faultyRelay } from '../support/faulty-relay.ts';
import { ledgerOf } from '../support/post-office.ts';
import { importReaders } from '../support/stores.ts';
import { openTestApp } from '../support/test-app.ts';

test('a deploy command that hangs keeps no mail waiting, and a worker that ends ends it too', async () => {
  const relay = await faultyRelay();
  const house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: {
      PATH: process.env.PATH ?? '',
      SMTP_URL: relay.url,
      FORTNIGHT_DEPLOY_COMMAND: 'echo $$ > pid.new; mv pid.new pid; exec sleep 600',
    },
  });
  const begun = appearing(house.workspace.root, 'pid');
  await importReaders(house.app.store, 10);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  house.clock.set(Date.parse('2026-12-08T19:00:00Z'));
  const mailed = new Promise<void>((resolve) => {
    let count = 0;
    relay.onDot((to) => {
      if (to.startsWith('reader')) count += 1;
      if (count === 10) resolve();
    });
  });
  const ending = new AbortController();
  const worker = runWorker(house.app, ending.signal);
  await Promise.all([mailed, begun]);
  const pid = Number(readFileSync(join(house.workspace.root, 'pid'), 'utf8'));
  expect(() => process.kill(pid, 0)).not.toThrow();
  ending.abort();
  await worker;
  expect(await ledgerOf(house.app, 'regular:pacelc')).toEqual({ audience: 10, sent: 10 });
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(house.logged.join('\n')).not.toContain('deploy command');
});

/** Resolves when a file of that name appears. */
function appearing(folder: string, name: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_event, changed) => {
      if (changed !== name) return;
      watcher.close();
      resolve();
    });
  });
}
