// What the ledger costs a message: its begin and its settlement, ten of each in a commit with 20 under way, in a ledger of 10,000 rows and in one of
// 10,000,000 (nine editions of the past and an open one, a million readers each). Both take turns. The big one takes a few minutes to make.

import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conclude, machine, middle, must, printTable, words } from './figures.mjs';
import { addPast, addReaders } from './ledger/filling.mjs';
import { load, ROOT } from './ledger/load.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 21);
const READERS = Number(process.env.READERS ?? 1_000_000);
const [SMALL, PAST, TURNS, GROUP, UNDER_WAY] = [10_000, 9, 200, 10, 20];
const AT = Date.UTC(2026, 11, 8, 17);
const NO_LIMITS = { relay: { perSecond: null, hourly: null, daily: null, warmUp: [] }, others: null };
/** Counted for every message, and never reached. */
const LIMITS = {
  relay: { perSecond: 1e6, hourly: 1e9, daily: 1e9, warmUp: [1e9] },
  others: { perSecond: 1e6, connections: 1e6 },
};

const { openSqliteStore, connect, sessionOver, turnVerbs } = await load([
  'src/store/sqlite/open.ts',
  'src/store/sqlite/session.ts',
  'src/store/sqlite/turn/turn.ts',
]);
const folder = mkdtempSync(join(tmpdir(), 'fortnight-bench-'));
try {
  const small = await ledgerOf('small', SMALL, 0);
  const big = await ledgerOf('big', READERS, PAST);
  await run(small, 'FULL'); // the compiler's turn
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const turns = { few: () => run(small, 'FULL'), many: () => run(big, 'FULL') };
    const order = round % 2 === 0 ? ['few', 'many'] : ['many', 'few'];
    const measured = {};
    for (const which of order) measured[which] = await turns[which]();
    rounds.push({ ...measured, unsynced: await run(small, 'OFF'), limited: await run(small, 'OFF', LIMITS) });
  }
  report(rounds, statSync(big.path).size);
} finally {
  rmSync(folder, { recursive: true });
}

/** A ledger with an open edition for all its readers, none of them begun. */
async function ledgerOf(name, readers, past) {
  const path = join(folder, `${name}.db`);
  const options = { path, migrationsFolder: join(ROOT, 'migrations') };
  await openSqliteStore(options).close();
  addReaders(path, readers, AT);
  addPast(path, past, AT);
  const store = openSqliteStore(options);
  const words = { title: 'Now', summary: '', track: '', series: null, part: null, tags: [], markdown: '' };
  await store.publish({ topic: 'now', slot: null, at: AT, offset: 'Z', zoneData: '', ...words });
  const { id } = await store.editionByKey('regular:now');
  await store.freezeEdition(id, { subject: '', html: '', text: '', hash: '' }, AT);
  while (!(await store.openDeliveries(id, 10_000, AT)).open);
  const { epoch } = await store.acquireLease('bench', AT, 1_000);
  await store.close();
  const client = connect(path);
  return { path, id, epoch, client, verbs: turnVerbs(sessionOver(client, path)), rest: readers, under: [] };
}

/** So many turns; the cost of each message in microseconds. The small ledger begins anew when its readers have run out. */
async function run(ledger, synchronous, limits = NO_LIMITS) {
  ledger.client.pragma(`synchronous = ${synchronous}`);
  if (ledger.rest < TURNS * GROUP) beginAnew(ledger);
  const cpu = process.cpuUsage();
  const begun = performance.now();
  let messages = 0;
  for (let turn = 0; turn < TURNS; turn += 1) messages += await turnOf(ledger, limits);
  const wall = (performance.now() - begun) * 1_000;
  const { user, system } = process.cpuUsage(cpu);
  ledger.rest -= messages;
  return { cpu: (user + system) / messages, wall: wall / messages };
}

async function turnOf({ id, epoch, verbs, under }, limits) {
  const settlements = under.length >= UNDER_WAY ? under.splice(0, GROUP) : [];
  const relays = [{ id: 'bench@relay.example:587', room: GROUP, limits: limits.relay }];
  const domains = { named: new Map(), others: limits.others };
  const claim = { edition: id, relays, domains, underWay: new Map() };
  const turned = await verbs.turnLedger({ epoch, at: AT, settlements, claim });
  for (const delivery of turned.begun) {
    const settlement = { kind: 'sent', reply: `250 2.0.0 Ok: queued as ${delivery.id}` };
    under.push({ id: delivery.id, relay: delivery.relay, settlement, suppress: false });
  }
  return turned.begun.length;
}

function beginAnew(ledger) {
  ledger.under.length = 0;
  ledger.client
    .prepare(
      "UPDATE deliveries SET state = 'queued', attempts = 0, epoch = NULL, first_begun_at = NULL, reply = NULL WHERE edition_id = ?",
    )
    .run(ledger.id);
  // As they were written: rows that have room to grow already would flatter the small ledger.
  ledger.client.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE)');
  ledger.rest = SMALL;
}

function report(rounds, bytes) {
  const rows = READERS * (PAST + 1);
  const figures = {
    cpuMicros: middle(rounds, ({ unsynced }) => unsynced.cpu),
    cpuMicrosSynced: middle(rounds, ({ few }) => few.cpu),
    wallMicrosSynced: middle(rounds, ({ few }) => few.wall),
    limitedToUnlimited: middle(rounds, ({ limited, unsynced }) => limited.cpu / unsynced.cpu),
    manyToFew: middle(rounds, ({ many, few }) => many.cpu / few.cpu),
    manyToFewWall: middle(rounds, ({ many, few }) => many.wall / few.wall),
  };
  const megabytes = Math.round(bytes / 1e6);
  const resident = Math.round(process.memoryUsage().rss / 1e6);
  process.stdout.write(
    `medians (least to most) of ${ROUNDS} rounds of ${TURNS * GROUP} messages; ${machine()}\n`,
  );
  printTable([
    ['microseconds of CPU a message, without fsync', words(figures.cpuMicros)],
    ['  with fsync', words(figures.cpuMicrosSynced)],
    ['  with fsync, by the clock on the wall', words(figures.wallMicrosSynced)],
    ['with a limit on the relay and every domain, to without', words(figures.limitedToUnlimited)],
    [`${rows} rows to ${SMALL}: CPU`, words(figures.manyToFew)],
    ['  by the clock on the wall', words(figures.manyToFewWall)],
  ]);
  process.stdout.write(`the big ledger has ${megabytes} MB, this process ${resident} MB\n`);
  conclude({ bench: 'ledger', rounds: ROUNDS, rows, ...figures, megabytes, resident }, [
    must(`${rows} rows to ${SMALL}, CPU a message`, figures.manyToFew.median, { most: 1.2, aim: 1 }),
  ]);
}
