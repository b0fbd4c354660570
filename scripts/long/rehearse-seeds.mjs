import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from '../build.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** The first slot of the shipped calendar is a week later. */
const FROM = '2026-12-01';
const DAY = 86_400_000; // milliseconds
/** A seed that takes longer hangs. */
const PATIENCE = 30 * 60_000; // milliseconds
const TAIL = 60;

const USAGE = `node scripts/long/rehearse-seeds.mjs [--seeds N] [--from SEED] [--days N] [--jobs N]

Rehearses the shipped calendar with faults, one seed after the other, --jobs at a time in processes of their own. Says which
seeds broke a promise and how to see it again, and ends with \`N passed, N failed\`.`;

const options = readOptions();
await build();
// A copy, so that a database of this checkout plays no part.
const workspace = mkdtempSync(join(tmpdir(), 'fortnight-seeds-'));
for (const folder of ['calendar', 'emails'])
  cpSync(join(ROOT, folder), join(workspace, folder), { recursive: true });
const failed = [];
let passed = 0;
let next = options.from;
try {
  await Promise.all(Array.from({ length: options.jobs }, work));
} finally {
  rmSync(workspace, { recursive: true, force: true });
}
for (const seed of failed.toSorted((one, other) => one - other)) say(`failed: seed ${seed}`);
say(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

function readOptions() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
      from: { type: 'string', default: '1' },
      days: { type: 'string', default: '180' },
      jobs: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  });
  const { help, ...numbers } = values;
  if (help || Object.values(numbers).some((text) => !/^[1-9]\d*$/.test(text))) {
    process.stderr.write(`${USAGE}\n`);
    process.exit(help ? 0 : 2);
  }
  return Object.fromEntries(Object.entries(numbers).map(([name, text]) => [name, Number(text)]));
}

async function work() {
  while (next < options.from + options.seeds) {
    const seed = next;
    next += 1;
    await rehearse(seed);
    const done = passed + failed.length;
    if (done % 10 === 0) say(`${done} of ${options.seeds} seeds, ${failed.length} failed`);
  }
}

async function rehearse(seed) {
  const until = new Date(Date.parse(FROM) + options.days * DAY).toISOString().slice(0, 10);
  const span = ['--from', FROM, '--until', until, '--subscribers', '50', '--assume', 'planned'];
  const { code, output } = await run(['rehearse', '--faults', '--seed', `${seed}`, ...span]);
  if (code === 0) {
    passed += 1;
    return;
  }
  failed.push(seed);
  say(`seed ${seed} failed${code === null ? ', or did not come to an end' : ''}:`);
  say(output.trimEnd().split('\n').slice(-TAIL).join('\n'));
}

function run(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(ROOT, 'dist', 'main.js'), ...args], {
      cwd: workspace,
      env: { PATH: process.env.PATH, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE,
      killSignal: 'SIGKILL',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.on('close', (code) => resolve({ code, output }));
  });
}

function say(words) {
  process.stdout.write(`${words}\n`);
}
