import { randomInt } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { PARTS } from './long/parts.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const HOUR = 3_600_000; // milliseconds

const USAGE = `npm run test:long -- [--only ${PARTS.map(({ name }) => name).join(',')}] [--hours H] [--seed S]

Runs what takes hours, one after the other, each from seeds of its own. --hours: instead of each part once, all in turns until
so many hours have gone by. What each portion came to is in data/test-long/ as soon as it ends.`;

const options = readOptions();
await ensureInstalled({ browser: false });
await build();
const results = openResults();
await runAll(options.parts);
close();

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', default: PARTS.map(({ name }) => name).join(',') },
      hours: { type: 'string' },
      seed: { type: 'string', default: String(randomInt(1, 10_000)) },
      help: { type: 'boolean', default: false },
    },
  });
  const names = values.only.split(',');
  const parts = PARTS.filter(({ name }) => names.includes(name));
  const wrong =
    parts.length !== names.length ||
    !/^[1-9]\d*$/.test(values.seed) ||
    (values.hours !== undefined && !(Number(values.hours) > 0));
  if (values.help || wrong) {
    process.stderr.write(`${USAGE}\n`);
    process.exit(values.help ? 0 : 2);
  }
  const until = values.hours === undefined ? null : performance.now() + Number(values.hours) * HOUR;
  return { parts, seed: Number(values.seed), until };
}

async function runAll(parts) {
  if (options.until === null) {
    for (const part of parts)
      for (let portion = 0; portion < part.portions; portion += 1) await runPortion(part, portion);
    return;
  }
  for (let portion = 0; ; portion += 1)
    for (const part of parts) {
      if (performance.now() > options.until) return;
      await runPortion(part, portion);
    }
}

async function runPortion(part, portion) {
  const seed = options.seed + portion;
  const started = performance.now();
  const { output, ...count } = await part.run(seed);
  const seconds = Math.round((performance.now() - started) / 1_000);
  results.add({ part: part.name, seed, ...count, seconds });
  say(
    `${part.name} (${part.what}), portion ${portion + 1}, seed ${seed}: ${count.passed} passed, ${count.failed} failed in ${seconds} s`,
  );
  if (count.failed > 0) say(output.trimEnd());
}

/** Written anew after each portion: a run that is stopped keeps what it found. */
function openResults() {
  const folder = join(ROOT, 'data', 'test-long');
  mkdirSync(folder, { recursive: true });
  const started = new Date().toISOString();
  const file = join(folder, `${started.replaceAll(':', '-').slice(0, 19)}.json`);
  const portions = [];
  const sum = (name) => portions.reduce((total, portion) => total + portion[name], 0);
  return {
    file,
    add(portion) {
      portions.push(portion);
      const total = { passed: sum('passed'), failed: sum('failed') };
      writeFileSync(file, `${JSON.stringify({ started, ...total, portions }, null, 2)}\n`);
    },
    portions,
    sum,
  };
}

function close() {
  for (const { name } of options.parts) {
    const mine = results.portions.filter(({ part }) => part === name);
    const of = (count) => mine.reduce((total, portion) => total + portion[count], 0);
    if (mine.length > 0) say(`${name}: ${of('passed')} passed, ${of('failed')} failed in ${of('seconds')} s`);
  }
  say(`all of it is in ${results.file}`);
  say(`${results.sum('passed')} passed, ${results.sum('failed')} failed`);
  process.exitCode = results.sum('failed') === 0 && results.portions.length > 0 ? 0 : 1;
}

function say(words) {
  process.stdout.write(`${words}\n`);
}
