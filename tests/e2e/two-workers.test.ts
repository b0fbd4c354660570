import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { buildProgram, start, until } from '../support/processes.ts';
import { startSink } from '../support/smtp-sink.ts';
import {
  AUTHOR,
  begin,
  EDITION,
  importReaders,
  ledgerOf,
  readersIn,
  TOPIC,
  workspaceDueNow,
} from '../support/workspaces.ts';

const READERS = 300;

beforeAll(buildProgram);

it('two workers on one database publish once and mail everybody once', { timeout: 60_000 }, async () => {
  const root = workspaceDueNow();
  const sink = await startSink();
  const audience = await importReaders(root, READERS);
  await begin(root);
  const workers = [1, 2].map(() => start(root, ['worker'], { SMTP_URL: sink.url }));
  const log = () => workers.map((worker) => worker.err()).join('');
  await until('the edition to be complete', () => log().includes(`${EDITION} is complete`));
  const report = `went to ${READERS} of ${READERS} readers`;
  const reports = () => sink.taken.filter(({ to, subject }) => to === AUTHOR && subject.includes(report));
  await until('the author to hear of it', () => reports().length > 0);
  for (const worker of workers) worker.kill('SIGTERM');
  const ended = await Promise.all(workers.map((worker) => worker.ended));
  expect(ended.map(({ code }) => code)).toEqual([0, 0]);
  expect(log()).not.toMatch(/error/);
  expect(log().split(`published ${TOPIC} in the slot`)).toHaveLength(2);
  const site = readdirSync(join(root, 'data', 'site'), { recursive: true }).map(String);
  expect(site).toContain(join('posts', TOPIC, 'index.html'));
  expect(site.filter((path) => path.endsWith('.unfinished'))).toEqual([]);
  expect(readersIn(sink.taken).toSorted()).toEqual(audience.toSorted());
  expect(reports()).toHaveLength(1);
  expect(await ledgerOf(root)).toMatchObject({
    state: 'complete',
    audience: READERS,
    sent: READERS,
    readers: [],
  });
});
