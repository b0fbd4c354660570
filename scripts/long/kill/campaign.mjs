import { startProgram } from '../../program.mjs';
import { differences, leftovers } from './compare.mjs';
import { countOf, deliveries, sumFaults, sums } from './ledger.mjs';
import { playRound } from './round.mjs';
import { openStage } from './stage.mjs';

/** Milliseconds. The longest that the last worker may go without sending anything while something waits: after a dropped connection it rests. */
const STUCK = 120_000;

/**
 * Plays rounds in one workspace until its editions are complete or `rounds` are over; then lets the last worker finish in peace, and accounts for
 * everybody.
 * @param {{ program: string, root: string, readers: number, connections: number }} setting
 * @param {(now: { opening: boolean }) => import('./plan.mjs').Round} draw says what is done to the worker in the next round
 * @param {number} rounds at most so many
 * @param {(round: object) => void} onRound told of each round as it ends
 */
export async function playCampaign(setting, draw, rounds, onRound) {
  const stage = await openStage(setting);
  const told = new Set();
  /** A difference stays in the ledger: it counts against the round that made it. */
  const news = (found) => found.filter((fault) => !told.has(fault) && told.add(fault));
  try {
    let open = 0;
    for (let left = rounds; left > 0; left -= 1) {
      const editionsBefore = stage.ask(sums);
      const opening = editionsBefore.some(({ state }) => state === 'pending' || state === 'opening');
      const plan = draw({ opening });
      const played = await playRound(stage, plan);
      const { editions, found } = account(stage);
      const openNow = countOf(editions, 'sending', 'uncertain');
      const faults = [
        ...played.faults,
        ...found,
        ...boundFaults(played, openNow - open, setting),
        ...stopFaults(played, editions),
      ];
      const last = left === 1 || editions.every(({ state }) => state === 'complete');
      if (last) faults.push(...(await finish(stage, setting)));
      const totals = totalsOf(last ? stage.ask(sums) : editions, stage);
      onRound({ ...played, plan, newlyOpen: openNow - open, faults: news(faults), totals, last });
      open = openNow;
      if (last) return;
    }
  } finally {
    stage.close();
  }
}

function account(stage) {
  return stage.ask((db) => {
    const editions = sums(db);
    return { editions, found: [...sumFaults(editions), ...differences(deliveries(db), stage.record)] };
  });
}

/** What one kill may leave unknown: two messages a connection. A connection that the server dropped leaves one. */
function boundFaults({ kills, drops }, more, { connections }) {
  const most = kills * connections * 2 + drops;
  return more <= most
    ? []
    : [`${more} more deliveries are unknown after ${kills} kills and ${drops} drops: at most ${most} may be`];
}

/** A worker that was asked to end, and not killed, leaves nothing half done. */
function stopFaults({ clean }, editions) {
  const sending = countOf(editions, 'sending');
  return clean && sending > 0 ? [`${sending} deliveries are sending after an orderly end`] : [];
}

async function finish(stage, { program, root, readers }) {
  stage.beginRound();
  const worker = stage.startWorker();
  let lastProgress = performance.now();
  let waiting = Number.NaN;
  const watch = await new Promise((resolve) => {
    const watching = stage.watchSums((editions) => {
      const now = countOf(editions, 'queued', 'sending', 'deferred');
      if (now !== waiting) lastProgress = performance.now();
      waiting = now;
      // A process that is told to end before it has heard of signals ends without a word: that is no fault of its own.
      const isUp = /^Worker /m.test(worker.out());
      const complete = editions.every(({ state }) => state === 'complete');
      if ((isUp && complete) || performance.now() - lastProgress > STUCK) resolve(watching);
    });
    worker.ended.then(
      () => resolve(watching),
      () => resolve(watching),
    );
  });
  const { faults } = watch.stop();
  worker.kill('SIGTERM');
  const { code, err } = await worker.ended;
  await stage.quiet();
  if (code !== 0) faults.push(`the last worker ended with ${code}: ${err.slice(-600)}`);
  const { editions, found } = account(stage);
  return [
    ...faults,
    ...found,
    ...leftovers(editions, readers),
    ...(await wordFaults(program, root, editions)),
  ];
}

/** What the command says must be what the rows say. */
async function wordFaults(program, root, editions) {
  const faults = [];
  for (const { key, audience, counts } of editions) {
    const { code, out, err } = await startProgram(program, root, ['ledger', key, '--json']).ended;
    if (code !== 0) {
      faults.push(`fortnight ledger ${key} ended with ${code}: ${err}`);
      continue;
    }
    const said = JSON.parse(out);
    const wrong = ['sent', 'uncertain', 'queued', 'sending'].filter(
      (state) => said[state] !== (counts[state] ?? 0),
    );
    if (wrong.length > 0 || said.audience !== audience || said.addsUp !== true)
      faults.push(
        `fortnight ledger ${key} says ${JSON.stringify({ ...said, readers: undefined })}, the rows say ${JSON.stringify(counts)}`,
      );
  }
  return faults;
}

function totalsOf(editions, stage) {
  return {
    sent: countOf(editions, 'sent'),
    uncertain: countOf(editions, 'uncertain'),
    arrived: stage.record.size,
  };
}
