import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from '../build.mjs';
import { startMailServer } from '../mail-server.mjs';
import { runProgram, startProgram } from '../program.mjs';
import { writeWorkspace } from '../workspace.mjs';

/**
 * `node scripts/long/domain-limit.mjs`: a limit on one domain over a real minute, with the real worker, which is stopped and started again in the
 * middle. The tests look at the same on a clock of their own. Ends with `N passed, N failed`.
 */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const LIMIT = 5; // a second
const HALF = 30_000; // milliseconds
const TOLERANCE = 0.1;
/** More than a minute of the limit lets through, and enough for the others to be over while it holds. */
const READERS = { limited: 450, others: 4_000 };

await build();
const root = mkdtempSync(join(tmpdir(), 'fortnight-limit-'));
const taken = [];
const server = await startMailServer({
  onMoment: () => 'go on',
  onMail: ({ to }) => taken.push({ to, at: performance.now() }),
});
try {
  await prepare();
  const first = await runFor(HALF);
  const second = await runFor(HALF);
  close([first, second]);
} finally {
  server.close();
  rmSync(root, { recursive: true, force: true });
}

async function prepare() {
  writeWorkspace(root, ['# A post\n\nA line.\n']);
  const readers = ['limited', 'others'].flatMap((domain) =>
    Array.from({ length: READERS[domain] }, (_, index) => `reader-${index + 1}@${domain}.example`),
  );
  writeFileSync(join(root, 'readers.csv'), ['email', ...readers].join('\n'));
  await runProgram(ROOT, root, ['subscribers', 'import', 'readers.csv', '--consent', 'for a test']);
  await runProgram(ROOT, root, ['publish', 'post-1']);
}

/** One life of a worker: so long from its first message on. */
async function runFor(milliseconds) {
  const before = taken.length;
  const worker = startProgram(ROOT, root, ['worker'], {
    SMTP_URL: `smtp://127.0.0.1:${server.port}?connections=10`,
    SMTP_DOMAIN_LIMITS: `limited.example=${LIMIT}/s`,
  });
  let isOver = false;
  void worker.ended.finally(() => (isOver = true));
  while (taken.length === before && !isOver) await setTimeout(5);
  if (isOver) throw new Error(`the worker ended before it had sent anything: ${worker.err()}`);
  const start = taken[before].at;
  await setTimeout(milliseconds - (performance.now() - start));
  const end = performance.now();
  worker.kill('SIGTERM');
  const { code, err } = await worker.ended;
  if (code !== 0) throw new Error(`the worker ended with ${code}: ${err}`);
  return { start, end };
}

function close(lives) {
  const inLife = ({ start, end }, domain) =>
    taken.filter(({ to, at }) => to.endsWith(`@${domain}.example`) && at >= start && at <= end);
  const limited = lives.map((life) => inLife(life, 'limited').length);
  const others = inLife(lives[0], 'others');
  const minute = (2 * HALF) / 1_000;
  const wanted = LIMIT * minute;
  const sum = limited[0] + limited[1];
  const seconds = (others.at(-1).at - others[0].at) / 1_000;
  const pace = Math.round(others.length / seconds);
  const checks = [
    [
      Math.abs(sum - wanted) <= wanted * TOLERANCE,
      `${sum} mails in ${minute} s and over a restart (${limited.join(' and ')}), at ${LIMIT} a second`,
    ],
    [
      others.length === READERS.others && pace > 20 * LIMIT,
      `${others.length} to other domains meanwhile, ${pace} a second`,
    ],
  ];
  for (const [isMet, words] of checks) process.stdout.write(`${isMet ? 'ok    ' : 'FAILED'} ${words}\n`);
  const failed = checks.filter(([isMet]) => !isMet).length;
  process.stdout.write(`${checks.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
