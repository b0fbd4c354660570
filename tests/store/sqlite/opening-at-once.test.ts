import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { tagsOf } from '../../support/migration-folders.ts';
import { MIGRATIONS, temporaryFolder } from '../../support/stores.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SOURCE = join(ROOT, 'src', 'store', 'sqlite', 'open.ts');

/** Real processes: what is tested is what SQLite's locks do between them. */
describe('processes that open a fresh database at once', () => {
  it('all succeed, and the migrations run once', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'fortnight.db');
    const program = await bundle(folder);
    const openings = Array.from({ length: 4 }, () => opening(program, path));
    expect(await Promise.all(openings)).toEqual([0, 0, 0, 0]);
    const client = new Database(path, { readonly: true });
    const applied = client.prepare('SELECT name FROM applied_migrations').pluck().all();
    expect(applied).toEqual(tagsOf(MIGRATIONS));
    client.close();
  });
});

/** Node 20 reads no TypeScript. Packages stay outside the bundle, as better-sqlite3 is a native one. */
async function bundle(folder: string): Promise<string> {
  const outfile = join(folder, 'open.cjs');
  const contents = `import { openSqliteStore } from ${JSON.stringify(SOURCE)};
    const [, , path, migrationsFolder] = process.argv;
    openSqliteStore({ path, migrationsFolder }).close();`;
  const stdin = { contents, resolveDir: ROOT, loader: 'ts' } as const;
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'cjs', packages: 'external' });
  return outfile;
}

async function opening(program: string, path: string): Promise<unknown> {
  // The program lies in a temporary folder, where the packages would not be found.
  const env = { ...process.env, NODE_PATH: join(ROOT, 'node_modules') };
  const child = spawn(process.execPath, [program, path, MIGRATIONS], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  return code;
}
