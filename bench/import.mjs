// Imports a list of 1,000,000 readers through the application's own verb: how long the first time takes, the second, when nothing changes, and a dry
// run, and how much memory. Beside it, in the same round: the same file read by csv-parse alone, and the same rows put into the same tables by
// bare better-sqlite3, 5,000 in a transaction. ROWS and ROUNDS make it smaller.

import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { parse } from 'csv-parse';
import { conclude, machine, middle, must, printTable, words } from './figures.mjs';
import { load, ROOT } from './ledger/load.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const ROWS = Number(process.env.ROWS ?? 1_000_000);
const CHUNK = 5_000;
const AT = Date.UTC(2026, 11, 8, 17);
const MB = 1_000_000;

const { openSqliteStore, importSubscribers, openKeyring } = await load([
  'src/store/sqlite/open.ts',
  'src/app/import-subscribers.ts',
  'src/core/keyring.ts',
]);
const folder = mkdtempSync(join(tmpdir(), 'fortnight-bench-'));
const file = join(folder, 'readers.csv');
try {
  await pipeline(Readable.from(lines()), createWriteStream(file));
  const rounds = [];
  for (let round = 1; round <= ROUNDS; round += 1) rounds.push(await measure());
  report(rounds);
} finally {
  rmSync(folder, { recursive: true });
}

/** In the order in which people come: their addresses are in none. */
function* lines() {
  yield 'Email,First Name,Last Name,Status,Created at\n';
  for (let number = 0; number < ROWS; number += 1) {
    const spread = ((number * 2_654_435_761) % 4_294_967_296).toString(36);
    const name = number % 10 === 0 ? `"Lee, ${number}"` : `Reader ${number}`;
    const state = number % 50 === 0 ? 'unsubscribed' : 'active';
    yield `${spread}.${number}@mail-${number % 997}.example.org,${name},Example,${state},2024-0${(number % 9) + 1}-11T09:14:03Z\n`;
  }
}

async function measure() {
  const { path, store } = openStore();
  const first = await runImport(store, false);
  const again = await runImport(store, false);
  const dry = await runImport(store, true);
  await store.close();
  rmSync(path);
  const [csv, bare] = [await readAlone(), await insertAlone()];
  return { first, again, dry, csv, bare };
}

function openStore() {
  const path = join(folder, 'fortnight.db');
  return { path, store: openSqliteStore({ path, migrationsFolder: join(ROOT, 'migrations') }) };
}

/** Memory is what the process has more at its highest than it had when a tenth was done. */
async function runImport(store, dryRun) {
  const app = { store, keyring: openKeyring('a secret of the bench alone'), clock: { now: () => AT } };
  let [early, most] = [0, 0];
  const onProgress = ({ read, size }) => {
    const { rss } = process.memoryUsage();
    if (early === 0 || read <= size / 10) early = Math.max(early, rss);
    most = Math.max(most, rss);
  };
  const request = {
    file,
    consent: 'a bench',
    source: null,
    columns: new Map(),
    unsaid: null,
    dryRun,
    rejects: null,
    stop: new AbortController().signal,
    onLayout: () => undefined,
    onProgress,
  };
  const timed = await timing(() => importSubscribers(app, request));
  if (timed.result.rows !== ROWS || timed.result.invalid.count > 0) throw new Error('not every row was read');
  return { ...timed, memory: Math.max(0, most - early) / MB, peak: most / MB };
}

async function readAlone() {
  let rows = 0;
  return timing(async () => {
    for await (const record of createReadStream(file).pipe(parse())) rows += record.length > 0 ? 1 : 0;
    if (rows !== ROWS + 1) throw new Error(`${rows} rows`);
  });
}

async function insertAlone() {
  const { path, store } = openStore();
  await store.close();
  const db = new Database(path);
  db.pragma('synchronous = FULL');
  const reader = db.prepare(
    `INSERT INTO subscribers (id, address, unique_form, address_hash, name, state, state_at, created_at, active_since_event)
     VALUES (?, ?, ?, ?, ?, 'active', ${AT}, ${AT}, 1)`,
  );
  const consent = db.prepare(
    `INSERT INTO consents (subscriber_id, door, wording, form_version, at) VALUES (?, 'import', 'a bench', 'csv', ${AT})`,
  );
  const insert = db.transaction((rows) => {
    for (const { id, address } of rows) {
      reader.run(id, address, address, address, 'Reader');
      consent.run(id);
    }
  });
  const timed = await timing(async () => {
    for (const chunk of chunksOf(lines())) insert.immediate(chunk);
  });
  db.close();
  rmSync(path);
  return timed;
}

/** Not all at once: what the bench itself holds would be taken for what the import does. */
function* chunksOf(all) {
  let chunk = [];
  let id = 0;
  for (const line of all) {
    if (id > 0) chunk.push({ id, address: line.slice(0, line.indexOf(',')) });
    id += 1;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Seconds, and microseconds of CPU, a million rows. */
async function timing(work) {
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const result = await work();
  const seconds = ((performance.now() - begun) / 1_000 / ROWS) * 1_000_000;
  const { user, system } = process.cpuUsage(cpu);
  return { result, seconds, cpu: (user + system) / ROWS };
}

function report(rounds) {
  const figures = {
    seconds: middle(rounds, ({ first }) => first.seconds),
    cpuMicros: middle(rounds, ({ first }) => first.cpu),
    again: middle(rounds, ({ again }) => again.seconds),
    dry: middle(rounds, ({ dry }) => dry.seconds),
    toCsv: middle(rounds, ({ first, csv }) => first.cpu / csv.cpu),
    toBare: middle(rounds, ({ first, bare }) => first.cpu / bare.cpu),
    toBoth: middle(rounds, ({ first, csv, bare }) => first.cpu / (csv.cpu + bare.cpu)),
    memory: middle(rounds, ({ first }) => first.memory),
    peak: middle(rounds, ({ first }) => first.peak),
  };
  const size = Math.round(statSync(file).size / MB);
  process.stdout.write(
    `medians (least to most) of ${ROUNDS} rounds, ${ROWS} rows, ${size} MB; ${machine()}\n`,
  );
  printTable([
    ['seconds for a million rows', words(figures.seconds)],
    ['  the second time', words(figures.again)],
    ['  tried out', words(figures.dry)],
    ['microseconds of CPU a row', words(figures.cpuMicros)],
    ['  to csv-parse alone', words(figures.toCsv)],
    ['  to bare inserts alone', words(figures.toBare)],
    ['  to both together', words(figures.toBoth)],
    ['MB that memory grew after a tenth', words(figures.memory)],
    ['MB of memory at its highest', words(figures.peak)],
  ]);
  conclude({ bench: 'import', rounds: ROUNDS, rows: ROWS, ...figures }, [
    must('seconds for a million rows', figures.seconds.median, { most: 20, aim: 7 }),
    must('CPU to csv-parse and bare inserts together', figures.toBoth.median, { most: 1.5, aim: 1 }),
    must('MB that memory grew', figures.memory.median, { most: 100, aim: 30 }),
  ]);
}
