import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureChromium } from './chromium.mjs';
import { installDebianPackages, isRootOnDebian } from './debian.mjs';
import { ensureDkimVerifier } from './dkim-verifier.mjs';
import { ensureMailServers } from './mail-servers.mjs';
import { runQuietly, runWithProgress } from './progress.mjs';
import { ensureSpamFilter } from './spam-filter.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const STAMP = join(ROOT, 'node_modules', '.fortnight-install');
const OLDEST_NODE = [20, 19];

const COMPILER_TOOLS = [
  { program: 'python3', debianPackage: 'python3' },
  { program: 'make', debianPackage: 'make' },
  { program: 'g++', debianPackage: 'g++' },
];

/**
 * Makes the checkout ready to run: Node is new enough, `node_modules` is what package-lock.json says, and the database
 * driver loads. Quick when nothing is to be done. Ends the process with exit code 1 and the reason when it cannot.
 * @param {{ browser: boolean, dkimVerifier?: boolean, mailServers?: boolean, spamFilter?: boolean }} needs `browser`: look for Chromium too, for the browser tests;
 *   `dkimVerifier`: and for what verifies our signatures in a test; `mailServers`: and for those that the tests talk to; `spamFilter`: and for the one that scores our mails
 * @returns {Promise<{ chromium: string | null }>} the browser, which is also in `process.env.CHROMIUM_PATH`; null when
 *   none was asked for or there is none
 */
export async function ensureInstalled({
  browser,
  dkimVerifier = false,
  mailServers = false,
  spamFilter = false,
}) {
  requireNode(process.versions.node);
  await ensurePackages();
  if (dkimVerifier) await ensureDkimVerifier();
  if (mailServers) await ensureMailServers();
  if (spamFilter) await ensureSpamFilter();
  const chromium = browser ? await ensureChromium() : null;
  if (chromium !== null) process.env.CHROMIUM_PATH = chromium;
  return { chromium };
}

function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  giveUp(
    `Fortnight needs Node ${OLDEST_NODE.join('.')} or newer; this is ${version}. Install a current one from nodejs.org.`,
  );
}

async function ensurePackages() {
  const wanted = fingerprint();
  if (readText(STAMP) === wanted) return;
  const installedByHand = packagesMatchLock() && (await driverLoads());
  if (!installedByHand) await installPackages();
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, wanted);
}

/** What a finished install depends on: the lock file, and the machine that the database driver was compiled for. */
function fingerprint() {
  const lock = readFileSync(join(ROOT, 'package-lock.json'));
  const machine = [process.platform, process.arch, process.versions.modules].join('-');
  return `${machine} ${createHash('sha256').update(lock).digest('hex')}\n`;
}

/** True when npm's own record of `node_modules` has every package of the lock file at its version. */
function packagesMatchLock() {
  const record = readText(join(ROOT, 'node_modules', '.package-lock.json'));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return true;
    return installed[path] === undefined
      ? Boolean(optional || devOptional || peer)
      : installed[path].version === version;
  });
}

async function driverLoads() {
  const probe = "new (require('better-sqlite3'))(':memory:').close()";
  return (await runQuietly([process.execPath, '-e', probe], { cwd: ROOT })).ok;
}

async function installPackages() {
  let result = await installFromLock();
  const missing = COMPILER_TOOLS.filter(({ program }) => !isOnPath(program));
  if (!result.ok && missing.length > 0 && failedToCompile(result.output)) {
    await installCompilerTools(missing);
    result = await installFromLock();
  }
  if (!result.ok)
    giveUp(`The packages could not be installed. The last words of npm:\n${lastWords(result.output)}`);
  if (!(await driverLoads())) {
    giveUp(
      'The packages are installed, but the database driver (better-sqlite3) does not load: try npm rebuild better-sqlite3.',
    );
  }
}

/**
 * `npm ci`, or `npm install --no-save`, which keeps to the versions in the lock file as well, but forgives it for not
 * listing an optional package of another platform, as happens when a registry did not have it.
 */
async function installFromLock() {
  const clean = await npm('installing packages (npm ci)', 'ci');
  if (clean.ok || !/\bEUSAGE\b/.test(clean.output)) return clean;
  process.stderr.write(
    'npm ci wants a lock file with the packages of every platform; npm install does not.\n',
  );
  return npm('installing packages (npm install, at the versions of the lock file)', 'install', '--no-save');
}

/** Install scripts print in the foreground, so that a long silence can be explained while it lasts. */
function npm(doing, ...args) {
  const program = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const command = [program, ...args, '--foreground-scripts', '--no-audit', '--no-fund'];
  return runWithProgress(doing, command, { cwd: ROOT, describe: describeNpm });
}

function describeNpm(line) {
  if (/node-gyp|gyp info|^make|\bCXX\b/.test(line)) {
    return 'compiling the database driver, as no ready-made one could be fetched: one to three minutes';
  }
  return /^> better-sqlite3@/.test(line) ? 'setting up the database driver' : null;
}

function failedToCompile(output) {
  return /gyp|better-sqlite3|prebuild-install/.test(output);
}

async function installCompilerTools(missing) {
  const names = missing.map(({ program }) => program).join(', ');
  const why = `No ready-made database driver could be fetched for this machine, and compiling it needs ${names}`;
  if (!isRootOnDebian()) {
    giveUp(
      `${why}. Install them (Debian, Ubuntu: sudo apt-get install python3 make g++; macOS: xcode-select --install) and run this again.`,
    );
  }
  const packages = missing.map(({ debianPackage }) => debianPackage);
  const { ok, output } = await installDebianPackages('compiler tools', packages);
  if (!ok) giveUp(`${why}, which could not be installed:\n${lastWords(output)}`);
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false; // not in this folder
    }
  });
}

function readText(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

function lastWords(output) {
  const lines = output
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('Unknown user config'));
  return lines.slice(-25).join('\n');
}

function giveUp(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
