import { existsSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { laterMigrations } from '../support/migration-folders.ts';
import { buildProgram, type Ended, run, start, succeed, versionWith } from '../support/processes.ts';
import { workspaceDueNow } from '../support/workspaces.ts';

beforeAll(buildProgram);

describe('a fault of the world is told in one sentence, with what to do and without a stack', {
  timeout: 60_000,
}, () => {
  it('a port in use', async () => {
    const port = await takenPort();
    const ended = await run(workspaceDueNow(), ['serve'], { PORT: String(port) });
    expectRefusal(
      ended,
      1,
      `port ${port} on 127.0.0.1 is in use by another program`,
      'set PORT to a free one',
    );
  });

  it.each([
    ['itself', 'taken'],
    ['or its parent', 'taken/data'],
  ])('a file where the data folder %s should be', async (_which, data) => {
    const root = workspaceDueNow();
    writeFileSync(join(root, 'taken'), 'I was here first');
    const ended = await run(root, ['status'], { FORTNIGHT_DATA: data });
    expectRefusal(ended, 1, 'the data folder is not a folder', 'choose another data folder');
  });

  it('a data folder that may not be written', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may write everywhere');
    const root = workspaceDueNow();
    mkdirSync(join(root, 'data'), { mode: 0o500 });
    const ended = await run(root, ['status']);
    expectRefusal(ended, 1, 'cannot use the database', 'writable for this user');
  });

  it('a file where the site should be', async () => {
    const root = await seenWorkspace();
    rmSync(join(root, 'data', 'site'), { recursive: true, force: true });
    writeFileSync(join(root, 'data', 'site'), 'I was here first');
    const help = 'move away what stands in its place, and make the data folder writable for this user';
    expectRefusal(await run(root, ['serve']), 1, "the site's folder", help);
    expectRefusal(await run(root, ['tick']), 1, 'the site cannot be written', 'may this user write there?');
  });

  it('a database from a newer version', async () => {
    const root = workspaceDueNow();
    const newer = versionWith(
      laterMigrations(['9999_ahead', 'CREATE TABLE ahead (id INTEGER PRIMARY KEY);']),
    );
    expect(await start(root, ['status'], {}, newer).ended).toMatchObject({ code: 0 });
    const ended = await run(root, ['serve']);
    expectRefusal(
      ended,
      1,
      'written by a newer Fortnight (it knows the change 9999_ahead)',
      'Install that version',
    );
  });

  it('a migration that fails, after which the version before still runs', async () => {
    const root = await seenWorkspace();
    const broken = versionWith(laterMigrations(['9999_broken', 'DROP TABLE editions; SELECT nonsense;']));
    const ended = await start(root, ['serve'], {}, broken).ended;
    expectRefusal(
      ended,
      1,
      'could not be brought up to date: 9999_broken failed',
      'The database is as it was before',
    );
    expect(await succeed(root, ['ledger'])).toContain('no edition yet');
  });

  it('a database file that was cut off', async () => {
    const root = await seenWorkspace();
    truncateSync(databaseOf(root), 20_000);
    expectRefusal(
      await run(root, ['serve']),
      1,
      'the database is damaged',
      'restore the newest file from backups/',
    );
  });

  it('a database file that is something else', async () => {
    const root = await seenWorkspace();
    writeFileSync(databaseOf(root), 'Dear diary, today I deleted a database.'.repeat(100));
    expectRefusal(await run(root, ['status']), 1, 'it is not a database', 'point the data folder elsewhere');
  });

  it('a configuration with several problems, all of them listed', async () => {
    const wrong = {
      PORT: 'banana',
      FORTNIGHT_URL: 'ftp://x',
      FORTNIGHT_SECRET: 'short',
      FORTNIGHT_PROT: '1',
      SMTP_URL: 'nope',
    };
    const ended = await run(workspaceDueNow(), ['status'], wrong);
    expectRefusal(ended, 2, 'the configuration has 5 problems', 'docs/configuration.md explains each');
    for (const name of Object.keys(wrong)) expect(ended.err).toContain(`- ${name} is`);
  });

  it('a public address with nothing but the embedded mailbox', async () => {
    const root = workspaceDueNow();
    const ended = await run(root, ['serve'], { FORTNIGHT_URL: 'https://blog.example.com' });
    expectRefusal(
      ended,
      2,
      'every mail would stay in the embedded mailbox',
      'docs/configuration.md explains each',
    );
    expect(existsSync(join(root, 'data'))).toBe(false);
  });

  it('a folder that is no workspace', async () => {
    const root = workspaceDueNow();
    rmSync(join(root, 'calendar', 'calendar.yaml'));
    const ended = await run(root, ['check']);
    expectRefusal(
      ended,
      2,
      'there is no calendar/calendar.yaml',
      'run fortnight in the folder that holds `calendar/`',
    );
  });
});

function expectRefusal({ code, out, err }: Ended, wanted: number, words: string, help: string): void {
  expect({ code, out }).toEqual({ code: wanted, out: '' });
  expect(err).toContain(words);
  expect(err.split('\n').filter((line) => line.startsWith('error: '))).toHaveLength(1);
  expect(/^help: .*$/m.exec(err)?.[0]).toContain(help);
  expect(err).not.toMatch(/^ +at |internal error/m);
}

/** A workspace with a database and a site. */
async function seenWorkspace(): Promise<string> {
  const root = workspaceDueNow();
  await succeed(root, ['tick']);
  return root;
}

function databaseOf(root: string): string {
  return join(root, 'data', 'fortnight.db');
}

async function takenPort(): Promise<number> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : Number.NaN;
}
