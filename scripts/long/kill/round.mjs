/** Milliseconds without any message after which a worker is killed anyway: it may have nothing to do, or may be waiting for a server at fault. */
const IDLE_LIMIT = 2_500;
const START_LIMIT = 20_000;

/**
 * Plays one round to the end of all its workers.
 * @param {Awaited<ReturnType<typeof import('./stage.mjs').openStage>>} stage
 * @param {import('./plan.mjs').Round} plan
 * @returns {Promise<{ kills: number, drops: number, clean: boolean, messages: number, samples: number, faults: string[] }>}
 *   `kills`: of processes that may have been sending; `clean`: none was killed while it might; `faults`: what was wrong with processes and sums
 */
export async function playRound(stage, { death, drop }) {
  stage.beginRound();
  if (drop !== null) stage.at(drop.message, drop.moment, () => 'drop');
  const cast = castOf(stage, death.kind === 'second' ? 2 : 1);
  const onSample = PLAYS[death.kind](stage, death, cast);
  const started = performance.now();
  const watch = stage.watchSums((editions) => {
    onSample?.(editions);
    const idle = stage.idleFor();
    const over = editions.every(({ state }) => state === 'complete');
    if (over || (idle ?? 0) > IDLE_LIMIT || (idle === null && performance.now() - started > START_LIMIT))
      cast.killAll();
  });
  const endings = await Promise.all(cast.workers.map(({ ended }) => ended));
  const { faults, samples } = watch.stop();
  await stage.quiet();
  const { kills } = cast;
  faults.push(...endings.flatMap(endingFaults));
  return { kills, drops: stage.drops(), clean: kills === 0, messages: stage.messages(), samples, faults };
}

/** The workers of a round, and how many were killed of those that may have been sending. */
function castOf(stage, size) {
  const workers = Array.from({ length: size }, () => stage.startWorker());
  const killed = new Set();
  const kill = (worker) => {
    if (worker.kill('SIGKILL')) killed.add(worker);
  };
  return {
    workers,
    kill,
    killAll: () => workers.forEach(kill),
    get kills() {
      return killed.size;
    },
  };
}

/** How each kind of death is arranged; what is returned looks at every sample of the ledger. Kills at a moment of the protocol happen inside the server, before it reads or writes one byte more. */
const PLAYS = {
  startup(_stage, { after }, { workers: [worker], kill }) {
    setTimeout(() => kill(worker), after);
  },
  sending(stage, { after }, { workers: [worker], kill }) {
    stage.at(1, 'data', () => void setTimeout(() => kill(worker), after));
  },
  moment(stage, { message, moment }, { workers: [worker], kill }) {
    stage.at(message, moment, () => {
      kill(worker);
      return 'silence'; // at the final dot, the answer is never written
    });
  },
  opening(_stage, { after }, { workers: [worker], kill }) {
    let before = null;
    return (editions) => {
      const rows = editions.reduce((sum, { audience }) => sum + audience, 0);
      before ??= rows;
      if (Number.isNaN(before) || rows === before) return;
      before = Number.NaN;
      setTimeout(() => kill(worker), after);
    };
  },
  stopping(stage, { message, after }, { workers: [worker], kill }) {
    stage.at(message, 'data', () => {
      worker.kill('SIGTERM');
      setTimeout(() => kill(worker), after);
    });
  },
  second(stage, { how, message, after }, cast) {
    stage.at(message, 'data', () => {
      const holder = stage.holder();
      const sender = cast.workers.find(({ pid }) => pid === holder) ?? cast.workers[0];
      const waiter = cast.workers.find((worker) => worker !== sender);
      if (how === 'both') {
        cast.kill(sender);
        stage.at(stage.messages() + 1 + after, 'data', () => cast.kill(waiter));
        return;
      }
      waiter.kill('SIGKILL');
      if (how === 'waiter') setTimeout(() => cast.kill(sender), after);
      else sender.kill('SIGTERM');
    });
  },
};

function endingFaults({ code, signal, err }) {
  const faults = /internal error|(^|\s)\S*Error: /m.test(err) ? [`a worker said: ${err.slice(-600)}`] : [];
  if (signal === 'SIGKILL' || code === 0) return faults;
  return [...faults, `a worker ended by itself with ${code ?? signal}: ${err.slice(-600)}`];
}
