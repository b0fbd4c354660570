import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../../scripts/build.mjs';
import { load, ROOT } from './bundle.mjs';

// node bench/calendar/speed.mjs: parse, check and plan of long calendars in process; `check` from start to exit.
const SIZES = [52, 5_200, 52_000];
const ROUNDS = 7;
const PAIRS = 15;
const NOW = Date.UTC(2026, 10, 23, 12);

const { parseCalendar, planDays, noFacts, readinessFrom } = await load([
  'src/domain/calendar/parse.ts',
  'src/domain/schedule/plan.ts',
  'src/domain/schedule/facts.ts',
  'src/domain/schedule/readiness.ts',
]);
const shipped = readFileSync(join(ROOT, 'calendar', 'calendar.yaml'), 'utf8');
const rows = SIZES.map(measure);
await build();
const coldStart = measureColdStart();
for (const row of rows) {
  process.stdout.write(
    `${String(row.topics).padStart(6)} topics  parse and check ${shown(row.check)}  plan ${shown(row.plan)}  together ${shown(row.together)}\n`,
  );
}
process.stdout.write(
  `check on the shipped file: node alone ${shown(coldStart.node)}, check ${shown(coldStart.check)}, more by ${shown(coldStart.more)} (medians of ${PAIRS} pairs)\n`,
);
process.stdout.write(`${JSON.stringify({ bench: 'calendar-speed', milliseconds: rows, coldStart })}\n`);

/** The best of some rounds: what the work costs when nothing else runs. */
function measure(topics) {
  const text = calendarOf(topics);
  const best = { check: Number.POSITIVE_INFINITY, plan: Number.POSITIVE_INFINITY };
  for (let round = 0; round < (topics > 10_000 ? 2 : ROUNDS); round++) {
    const start = performance.now();
    const context = { facts: null, now: NOW, post: () => null, zoneData: process.versions.tz };
    const { calendar, diagnostics } = parseCalendar({
      file: 'calendar.yaml',
      text,
      hasBody: () => true,
      context,
    });
    const checked = performance.now();
    const readinessOf = readinessFrom({ calendar, diagnostics, hasBody: () => true });
    for (const { last } of planDays({ calendar, facts: noFacts, readinessOf, now: NOW })) if (last) break;
    best.check = Math.min(best.check, checked - start);
    best.plan = Math.min(best.plan, performance.now() - checked);
  }
  return {
    topics,
    check: rounded(best.check),
    plan: rounded(best.plan),
    together: rounded(best.check + best.plan),
  };
}

/** The shipped head with short topics of our own: 52,000 of them stay below the largest file that is read. */
function calendarOf(topics) {
  const head = shipped
    .slice(0, shipped.indexOf('\ntopics:'))
    .replace(/^ *(start_here|series|# .*):.*\n/gm, '');
  const listed = Array.from(
    { length: topics },
    (_, index) =>
      `  - id: t-${index}\n    title: "On ${index}: a title"\n    track: personal\n    status: idea\n`,
  );
  return `${head}\ntopics:\n${listed.join('')}`;
}

/** In turns, so that a machine that slows down slows both. */
function measureColdStart() {
  const pairs = Array.from({ length: PAIRS }, () => {
    const node = timed(['-e', '0']);
    const check = timed([join(ROOT, 'dist', 'main.js'), 'check']);
    return { node, check, more: check - node };
  });
  const median = (pick) => rounded(pairs.map(pick).sort((a, b) => a - b)[Math.floor(PAIRS / 2)]);
  return { node: median((p) => p.node), check: median((p) => p.check), more: median((p) => p.more) };
}

function timed(argv) {
  const start = performance.now();
  spawnSync(process.execPath, argv, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, FORTNIGHT_NOW: '2026-11-23T12:00:00Z' },
  });
  return performance.now() - start;
}

function rounded(milliseconds) {
  return Math.round(milliseconds * 10) / 10;
}

function shown(milliseconds) {
  return `${milliseconds} ms`.padStart(10);
}
