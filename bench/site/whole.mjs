import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PROGRAM } from '../app/workspaces.mjs';
import { load } from '../ledger/load.mjs';
import { benchPosts } from './posts.mjs';
import { writeOurs, writeTheirs } from './workspace.mjs';

const ELEVENTY = join(dirname(fileURLToPath(import.meta.url)), 'eleventy');

/** Installs Eleventy by its lock file, the first time. */
export function installEleventy() {
  if (existsSync(join(ELEVENTY, 'node_modules'))) return;
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: ELEVENTY,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status !== 0) throw new Error('Eleventy cannot be installed: see above');
}

/**
 * Whole sites of so many posts, ours and theirs in turn, each by a process that knows nothing from before. Our cards, pictures for which Eleventy has nothing, are
 * drawn before the first round, and their cost is given by itself.
 * @param {string} folder
 * @param {number} count
 * @param {number} rounds
 */
export async function timeWhole(folder, count, rounds) {
  const posts = benchPosts(count);
  const [ours, theirs] = [join(folder, `ours-${count}`), join(folder, `theirs-${count}`)];
  writeOurs(ours, posts, 'came');
  writeTheirs(theirs, posts);
  cpSync(join(ELEVENTY, 'templates'), theirs, { recursive: true });
  for (const name of ['eleventy.config.mjs', 'package.json'])
    cpSync(join(ELEVENTY, name), join(theirs, name));
  symlinkSync(join(ELEVENTY, 'node_modules'), join(theirs, 'node_modules'));
  const first = buildOurs(ours);
  const times = Array.from({ length: rounds }, (_, round) => {
    const turns = [() => ['ours', buildOurs(forgetting(ours))], () => ['theirs', buildTheirs(theirs)]];
    if (round % 2 === 1) turns.reverse();
    return Object.fromEntries(turns.map((turn) => turn()));
  });
  const again = buildOurs(ours);
  return {
    count,
    first,
    times,
    again,
    compressing: await timeCompressing(join(ours, 'data', 'site')),
    files: { ours: filesIn(join(ours, 'data', 'site')), theirs: filesIn(join(theirs, '_site')) },
  };
}

/** Seconds that it takes to put the compressed files beside those of a whole site, which Eleventy leaves to the web server. */
async function timeCompressing(site) {
  const { precompress } = await load(['src/site/precompress.ts']);
  for (const entry of readdirSync(site, { recursive: true, withFileTypes: true }))
    if (/\.(?:br|gz)$/.test(entry.name)) rmSync(join(entry.parentPath, entry.name));
  const begun = performance.now();
  await precompress(site, { atOnce: 4 });
  return (performance.now() - begun) / 1_000;
}

/** All but the cards goes away. */
function forgetting(root) {
  const data = join(root, 'data');
  const cards = join(data, 'site', 'assets', 'cards');
  const aside = join(root, 'cards');
  cpSync(cards, aside, { recursive: true });
  rmSync(data, { recursive: true });
  mkdirSync(dirname(cards), { recursive: true });
  cpSync(aside, cards, { recursive: true });
  writeFileSync(join(data, 'site', '.fortnight-site'), '');
  rmSync(aside, { recursive: true });
  return root;
}

function buildOurs(root) {
  return timed(root, [join(PROGRAM, 'dist', 'fortnight.cjs'), 'build'], {});
}

function buildTheirs(root) {
  rmSync(join(root, '_site'), { recursive: true, force: true });
  const languages = readFileSync(join(root, 'languages.txt'), 'utf8');
  const program = join(ELEVENTY, 'node_modules', '@11ty', 'eleventy', 'cmd.cjs');
  return timed(root, [program, '--config=eleventy.config.mjs'], { BENCH_LANGUAGES: languages });
}

/** Seconds by the clock and of the processor, and the most memory, in MB. */
function timed(root, args, variables) {
  const usage = join(root, 'usage.json');
  const told = `process.on('exit', () => process.getBuiltinModule('node:fs').writeFileSync(${JSON.stringify(usage)}, JSON.stringify(process.resourceUsage())))`;
  const begun = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(told)}`, ...args],
    { cwd: root, env: { PATH: process.env.PATH, HOME: root, NO_COLOR: '1', ...variables }, maxBuffer: 1e9 },
  );
  const seconds = (performance.now() - begun) / 1_000;
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}: ${stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, 'utf8'));
  return { seconds, cpu: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1_000 };
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;
}
