import { randomInt } from 'node:crypto';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { liveLine } from './live-line.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Faults of one round that are shown; the rest is counted. */
const SHOWN = 5;

const USAGE = `npm run test:kill -- [--rounds N] [--seed S] [--readers N] [--json]

Kills the worker of the built program N times (100), at instants drawn from the seed, and after each kill holds its ledger
against what a mail server saw. --readers: of each edition. --json: one object for each round that failed, and one at the end.`;

const options = readOptions();
await ensureInstalled({ browser: false });
await build();
// Only now, as it needs what was installed.
const { killTest } = await import('./long/kill/kill-test.mjs');
const line = liveLine(process.stderr);
if (!options.json) process.stdout.write(`seed ${options.seed}\n`);
const totals = await killTest({ program: ROOT, ...options, onRound: tell });
line.end();
close(totals);

function readOptions() {
  const number = { type: 'string' };
  const { values } = parseArgs({
    options: {
      rounds: { ...number, default: '100' },
      seed: { ...number, default: String(randomInt(1, 1_000_000)) },
      readers: { ...number, default: '4000' },
      sabotage: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { rounds, seed, readers } = values;
  if (values.help || [rounds, seed, readers].some((text) => !/^[1-9]\d*$/.test(text))) {
    process.stderr.write(`${USAGE}\n`);
    process.exit(values.help ? 0 : 2);
  }
  return {
    rounds: Number(rounds),
    seed: Number(seed),
    readers: Number(readers),
    sabotage: values.sabotage ?? null,
    json: values.json,
  };
}

function tell({ number, campaign, plan, faults, totals: now }) {
  if (faults.length > 0) {
    if (options.json) print({ round: number, campaign, seed: options.seed, plan, faults });
    else line.above(failureWords({ number, campaign, plan, faults }));
  }
  const left = ((options.rounds - number) * now.seconds) / number;
  line.show(
    `round ${number} of ${options.rounds}, ${now.kills} kills, ${now.sent} sent, ${now.uncertain} uncertain, ` +
      `${(number / now.seconds).toFixed(2)} rounds/s, ${Math.ceil(left / 60)} min left`,
  );
}

function failureWords({ number, campaign, plan, faults }) {
  const more = faults.length > SHOWN ? `\n  and ${faults.length - SHOWN} more` : '';
  return `round ${number} FAILED (seed ${options.seed}, campaign ${campaign}, ${JSON.stringify(plan)}):\n${faults
    .slice(0, SHOWN)
    .map((fault) => `  ${fault}`)
    .join('\n')}${more}`;
}

function close({ rounds, failed, ...rest }) {
  if (options.json) print({ test: 'kill', seed: options.seed, passed: rounds - failed, failed, ...rest });
  else {
    const { kills, drops, arrived, sent, uncertain, mostUnknown, samples, seconds } = rest;
    process.stdout.write(
      `${kills} kills and ${drops} dropped connections in ${Math.round(seconds)} s: ${arrived} messages arrived, ${sent} sent, ` +
        `${uncertain} uncertain (at most ${mostUnknown} a round); the sums were looked at ${samples} times\n` +
        `${rounds - failed} passed, ${failed} failed\n`,
    );
  }
  process.exitCode = failed === 0 ? 0 : 1;
}

function print(object) {
  process.stdout.write(`${JSON.stringify(object)}\n`);
}
