import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { runProgram } from './program.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const USAGE = `npm run score:bounces -- FOLDER

Holds what "fortnight inbound classify" says of the messages in FOLDER against FOLDER/labels.json:
  { "labels": { "FILE": { "permanent": [ADDRESS…], "temporary": [ADDRESS…], "suppress"?: [ADDRESS…], "kind"?: KIND } } }
A message is exactly right when both lists are. Ends with 1 when fewer than 96 % are.`;

/** The share that must be exactly right. */
const MUST = 0.96;

const [folder] = process.argv.slice(2);
if (folder === undefined || folder.startsWith('-')) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(folder === '--help' ? 0 : 2);
}
await ensureInstalled({ browser: false });
await build();
const { labels } = JSON.parse(readFileSync(join(folder, 'labels.json'), 'utf8'));
const said = await classified(folder);
const names = Object.keys(labels).filter((name) => said.has(name));
const missing = Object.keys(labels).filter((name) => !said.has(name));
if (missing.length > 0) throw new Error(`no such messages: ${missing.join(', ')}`);
const wrong = names.filter((name) => !isRight(said.get(name), labels[name]));
for (const name of wrong)
  process.stdout.write(
    `${name}\n  wanted ${shown(labels[name])}\n  got    ${shown(listsOf(said.get(name)))}\n`,
  );
report(names, wrong);
process.exitCode = (names.length - wrong.length) / names.length < MUST ? 1 : 0;

async function classified(path) {
  const lines = (await runProgram(ROOT, process.cwd(), ['inbound', 'classify', '--json', path])).split('\n');
  const found = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  return new Map(found.map((one) => [basename(one.file), one]));
}

/** Addresses by class; only a bounce or a delay has any. */
function listsOf({ kind, recipients }) {
  const about = kind === 'bounce' || kind === 'delay' ? recipients : [];
  const of = (filter) => unique(about.filter(filter).map(({ address }) => address));
  return {
    kind,
    permanent: of(({ permanent }) => permanent),
    temporary: of(({ permanent }) => !permanent),
    suppress: of(({ suppress }) => suppress),
  };
}

function isRight(found, label) {
  const lists = listsOf(found);
  const isSame = (name) => lists[name].join() === unique(label[name] ?? []).join();
  return (
    isSame('permanent') && isSame('temporary') && (label.kind === undefined || label.kind === found.kind)
  );
}

function report(all, faults) {
  const class_ = (lists) =>
    lists.permanent.length > 0 ? 'permanent' : lists.temporary.length > 0 ? 'temporary' : 'none';
  const rightClass = all.filter(
    (name) =>
      class_(listsOf(said.get(name))) ===
      class_({ permanent: labels[name].permanent, temporary: labels[name].temporary }),
  );
  process.stdout.write(
    `\nexactly right  ${share(all.length - faults.length, all.length)}\nright class    ${share(rightClass.length, all.length)}\n`,
  );
  const judged = all.filter((name) => labels[name].suppress !== undefined);
  if (judged.length === 0) return;
  const pairs = (lists, name) => unique(lists.suppress ?? []).map((address) => `${name} ${address}`);
  const given = judged.flatMap((name) => pairs(listsOf(said.get(name)), name));
  const wanted = new Set(judged.flatMap((name) => pairs(labels[name], name)));
  const right = given.filter((pair) => wanted.has(pair)).length;
  process.stdout.write(
    `suppress       precision ${share(right, given.length)}, recall ${share(right, wanted.size)}\n`,
  );
}

function share(part, whole) {
  return whole === 0 ? 'none' : `${part} of ${whole} (${((part / whole) * 100).toFixed(1)} %)`;
}

function unique(addresses) {
  return [...new Set(addresses.map((address) => address.toLowerCase()))].sort();
}

function shown(label) {
  return JSON.stringify(label);
}
