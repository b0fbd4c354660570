import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startMailServer } from '../../scripts/mail-server.mjs';
import { startProgram } from '../../scripts/program.mjs';
import { PROGRAM } from './workspaces.mjs';

const TICKS = 100; // a second, in which Linux counts a process's time (man 5 proc, USER_HZ)

/**
 * Lets the real worker send the open edition of a workspace to its end. The time is the ledger's own: from the first begin to the last row settled.
 * @param {string} root
 * @param {number} port of a mail server on the loopback
 * @param {{ connections: number, variables?: Record<string, string> }} options
 * @returns {Promise<{ perSecond: number, cpuMicros: number }>} messages a second, and microseconds of the worker's time for each
 */
export async function runWorker(root, port, { connections, variables = {} }) {
  const worker = startWorker(root, port, { connections, variables });
  await untilSaid(worker, /Worker /, 'out');
  const before = cpuSeconds(worker.pid);
  await untilSaid(worker, /is complete/, 'err');
  const cpu = cpuSeconds(worker.pid) - before;
  worker.kill('SIGTERM');
  const { code, err } = await worker.ended;
  if (code !== 0) throw new Error(`the worker ended with ${code}: ${err}`);
  const { messages, seconds } = timesOf(root);
  return { perSecond: messages / seconds, cpuMicros: (cpu * 1_000_000) / messages };
}

export function startWorker(root, port, { connections, variables = {} }) {
  const url = `smtp://127.0.0.1:${port}?connections=${connections}`;
  return startProgram(PROGRAM, root, ['worker'], { SMTP_URL: url, ...variables });
}

/** What the first mail of an open edition weighs on the wire, in bytes, and whether it is signed. The workspace is spoilt by it. */
export async function weighFirstMail(root, variables = {}) {
  let tell = () => {};
  const first = new Promise((resolve) => (tell = resolve));
  const server = await startMailServer({ onMoment: () => 'go on', onMail: tell });
  const worker = startWorker(root, server.port, { connections: 1, variables });
  const mail = await Promise.race([first, worker.ended.then(({ err }) => Promise.reject(new Error(err)))]);
  worker.kill('SIGKILL');
  await worker.ended;
  server.close();
  return mail;
}

/** Resolves when the program has written this; rejects when it ends first. */
export function untilSaid(worker, words, stream) {
  return new Promise((resolve, reject) => {
    const timer = setInterval(() => words.test(worker[stream]()) && end(resolve), 20);
    const end = (settle, value) => {
      clearInterval(timer);
      settle(value);
    };
    worker.ended.then(
      ({ code, err }) => end(reject, new Error(`the worker ended with ${code}: ${err}`)),
      (error) => end(reject, error),
    );
  });
}

function timesOf(root) {
  const db = new Database(join(root, 'data', 'fortnight.db'), { readonly: true });
  try {
    const { messages, sent, first, last } = db
      .prepare(
        `SELECT count(*) AS messages, sum(state = 'sent') AS sent, min(first_begun_at) AS first, max(state_at) AS last FROM deliveries`,
      )
      .get();
    if (sent !== messages) throw new Error(`only ${sent} of ${messages} were sent`);
    return { messages, seconds: (last - first) / 1_000 };
  } finally {
    db.close();
  }
}

/** The seconds that a process has had a processor, its threads together. */
function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}
