import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';
import { runWithProgress } from './progress.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
/** Lighthouse is large, and only this needs it: it has a package.json and a lock file of its own. */
const FOLDER = join(ROOT, 'bench', 'lighthouse');
const PAGES = ['/', '/posts/merkle-trees/', '/start-here/'];
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
/** The speed of a page is measured, and so is whatever else the machine does meanwhile: the best of so many counts. */
const MOST_RUNS = 5;

/** Plays the demo, has Lighthouse look at its pages as a phone on a slow network, prints the scores, and ends with 1 where one is below 100. */
async function scorePages() {
  const { chromium } = await ensureInstalled({ browser: true });
  if (chromium === null) throw new Error('no Chromium to look at pages with');
  await build();
  await installLighthouse();
  const demo = spawn(process.execPath, [join(ROOT, 'dist', 'fortnight.cjs'), 'demo'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const site = await addressOfSite(demo.stdout);
    for (const path of PAGES) report(path, await bestOf(new URL(path, site).href, chromium));
  } finally {
    demo.kill('SIGINT');
  }
}

async function installLighthouse() {
  if (existsSync(join(FOLDER, 'node_modules', '.package-lock.json'))) return;
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { ok, output } = await runWithProgress('installing Lighthouse', [npm, 'ci'], { cwd: FOLDER });
  if (!ok) throw new Error(`Lighthouse could not be installed:\n${output}`);
}

async function addressOfSite(output) {
  let site = null;
  for await (const line of createInterface({ input: output })) {
    site = /^ *Site +(http\S+)/.exec(line)?.[1] ?? site;
    if (site !== null && line.includes('until you press Ctrl-C')) return site;
  }
  throw new Error('the demo ended');
}

async function bestOf(url, chromium) {
  let best = null;
  for (let run = 1; run <= MOST_RUNS; run += 1) {
    const found = { ...(await lookAt(url, chromium)), run };
    if (best === null || sumOf(found) > sumOf(best)) best = found;
    if (isPerfect(best)) break;
  }
  return best;
}

async function lookAt(url, chromePath) {
  const { default: lighthouse } = await moduleOf('lighthouse/core/index.js');
  const { launch } = await moduleOf('chrome-launcher/dist/index.js');
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox'] });
  try {
    const { lhr } = await lighthouse(url, {
      port: chrome.port,
      onlyCategories: CATEGORIES,
      logLevel: 'error',
    });
    const scores = CATEGORIES.map((category) => Math.round((lhr.categories[category].score ?? 0) * 100));
    const shown = (audit) => lhr.audits[audit].displayValue;
    const times = ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'].map(shown);
    return { scores, times, bytes: lhr.audits['total-byte-weight'].numericValue, lost: lostIn(lhr) };
  } finally {
    chrome.kill();
  }
}

function moduleOf(path) {
  return import(pathToFileURL(join(FOLDER, 'node_modules', path)).href);
}

/** The audits that a score is made of, and that are not whole. */
function lostIn({ categories, audits }) {
  const refs = Object.values(categories).flatMap(({ auditRefs }) => auditRefs);
  const counting = new Set(refs.filter(({ weight }) => weight > 0).map(({ id }) => id));
  return [...counting]
    .map((id) => audits[id])
    .filter(({ score }) => score !== null && score < 1)
    .map(({ id, score, displayValue }) => `${id} ${score}${displayValue ? ` (${displayValue})` : ''}`);
}

function sumOf({ scores }) {
  return scores.reduce((sum, score) => sum + score, 0);
}

function isPerfect({ scores }) {
  return scores.every((score) => score === 100);
}

function report(path, best) {
  const scores = CATEGORIES.map((category, index) => `${category} ${best.scores[index]}`).join(', ');
  const [paint, blocking, shift] = best.times;
  process.stdout.write(`${path}  ${scores}\n`);
  process.stdout.write(
    `  run ${best.run} of at most ${MOST_RUNS}: largest paint ${paint}, blocked ${blocking}, shift ${shift}, ${Math.round(best.bytes / 1000)} kB\n`,
  );
  for (const audit of best.lost) process.stdout.write(`  less than whole: ${audit}\n`);
  if (!isPerfect(best)) process.exitCode = 1;
}

await scorePages();
