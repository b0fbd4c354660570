import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { temporaryFolder } from './stores.ts';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** A process of the built program. */
export interface Running {
  readonly pid: number;
  /** What it has written until now. */
  out(): string;
  err(): string;
  kill(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): void;
  readonly ended: Promise<Ended>;
}

type Variables = Readonly<Record<string, string>>;

/** Builds the program from these sources, unless it is built; a call in another process waits meanwhile. */
export function buildProgram(): void {
  // SQLite's lock goes away with its process, whatever becomes of it.
  const lock = new Database(join(tmpdir(), 'fortnight-build-for-tests.db'), { timeout: 60_000 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    const { status, stderr } = spawnSync(process.execPath, [join(packageRoot(), 'scripts', 'build.mjs')]);
    if (status !== 0) throw new Error(`the program could not be built: ${stderr}`);
  } finally {
    lock.close();
  }
}

/** Starts `fortnight ARGS` in a workspace (this version's, unless `program` is the folder of another); whatever still runs after the test is killed. */
export function start(
  root: string,
  args: readonly string[],
  variables: Variables = {},
  program = packageRoot(),
): Running {
  const child = spawn(process.execPath, [join(program, 'dist', 'fortnight.cjs'), ...args], {
    cwd: root,
    // Nothing of the machine's own configuration gets in.
    env: { PATH: process.env.PATH, HOME: root, TMPDIR: tmpdir(), PORT: '0', NO_COLOR: '1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  return {
    pid: child.pid ?? Number.NaN,
    out,
    err,
    kill: (signal) => void child.kill(signal),
    ended: endOf(child, out, err),
  };
}

/** Runs `fortnight ARGS` to its end. */
export function run(root: string, args: readonly string[], variables: Variables = {}): Promise<Ended> {
  return start(root, args, variables).ended;
}

/** Like `run`, for what must succeed: gives its standard output. */
export async function succeed(
  root: string,
  args: readonly string[],
  variables: Variables = {},
): Promise<string> {
  const { code, out, err } = await run(root, args, variables);
  if (code !== 0) throw new Error(`fortnight ${args.join(' ')} ended with ${code}: ${err}`);
  return out;
}

/** The built program with other migrations, as another version would ship them: the folder of its package. */
export function versionWith(migrations: string): string {
  const folder = temporaryFolder();
  for (const name of ['package.json', 'dist'])
    cpSync(join(packageRoot(), name), join(folder, name), { recursive: true });
  for (const name of ['emails', 'node_modules'])
    symlinkSync(join(packageRoot(), name), join(folder, name), 'dir');
  cpSync(migrations, join(folder, 'migrations'), { recursive: true });
  return folder;
}

/** Asks again until the answer is neither null nor false. Throws with `what` when `seconds` of real time have gone by. */
export async function until<Answer>(
  what: string,
  ask: () => Answer | null | false | Promise<Answer | null | false>,
  seconds = 60,
): Promise<Answer> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (performance.now() > deadline) throw new Error(`waited ${seconds} s for ${what}`);
    await setTimeout(25);
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8');
  stream.on('data', (part: string) => {
    text += part;
  });
  return () => text;
}

function endOf(child: ChildProcess, out: () => string, err: () => string): Promise<Ended> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, out: out(), err: err() }));
  });
}
