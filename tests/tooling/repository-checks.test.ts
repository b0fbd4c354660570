import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { callScript, makeCheckout, writeIn } from './checkout.ts';

// Put together at run time, so that this file holds nothing of what it forbids.
const SLASH = '/';
const DASHES = '-----';
/** Fails in Kathmandu only. */
const HOST_DEPENDENT = `
  import { expect, it } from 'vitest';
  it('reads a clock', () => expect(new Date(2026, 11, 8, 9).toISOString()).not.toBe('2026-12-08T03:15:00.000Z'));
`;

describe('what no tracked file may hold', () => {
  it.each([
    ['a home folder', `see ${SLASH}home/alice/notes`],
    ['a folder of one machine', `cd "${SLASH}Users/alice"`],
    ['a private registry', `"https:${SLASH}/registry.alice.example/yaml"`],
    ['a private key', `${DASHES}BEGIN RSA PRIVATE KEY${DASHES}\n${'MIIEpAIBAAKCAQEA'.repeat(4)}`],
    ['an access token', `token: npm${'_'}${'a1B2'.repeat(9)}`],
    ['an npm login', `${SLASH}/registry.npmjs.org/:_${'authToken'}=secret`],
  ])('%s is reported with its line', (_what, text) => {
    expect(faultsIn(`first line\n${text}\n`)).toHaveLength(1);
    expect(faultsIn(`first line\n${text}\n`)[0]).toMatch(/^notes\.md:2: /);
  });

  it.each([
    ['the public registry', 'https://registry.npmjs.org/yaml'],
    ['a page with the word in its path', 'https://fortnight.example/home/start and posts/work/one'],
    ['a key in a sentence', `a file that starts with ${DASHES}BEGIN PRIVATE KEY${DASHES} is a key`],
    ['a system folder', '/usr/bin/chromium'],
  ])('%s is fine', (_what, text) => {
    expect(faultsIn(text)).toEqual([]);
  });
});

describe('the lock file', () => {
  it('may leave the address out or name the public registry', () => {
    expect(
      lockFileCheck({ 'node_modules/a': {}, 'node_modules/b': { resolved: 'https://registry.npmjs.org/b' } })
        .ok,
    ).toBe(true);
  });

  it('may not name another host', () => {
    const check = lockFileCheck({ 'node_modules/a': { resolved: 'https://mirror.example/a.tgz' } });
    expect(check).toMatchObject({ ok: false, output: expect.stringContaining('mirror.example') });
  });
});

describe('the time', () => {
  it.each(['new Date()', 'Temporal.Now.instant()'])('is not taken from the host by %s', (expression) => {
    const root = makeCheckout({ 'src/app/tick.ts': `\nexport const now = ${expression};\n` });
    expect(callScript('checks/time-owner.mjs', 'checkTimeOwner', root)).toMatchObject({
      ok: false,
      output: expect.stringContaining('src/app/tick.ts:2'),
    });
  });

  it('may be turned into a date when it is an argument', () => {
    const root = makeCheckout({ 'src/app/tick.ts': 'export const date = (now: number) => new Date(now);\n' });
    expect(callScript('checks/time-owner.mjs', 'checkTimeOwner', root)).toMatchObject({ ok: true });
  });
});

describe('the migrations', () => {
  const table = (columns: string) =>
    `import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
     export const readers = sqliteTable('readers', { ${columns} });\n`;

  it('must hold every change of the schema', () => {
    const root = makeCheckout({
      'drizzle.config.ts':
        "export default { dialect: 'sqlite', schema: './schema.ts', out: './migrations' };\n",
      'schema.ts': table("id: integer('id').primaryKey()"),
      'migrations/meta/_journal.json': JSON.stringify({ version: '7', dialect: 'sqlite', entries: [] }),
    });
    const check = () => callScript('checks/migrations.mjs', 'checkMigrations', root);
    expect(check()).toMatchObject({ ok: false, output: expect.stringContaining('npm run migration') });
    writeIn(root, 'schema.ts', 'export {};\n');
    expect(check()).toMatchObject({ ok: true });
  });
});

it('npm test and CI run the same script', () => {
  const { scripts } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
  expect(scripts.test).toBe('node scripts/test.mjs');
  expect(readFileSync(join(packageRoot(), '.ci/run'), 'utf8')).toMatch(/^npm test$/m);
});

function faultsIn(text: string): string[] {
  const faults = callScript('checks/tracked-files.mjs', 'faultsIn', 'notes.md', text);
  return Array.isArray(faults) ? faults : [];
}

function lockFileCheck(packages: Readonly<Record<string, { resolved?: string }>>): { ok?: unknown } {
  const root = makeCheckout({ 'package-lock.json': JSON.stringify({ packages }) });
  return Object(callScript('checks/lock-file.mjs', 'checkLockFile', root));
}

describe('the time zone of the machine', () => {
  it('may not decide a test of the schedule', () => {
    const root = makeCheckout({ 'tests/domain/schedule/host.test.ts': HOST_DEPENDENT });
    expect(callScript('checks/time-zones.mjs', 'checkTimeZones', root)).toEqual({
      ok: false,
      output: expect.stringMatching(/^under TZ=Asia\/Kathmandu:\n(?!.*under TZ)/s),
    });
  });
});
