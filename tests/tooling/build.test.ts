import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { packageRoot, packageVersion } from '../../src/package-root.ts';
import { callScript, makeCheckout, writeIn } from './checkout.ts';

const MAIN = `
import { readdirSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { packageRoot, packageVersion } from './package-root.ts';
const program = new Command();
program.command('where').action(() => process.stdout.write(packageRoot() + ' ' + packageVersion()));
program.command('plan').action(async () => (await import('./plan.ts')).plan());
program.command('page').action(async () => (await import('./page.tsx')).page());
program.command('threads').action(async () => {
  await stat('.');
  process.stdout.write(String(readdirSync('/proc/self/task').length));
});
program.command('fail').action(() => {
  throw new Error('failed on purpose');
});
await program.parseAsync();
`;
const PLAN = `
import { Temporal } from 'temporal-polyfill';
import { parse } from 'yaml';
export const plan = () => process.stdout.write(Temporal.PlainDate.from(parse('date: 2026-12-08').date).add({ days: 14 }).toString());
`;
const PAGE = `
import { Hono } from 'hono';
export const page = () => process.stdout.write(String(<p>{typeof Hono}</p>));
`;

it('the bundle starts by itself, finds its package and loads the rest by command', () => {
  const root = smallProgram();
  expect(build(root)).toEqual({ built: true });
  expect(statSync(join(root, 'dist/main.js')).mode & 0o111).toBe(0o111);
  expect(run(root, 'where').stdout).toBe(`${realpathSync(root)} ${packageVersion()}`);
  expect(run(root, 'plan').stdout).toBe('2026-12-22');
  expect(run(root, 'page').stdout).toBe('<p>function</p>');
});

const LINUX = existsSync('/proc/self/task');

it.skipIf(!LINUX)(
  `is started with as many threads in the pool as the machine has use for${LINUX ? '' : ' (threads are counted in /proc, which is not here)'}`,
  () => {
    const root = smallProgram();
    build(root);
    const { UV_THREADPOOL_SIZE: _, ...env } = process.env;
    const threads = (size: object) => {
      const started = spawnSync(join(root, 'dist/fortnight.cjs'), ['threads'], {
        encoding: 'utf8',
        env: { ...env, ...size },
      });
      return Number(started.stdout);
    };
    const ours = Math.min(4, Math.max(2, availableParallelism() - 1));
    expect(threads({ UV_THREADPOOL_SIZE: `${ours + 5}` })).toBe(threads({}) + 5);
  },
);

it('holds what every command needs, and leaves every other package outside', () => {
  const root = smallProgram();
  build(root);
  const imports = javascriptOf(root).flatMap((text) =>
    [...text.matchAll(/from\s*"([a-z@][\w@/-]*)"/g)].map((match) => match[1]),
  );
  expect(imports).toContain('hono');
  expect(imports).toContain('hono/jsx/jsx-runtime');
  for (const bundled of ['yaml', 'commander', 'temporal-polyfill']) expect(imports).not.toContain(bundled);
});

it('a stack trace names the line of the source', () => {
  const root = smallProgram();
  build(root);
  const line = MAIN.split('\n').findIndex((text) => text.includes('failed on purpose')) + 1;
  expect(run(root, 'fail').stderr).toContain(`src/main.ts:${line}`);
});

it('a second build does nothing until a source changes, and then leaves no stale chunk', () => {
  const root = smallProgram();
  build(root);
  expect(build(root)).toEqual({ built: false });
  const before = chunksOf(root, 'plan');
  writeIn(root, 'src/plan.ts', PLAN.replace('14', '28'));
  expect(build(root)).toEqual({ built: true });
  expect(run(root, 'plan').stdout).toBe('2027-01-05');
  expect(chunksOf(root, 'plan')).toHaveLength(before.length);
  expect(chunksOf(root, 'plan')).not.toEqual(before);
});

it('builds again when an output is missing', () => {
  const root = smallProgram();
  build(root);
  rmSync(join(root, 'dist/main.js'));
  expect(build(root)).toEqual({ built: true });
  expect(existsSync(join(root, 'dist/main.js'))).toBe(true);
});

it('code that does not bundle leaves the last good build in place', () => {
  const root = smallProgram();
  build(root);
  writeIn(root, 'src/plan.ts', "export { plan } from './nowhere.ts';\n");
  expect(() => build(root)).toThrow(/nowhere/);
  expect(run(root, 'plan').stdout).toBe('2026-12-22');
});

it('the package is found from the sources too', () => {
  expect(existsSync(join(packageRoot(), 'src/package-root.ts'))).toBe(true);
  expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+/);
});

function smallProgram(): string {
  const root = makeCheckout({ 'src/main.ts': MAIN, 'src/plan.ts': PLAN, 'src/page.tsx': PAGE });
  mkdirSync(join(root, 'src/core'));
  for (const name of ['src/package-root.ts', 'src/core/errors.ts'])
    copyFileSync(join(packageRoot(), name), join(root, name));
  return root;
}

function build(root: string): unknown {
  return callScript('build.mjs', 'build', { root });
}

function run(root: string, command: string): { stdout: string; stderr: string } {
  const env = { ...process.env, NODE_OPTIONS: '--enable-source-maps' };
  return spawnSync(join(root, 'dist/main.js'), [command], { encoding: 'utf8', env });
}

function javascriptOf(root: string): string[] {
  const files = readdirSync(join(root, 'dist')).filter((name) => name.endsWith('.js'));
  return files.map((name) => readFileSync(join(root, 'dist', name), 'utf8'));
}

function chunksOf(root: string, name: string): string[] {
  return readdirSync(join(root, 'dist')).filter(
    (file) => file.startsWith(`chunk-${name}-`) && file.endsWith('.js'),
  );
}
