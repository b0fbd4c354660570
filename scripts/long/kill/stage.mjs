import { startMailServer } from '../../mail-server.mjs';
import { startProgram } from '../../program.mjs';
import { askLedger, leaseHolder, sumFaults, sums } from './ledger.mjs';
import { mailRecord } from './record.mjs';

const SAMPLE_EVERY = 30; // milliseconds

/** One campaign: a workspace, a mail server, what arrived there, and the workers of the round that is played. */
export async function openStage({ program, root, connections }) {
  const record = mailRecord();
  let watches = [];
  let seen = { data: 0, body: 0, dot: 0, answered: 0 };
  let lastMoment = 0;
  let drops = 0;
  const onMoment = (moment) => {
    seen[moment] += 1;
    lastMoment = performance.now();
    const due = watches.filter((watch) => watch.moment === moment && watch.message === seen[moment]);
    const answers = due.map(({ then }) => then());
    if (answers.includes('drop')) drops += 1;
    return answers.find((answer) => answer === 'drop' || answer === 'silence') ?? 'go on';
  };
  const server = await startMailServer({ onMoment, onMail: record.add });
  return {
    root,
    record,
    beginRound() {
      watches = [];
      seen = { data: 0, body: 0, dot: 0, answered: 0 };
      lastMoment = 0;
      drops = 0;
    },
    /** Connections that this server ended in this round. */
    drops: () => drops,
    /** Messages whose DATA was heard in this round. */
    messages: () => seen.data,
    /** Milliseconds since the last message moved; null while there was none. */
    idleFor: () => (lastMoment === 0 ? null : performance.now() - lastMoment),
    /** Calls `then` when the nth message of this round is at that moment; it may answer 'drop' or 'silence' (see `startMailServer`). */
    at: (message, moment, then) => void watches.push({ message, moment, then }),
    startWorker() {
      const url = `smtp://127.0.0.1:${server.port}?connections=${connections}`;
      return startProgram(program, root, ['worker'], { SMTP_URL: url });
    },
    holder: () => askLedger(root, leaseHolder),
    ask: (question) => askLedger(root, question),
    /** Until `stop` is called, looks at the ledger again and again; gives what did not add up. */
    watchSums(onSample) {
      const faults = new Set();
      let samples = 0;
      const timer = setInterval(() => {
        const editions = askLedger(root, sums);
        samples += 1;
        for (const fault of sumFaults(editions)) faults.add(`while it ran: ${fault}`);
        onSample(editions);
      }, SAMPLE_EVERY);
      const stop = () => {
        clearInterval(timer);
        return { faults: [...faults], samples };
      };
      return { stop };
    },
    quiet: server.quiet,
    close: server.close,
  };
}
