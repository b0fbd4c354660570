import { fork } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleRehearsal } from './seeds/program.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** In which seeds are rehearsed. */
const CHILD = join(dirname(fileURLToPath(import.meta.url)), 'seeds', 'child.mjs');
/** The first slot of the shipped calendar is a week later; 577 days on, on 2028-06-30, it has run out. */
const FROM = '2026-12-01';
const DAY = 86_400_000; // milliseconds
/** A seed that takes longer hangs. */
const PATIENCE = 30 * 60_000; // milliseconds
const TAIL = 60;

/** Rehearsals in one process, before another takes over. */
const SERVICE = 10;

const USAGE = `node scripts/long/rehearse-seeds.mjs [--seeds N] [--from SEED] [--days N] [--jobs N]

Rehearses the shipped calendar with faults, one seed after the other, in --jobs processes beside each other. Says which seeds
broke a promise and how to see it again, and ends with \`N passed, N failed\`.`;

const options = readOptions();
const rehearsal = await bundleRehearsal();
// A copy, so that a database of this checkout plays no part.
const workspace = mkdtempSync(join(tmpdir(), 'fortnight-seeds-'));
for (const folder of ['calendar', 'emails'])
  cpSync(join(ROOT, folder), join(workspace, folder), { recursive: true });
const until = new Date(Date.parse(FROM) + options.days * DAY).toISOString().slice(0, 10);
const failed = [];
let passed = 0;
let next = options.from;
const started = performance.now();
try {
  await Promise.all(Array.from({ length: options.jobs }, work));
} finally {
  rmSync(workspace, { recursive: true, force: true });
  rehearsal.done();
}
for (const seed of failed.toSorted((one, other) => one - other)) say(`failed: seed ${seed}`);
say(`${passed} passed, ${failed.length} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

function readOptions() {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '100' },
      from: { type: 'string', default: '1' },
      days: { type: 'string', default: '577' },
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
  const last = options.from + options.seeds;
  while (next < last) {
    const child = fork(CHILD, [rehearsal.url, workspace], { env: { PATH: process.env.PATH } });
    for (let served = 0; served < SERVICE && next < last && child.connected; served += 1) {
      const seed = next;
      next += 1;
      note(seed, await rehearse(child, seed));
    }
    child.kill('SIGKILL');
  }
}

/** Code null: the process came to an end of its own, or to none. */
function rehearse(child, seed) {
  const span = { from: FROM, until, subscribers: 50, assume: 'planned', faults: true };
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
    const end = (answer) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(answer);
    };
    child.once('message', end);
    child.once('exit', () => end({ code: null, output: '' }));
    child.send({ seed, options: span });
  });
}

function note(seed, { code, output }) {
  if (code === 0) passed += 1;
  else {
    failed.push(seed);
    say(`seed ${seed} failed${code === null ? ', or did not come to an end' : ''}:`);
    say(output.trimEnd().split('\n').slice(-TAIL).join('\n'));
    say(
      `again: fortnight rehearse --from ${FROM} --until ${until} --subscribers 50 --assume planned --faults --seed ${seed}`,
    );
  }
  const done = passed + failed.length;
  if (done % 10 !== 0) return;
  const pace = (performance.now() - started) / done / 1_000;
  const left = Math.ceil(((options.seeds - done) * pace) / 60);
  say(
    `${done} of ${options.seeds} seeds, ${failed.length} failed, ${pace.toFixed(1)} s each, ${left} min left`,
  );
}

function say(words) {
  process.stdout.write(`${words}\n`);
}
