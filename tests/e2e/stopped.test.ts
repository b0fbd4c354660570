import { beforeAll, expect, it } from 'vitest';
import { buildProgram, start, until } from '../support/processes.ts';
import { startSink } from '../support/smtp-sink.ts';
import {
  begin,
  EDITION,
  importReaders,
  ledgerOf,
  readersIn,
  workspaceDueNow,
} from '../support/workspaces.ts';

const READERS = 600;
/** In milliseconds; what is in flight is a handful of messages to a quick server. */
const STOP_LIMIT = 10_000;

beforeAll(buildProgram);

it('SIGTERM in the middle of an edition leaves nothing half done, and the next start sends the rest', {
  timeout: 60_000,
}, async () => {
  const root = workspaceDueNow();
  const sink = await startSink();
  const audience = await importReaders(root, READERS);
  await begin(root);

  const first = start(root, ['serve'], { SMTP_URL: sink.url });
  let toldAt = 0;
  sink.atMessage(100, 'data', () => {
    toldAt = performance.now();
    first.kill('SIGTERM');
  });
  const { code, err } = await first.ended;
  expect(code).toBe(0);
  expect(err).toContain('nothing is half done');
  expect(performance.now() - toldAt).toBeLessThan(STOP_LIMIT);
  const between = await ledgerOf(root);
  expect(between).toMatchObject({ state: 'open', addsUp: true, sending: 0, uncertain: 0 });
  expect(between.sent).toBe(readersIn(sink.taken).length);
  expect(between.queued).toBe(READERS - between.sent);
  expect(between.queued).toBeGreaterThan(0);

  const second = start(root, ['serve'], { SMTP_URL: sink.url });
  await until('the rest to be sent', () => second.err().includes(`${EDITION} is complete`));
  second.kill('SIGTERM');
  expect((await second.ended).code).toBe(0);
  expect(readersIn(sink.taken).toSorted()).toEqual(audience.toSorted());
});

it('a mail server that falls silent does not keep the process from ending, and what it had is uncertain', {
  timeout: 60_000,
}, async () => {
  const root = workspaceDueNow();
  const sink = await startSink();
  await importReaders(root, 60);
  await begin(root);
  const server = start(root, ['serve'], { SMTP_URL: sink.url });
  sink.atMessage(20, 'data', sink.fallSilent);
  sink.atMessage(20, 'dot', () => server.kill('SIGTERM'));
  const { code, err } = await server.ended;
  expect(code).toBe(0);
  expect(err).toContain('nothing is half done');
  const ledger = await ledgerOf(root);
  expect(ledger).toMatchObject({ addsUp: true, audience: 60, sending: 0 });
  expect(ledger.uncertain).toBeGreaterThan(0);
  expect(ledger.sent + ledger.uncertain).toBe(readersIn(sink.taken).length);
});
