import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildProgram, run, start, succeed, until } from '../support/processes.ts';
import { type SmtpSink, startSink } from '../support/smtp-sink.ts';
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

beforeAll(buildProgram);

describe('a calendar that cannot be read any more', { timeout: 60_000 }, () => {
  it.each([
    ['is not text', (file: string) => writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00, 0xd8])), 1],
    ['is gone', (file: string) => rmSync(file), 2],
  ])(
    'because it %s: check says so, nothing is published, and the author hears of it once',
    async (_how, ruin, code) => {
      const root = workspaceDueNow();
      const sink = await startSink();
      await succeed(root, ['tick']);
      await begin(root);
      ruin(join(root, 'calendar', 'calendar.yaml'));

      expect((await run(root, ['check'])).code).toBe(code);
      for (let look = 0; look < 2; look += 1) {
        expect(await succeed(root, ['tick'])).toContain('the calendar file has errors that hold everything');
      }
      const worker = start(root, ['worker'], { SMTP_URL: sink.url });
      await until('the author to be told', () =>
        subjectsTo(sink, AUTHOR).some((subject) => /^The slot of/.test(subject)),
      );
      worker.kill('SIGTERM');
      const { code: ended, err } = await worker.ended;
      expect(ended).toBe(0);
      expect(err).not.toMatch(/error|published/);
      expect(
        subjectsTo(sink, AUTHOR).filter((subject) => /^The slot of .* is waiting$/.test(subject)),
      ).toHaveLength(1);
      expect(await succeed(root, ['ledger'])).not.toContain(TOPIC);
    },
  );
});

describe('a mail server that refuses our login', { timeout: 60_000 }, () => {
  it('makes the edition wait, is named by status, and is told to the author once it lets us in', async () => {
    const root = workspaceDueNow();
    const sink = await startSink('another secret');
    const audience = await importReaders(root, 25);
    await begin(root);
    const variables = { SMTP_URL: sink.url };

    const refused = start(root, ['worker'], variables);
    await until('the refusal', () => refused.err().includes('is at fault (login)'));
    const status = await succeed(root, ['status'], variables);
    expect(status).toMatch(/it refuses our user name or password .*535.*; asked again at \d{4}-/);
    expect(status).toContain('0 of 25 sent');
    expect(status).not.toContain('secret');
    refused.kill('SIGTERM');
    expect((await refused.ended).code).toBe(0);
    expect(await ledgerOf(root)).toMatchObject({ state: 'open', queued: 25, failed: 0, uncertain: 0 });

    sink.setPassword('secret');
    const welcome = start(root, ['worker'], variables);
    await until('the edition to be complete', () => welcome.err().includes(`${EDITION} is complete`));
    await until('the author to be told', () => toldOfLogin(sink).length > 0);
    expect(await succeed(root, ['status'], variables)).not.toContain('refuses');
    welcome.kill('SIGTERM');
    expect((await welcome.ended).code).toBe(0);
    expect(toldOfLogin(sink)).toHaveLength(1);
    expect(readersIn(sink.taken).toSorted()).toEqual(audience.toSorted());
  });
});

function subjectsTo(sink: SmtpSink, address: string): readonly string[] {
  return sink.taken.filter(({ to }) => to === address).map(({ subject }) => subject);
}

function toldOfLogin(sink: SmtpSink): readonly string[] {
  return subjectsTo(sink, AUTHOR).filter(
    (subject) => subject === 'The mail server refuses our user name or password',
  );
}
