// Opens an edition for 1,000,000 readers through the application's own verb: how long that takes, and how long the longest of its transactions
// holds the event loop and the write lock. Says once more what 10,000 readers take, as the cost of a reader must not grow with the list.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { conclude, machine, middle, must, printTable, words } from './figures.mjs';
import { addReaders } from './ledger/filling.mjs';
import { load, ROOT } from './ledger/load.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const [MANY, FEW] = [1_000_000, 10_000];
const AT = Date.UTC(2026, 11, 8, 17);
const QUIET = { info: () => undefined };

const { openSqliteStore, openEdition } = await load(['src/store/sqlite/open.ts', 'src/app/open-edition.ts']);
const folder = mkdtempSync(join(tmpdir(), 'fortnight-bench-'));
try {
  const stores = { many: await storeWith('many', MANY), few: await storeWith('few', FEW) };
  const rounds = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const few = await open(stores.few, round);
    rounds.push({ few, many: await open(stores.many, round) });
  }
  for (const { store } of Object.values(stores)) await store.close();
  report(rounds);
} finally {
  rmSync(folder, { recursive: true });
}

async function storeWith(name, readers) {
  const path = join(folder, `${name}.db`);
  const options = { path, migrationsFolder: join(ROOT, 'migrations') };
  await openSqliteStore(options).close();
  addReaders(path, readers, AT);
  return { path, readers, store: openSqliteStore(options) };
}

/** Publishes a post and opens its edition; afterwards the rows are taken out again, so that every round finds the same. */
async function open({ path, readers, store }, round) {
  const key = await publish(store, `topic-${round}`);
  const edition = await store.editionByKey(key);
  await store.freezeEdition(edition.id, { subject: '', html: '', text: '', hash: '' }, AT);
  const chunks = [];
  const timed = {
    ...store,
    openDeliveries: async (...all) => {
      const busy = process.cpuUsage();
      const begun = performance.now();
      const result = await store.openDeliveries(...all);
      const wall = performance.now() - begun;
      const { user, system } = process.cpuUsage(busy);
      chunks.push({ wall, cpu: (user + system) / 1_000 });
      return result;
    },
  };
  const cpu = process.cpuUsage();
  const begun = performance.now();
  const audience = await openEdition({ store: timed, clock: { now: () => Date.now() }, log: QUIET }, edition);
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  if (audience !== readers) throw new Error(`${audience} deliveries for ${readers} readers`);
  clear(path);
  const walls = chunks.map(({ wall }) => wall).toSorted((a, b) => a - b);
  return {
    seconds,
    micros: (seconds * 1e6) / readers,
    cpuMicros: (user + system) / readers,
    chunks: chunks.length,
    usual: walls[Math.floor(walls.length / 2)],
    longest: walls.at(-1),
    longestCpu: Math.max(...chunks.map(({ cpu }) => cpu)),
    overFifty: walls.filter((took) => took > 50).length,
  };
}

async function publish(store, topic) {
  const words = { title: topic, summary: '', track: '', series: null, part: null, tags: [], markdown: '' };
  await store.publish({ topic, slot: null, at: AT, offset: 'Z', zoneData: '', ...words });
  return `regular:${topic}`;
}

function clear(path) {
  const client = new Database(path);
  client.exec('DELETE FROM deliveries; PRAGMA wal_checkpoint(TRUNCATE)');
  client.close();
}

function report(rounds) {
  const figures = {
    seconds: middle(rounds, ({ many }) => many.seconds),
    cpuMicros: middle(rounds, ({ many }) => many.cpuMicros),
    toFew: middle(rounds, ({ many, few }) => many.cpuMicros / few.cpuMicros),
    chunks: middle(rounds, ({ many }) => many.chunks),
    usualChunkMs: middle(rounds, ({ many }) => many.usual),
    longestChunkMs: middle(rounds, ({ many }) => many.longest),
    longestChunkCpuMs: middle(rounds, ({ many }) => many.longestCpu),
    chunksOverFifty: middle(rounds, ({ many }) => many.overFifty),
  };
  process.stdout.write(`medians (least to most) of ${ROUNDS} rounds, ${MANY} readers; ${machine()}\n`);
  printTable([
    ['seconds to open', words(figures.seconds)],
    ['microseconds of CPU a reader', words(figures.cpuMicros)],
    [`  to that with ${FEW} readers`, words(figures.toFew)],
    ['transactions', words(figures.chunks)],
    ['milliseconds the usual one takes', words(figures.usualChunkMs)],
    ['milliseconds the longest one takes', words(figures.longestChunkMs)],
    ['  of them CPU, in the one that has most', words(figures.longestChunkCpuMs)],
    ['transactions over 50 ms', words(figures.chunksOverFifty)],
  ]);
  conclude({ bench: 'open-edition', rounds: ROUNDS, readers: MANY, ...figures }, [
    must('seconds to open', figures.seconds.median, { most: 10, aim: 5 }),
    must('ms the longest transaction takes', figures.longestChunkMs.median, { most: 50, aim: 50 }),
  ]);
}
