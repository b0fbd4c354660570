import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { startProgram } from '../../program.mjs';
import { writeWorkspace } from '../../workspace.mjs';
import { randomFrom } from '../kill/random.mjs';

const CONSENT = ['--consent', 'for a test'];
/** By then, of all rows, so that a chunk is still to come when the readers are seen. */
const LAST_KILL = 0.6;
/** The same everywhere, or addresses would be remembered by other hashes. */
const VARIABLES = { FORTNIGHT_SECRET: 'of this test, and of nothing else' };

/**
 * Imports a list into two workspaces: into one at a stretch, into the other with kills in between, and then once more. Both must hold the same, the
 * last time must change nothing, and nobody may come back who must not be mailed.
 * @param {{ program: string, rows: number, kills: number, seed: number }} options
 * @returns {Promise<{ checks: readonly (readonly [boolean, string])[] }>} what was looked at, and whether it was so
 */
export async function importKillTest({ program, rows, kills, seed }) {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-import-'));
  try {
    const list = join(folder, 'list.csv');
    await pipeline(Readable.from(lines(rows)), createWriteStream(list));
    const [whole, killed] = [openHouse(program, folder, 'whole'), openHouse(program, folder, 'killed')];
    await whole.exclude(rows);
    await whole.import(list);
    await killed.exclude(rows);
    const deaths = await killed.importWithKills(list, { rows, kills, random: randomFrom(seed) });
    const done = killed.look();
    await killed.import(list);
    return { checks: checksOf(whole.look(), done, killed.look(), deaths) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One in fifty has left there, one in a hundred comes again further down, and one in a hundred must not be mailed. */
function* lines(rows) {
  yield 'Email,Name,Status,Created at,Unsubscribed at\n';
  for (let number = 1; number <= rows; number += 1) yield line(number, rows);
}

function line(number, rows) {
  const who = number % 100 === 7 && number > rows / 2 ? number - Math.floor(rows / 2) : number;
  const state = who % 50 === 3 ? 'unsubscribed' : 'active';
  // Who has left without a date has left when the list is read.
  const left = state === 'active' ? '' : '2025-03-01T00:00:00Z';
  return `${addressOf(who)},Reader ${who},${state},2024-0${(who % 9) + 1}-11T09:14:03Z,${left}\n`;
}

function addressOf(number) {
  return `${((number * 2_654_435_761) % 4_294_967_296).toString(36)}.${number}@mail-${number % 997}.example.org`;
}

function openHouse(program, folder, name) {
  const root = join(folder, name);
  writeWorkspace(root, []);
  const begin = (args) => startProgram(program, root, args, VARIABLES);
  const run = async (args) => {
    const { code, err } = await begin(args).ended;
    if (code !== 0) throw new Error(`fortnight ${args.join(' ')} ended with ${code}: ${err}`);
  };
  const readersNow = () => (existsSync(databaseOf(root)) ? readersIn(root) : 0);
  return {
    async exclude(rows) {
      const never = Array.from({ length: rows / 100 }, (_, index) => addressOf(index * 100 + 11));
      writeFileSync(join(root, 'never.csv'), ['email', ...never].join('\n'));
      await run(['suppressions', 'import', 'never.csv', '--reason', 'author']);
    },
    import: (list) => run(['subscribers', 'import', list, ...CONSENT]),
    look: () => lookInto(root),
    /** Each time as soon as some more readers are there; what is left is imported at the end. */
    async importWithKills(list, { rows, kills, random }) {
      const deaths = [];
      for (let kill = 1; kill <= kills; kill += 1) {
        const aim = Math.floor((rows * LAST_KILL * (kill - random.next())) / kills);
        const child = begin(['subscribers', 'import', list, ...CONSENT]);
        let isOver = false;
        void child.ended.finally(() => (isOver = true));
        while (!isOver && readersNow() < aim) await setTimeout(2);
        child.kill('SIGKILL');
        const { signal } = await child.ended;
        deaths.push({ signal, readers: readersNow() });
      }
      await run(['subscribers', 'import', list, ...CONSENT]);
      return deaths;
    },
  };
}

function databaseOf(root) {
  return join(root, 'data', 'fortnight.db');
}

function readersIn(root) {
  return reading(root, (db) => db.prepare('SELECT coalesce(max(id), 0) AS last FROM subscribers').get().last);
}

/** All that an import writes, but for what depends on when it ran and on what came before in the table. */
function lookInto(root) {
  return reading(root, (db) => {
    const digest = createHash('sha256');
    const rows = db.prepare(
      `SELECT s.unique_form, s.address, s.address_hash, s.name, s.state, s.state_at, s.created_at, s.left_at, s.left_how,
         (SELECT json_group_array(json_array(c.door, c.wording, c.form_version, c.at, c.confirmed_at))
          FROM consents c WHERE c.subscriber_id = s.id) AS consents
       FROM subscribers s ORDER BY s.unique_form`,
    );
    let readers = 0;
    for (const row of rows.raw().iterate()) {
      digest.update(JSON.stringify(row));
      readers += 1;
    }
    const excluded = db.prepare('SELECT address_hash, reason FROM suppressions ORDER BY address_hash').raw();
    for (const row of excluded.iterate()) digest.update(JSON.stringify(row));
    const mailed = db.prepare(
      `SELECT count(*) AS count FROM subscribers s JOIN suppressions x ON x.address_hash = s.address_hash WHERE s.state = 'active'`,
    );
    const { lastEvent } = db.prepare('SELECT max(id) AS lastEvent FROM events').get();
    return { readers, digest: digest.digest('hex'), cameBack: mailed.get().count, lastEvent };
  });
}

function reading(root, ask) {
  const db = new Database(databaseOf(root), { timeout: 30_000 });
  try {
    return ask(db);
  } finally {
    db.close();
  }
}

function checksOf(whole, done, again, deaths) {
  const places = deaths.map(({ readers }) => readers).join(', ');
  return [
    [
      deaths.every(({ signal, readers }) => signal === 'SIGKILL' && readers < whole.readers),
      `${deaths.length} imports were killed, with ${places} of ${whole.readers} readers there`,
    ],
    [done.digest === whole.digest, 'run again, it came to what one import at a stretch comes to'],
    [again.digest === done.digest, 'the same file once more changed no reader'],
    [again.lastEvent === done.lastEvent, 'and left no line in the history'],
    [whole.cameBack + again.cameBack === 0, 'nobody came back who must not be mailed'],
  ];
}
