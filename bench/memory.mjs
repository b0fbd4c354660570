import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { build } from '../scripts/build.mjs';
import { fillReaders } from './app/many-readers.mjs';
import { watchMemory } from './app/memory-watch.mjs';
import { startWorker, untilSaid } from './app/worker.mjs';
import { scratchFolder, workspaceWith } from './app/workspaces.mjs';
import { conclude, machine, must, printTable, round } from './figures.mjs';
import { ensurePostfix, startSink } from './wire/sink.mjs';

const FEW = 10_000;
const MANY = Number(process.env.READERS ?? 1_000_000);
/** Sending a million takes minutes: both send so many, the few in five editions, so that nothing but the list differs. */
const SENT = 50_000;
const CONNECTIONS = 10;

await ensurePostfix();
await build();
const scratch = scratchFolder();
const sink = await startSink();
try {
  report(await measure('few', FEW, SENT / FEW), await measure('many', MANY, 1));
} finally {
  sink.close();
  scratch.remove();
}

/** The worker from its start: it renders and opens the editions, then sends. */
async function measure(name, readers, editions) {
  const root = join(scratch.path, name);
  process.stderr.write(`${readers} readers …\n`);
  await workspaceWith(root, 1, editions);
  fillReaders(root, readers);
  const worker = startWorker(root, sink.port, { connections: CONNECTIONS });
  const memory = watchMemory(worker.pid);
  await untilSaid(worker, /Worker /, 'out');
  memory.enter('opening');
  await untilSaid(worker, new RegExp(`(opened regular:[^]*){${editions}}`), 'err');
  memory.enter('sending');
  const sent = await untilSent(root, worker, editions);
  const megabytes = memory.end();
  worker.kill('SIGTERM');
  const { code, err } = await worker.ended;
  if (code !== 0) throw new Error(`the worker ended with ${code}: ${err}`);
  return { readers, editions, sent, ...megabytes, openingSeconds: openingSeconds(root) };
}

/** Looks every quarter of a second, by an index, and lets go of the database in between. */
async function untilSent(root, worker, editions) {
  let ended = false;
  worker.ended.then(() => (ended = true));
  for (;;) {
    const sent = sentOf(root, editions);
    if (sent >= SENT) return sent;
    if (ended) throw new Error(`the worker ended after ${sent} messages`);
    await setTimeout(250);
  }
}

function sentOf(root, editions) {
  const db = new Database(join(root, 'data', 'fortnight.db'), { readonly: true });
  const count = "SELECT count(*) FROM deliveries WHERE edition_id BETWEEN 1 AND ? AND state = 'sent'";
  const sent = db.prepare(count).pluck().get(editions);
  db.close();
  return sent;
}

function openingSeconds(root) {
  const db = new Database(join(root, 'data', 'fortnight.db'), { readonly: true });
  const at = db.prepare('SELECT at FROM events WHERE kind = ? ORDER BY id DESC LIMIT 1').pluck();
  const seconds = (at.get('edition.open') - at.get('edition.opening')) / 1_000;
  db.close();
  return seconds;
}

function report(few, many) {
  const row = ({ readers, editions, sent, start, opening, sending, peak, openingSeconds: seconds }) => [
    `${readers} readers (${sent} mails of ${editions === 1 ? 'one edition' : `${editions} editions`})`,
    [start, opening, sending, peak].map((figure) => String(figure).padStart(9)).join('') +
      `     ${seconds} s`,
  ];
  const musts = [
    must(`MB with ${FEW} readers`, few.peak, { most: 200, aim: 150 }),
    must(`MB with ${MANY} readers`, many.peak, { most: 200, aim: 150 }),
    must('the one to the other', round(many.peak / few.peak), { most: 1.2, aim: 1.2 }),
  ];
  process.stdout.write(
    `the worker's resident memory in MB, at most, until ${SENT} mails are sent (not the whole list of many); ${machine()}\n`,
  );
  printTable([['', '    start  opening  sending     peak  (last) opened in'], row(few), row(many)]);
  conclude({ bench: 'memory', few, many }, musts);
}
