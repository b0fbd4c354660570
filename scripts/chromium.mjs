import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installDebianPackages, isRootOnDebian } from './debian.mjs';

const DEBIAN_PACKAGES = ['chromium', 'fonts-liberation'];
const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const ELSEWHERE = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser that the browser tests drive: CHROMIUM_PATH when it is set, else the first one found; null when there is none. */
export function findChromium(env = process.env) {
  if (env.CHROMIUM_PATH) return isExecutable(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  const folders = new Set([
    '/usr/bin',
    '/usr/local/bin',
    ...(env.PATH ?? '').split(delimiter).filter(Boolean),
  ]);
  const candidates = [...folders].flatMap((folder) => NAMES_ON_PATH.map((name) => join(folder, name)));
  return [...candidates, ...ELSEWHERE].find(isExecutable) ?? null;
}

/**
 * Finds a browser, or installs Debian's where that can be done without asking.
 * @returns {Promise<string | null>} its path; null, with the words for it on stderr, when browser tests have to be skipped
 */
export async function ensureChromium() {
  const present = findChromium();
  if (present !== null) return present;
  if (process.env.CHROMIUM_PATH)
    return without(`CHROMIUM_PATH is ${process.env.CHROMIUM_PATH}, which cannot be run`);
  if (!isRootOnDebian())
    return without(
      'no Chromium was found; install one (Debian: apt-get install chromium) or set CHROMIUM_PATH',
    );
  const { ok, output } = await installDebianPackages('a browser for the browser tests', DEBIAN_PACKAGES);
  if (!ok)
    return without(`Chromium could not be installed:\n${output.trim().split('\n').slice(-10).join('\n')}`);
  return findChromium() ?? without('Debian installed Chromium, but it cannot be found');
}

function without(reason) {
  process.stderr.write(`browser tests will be skipped, by name: ${reason}\n`);
  return null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // absent or not ours to run: not a browser for us
  }
}
