import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { databaseOf } from './ledger.mjs';
import { runProgram } from './program.mjs';

const DAY = 86_400_000; // milliseconds

/**
 * Makes a workspace whose posts are published and whose editions wait to be opened, once for all campaigns.
 * @param {string} program the folder of the built program's package
 * @param {{ readers: number, editions: number, sabotage: string | null }} options `sabotage`: a trigger, in SQL, that makes the ledger
 *   lie, for the proof that the lie is found
 * @returns {Promise<{ copy: () => string, remove: () => void }>} `copy` gives the root of a new workspace just like it
 */
export async function prepareWorkspaces(program, { readers, editions, sabotage }) {
  const folder = mkdtempSync(join(tmpdir(), 'fortnight-kill-'));
  const base = join(folder, 'base');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    writeCalendar(base, editions);
    const list = join(folder, 'readers.csv');
    const addresses = Array.from({ length: readers }, (_, index) => `reader-${index + 1}@example.org`);
    writeFileSync(list, ['email', ...addresses].join('\n'));
    await runProgram(program, base, ['subscribers', 'import', list, '--consent', 'for the kill test']);
    for (let number = 1; number <= editions; number += 1) {
      await runProgram(program, base, ['publish', `post-${number}`]);
    }
    if (sabotage !== null) alter(base, sabotage);
  } catch (error) {
    remove();
    throw error;
  }
  let copies = 0;
  const copy = () => {
    copies += 1;
    const root = join(folder, `campaign-${copies}`);
    cpSync(base, root, { recursive: true });
    return root;
  };
  return { copy, remove };
}

function alter(root, sql) {
  const db = new Database(databaseOf(root));
  db.exec(sql);
  db.close();
}

function writeCalendar(root, editions) {
  mkdirSync(join(root, 'calendar', 'posts'), { recursive: true });
  const numbers = Array.from({ length: editions }, (_, index) => index + 1);
  for (const number of numbers)
    writeFileSync(join(root, 'calendar', 'posts', `post-${number}.md`), 'It is *short*.\n');
  const topics = numbers.map(
    (number) =>
      `  - { id: post-${number}, title: Edition ${number}, summary: A post., track: testing, status: ready }`,
  );
  writeFileSync(join(root, 'calendar', 'calendar.yaml'), calendarText(topics.join('\n')));
}

/** The first slot is far off: nothing is published but by hand. */
function calendarText(topics) {
  return `blog:
  title: A Test of Patience
  tagline: Processes that end before their time
  author: { name: Ali, email: ali@example.com }
  url: https://example.com
  language: en
  postal_address: "PO Box 1, Seattle WA, USA"
cadence: { anchor: ${new Date(Date.now() + 30 * DAY).toISOString().slice(0, 10)}, every: 14 days, at: "09:00", zone: Etc/UTC }
email: { after: 0m, window: "00:00-24:00", approval: none }
tracks:
  testing: { title: Testing, intro: If you want to see it fail, begin here. }
topics:
${topics}
`;
}
