import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The linter bans `Date.now` and `Math.random`; it has no rule for a date made of nothing. */
const NOW = /\bnew Date\(\s*\)|\bDate\(\s*\)|\bTemporal\.Now\b/;

/**
 * Whether `core/clock.ts` is the only source of "now" in `src/`.
 * @param {string} root the checkout
 * @returns {{ ok: boolean, output: string }}
 */
export function checkTimeOwner(root) {
  const faults = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => readsOfTheClock(relative(root, path), readFileSync(path, 'utf8')));
  return { ok: faults.length === 0, output: faults.join('') };
}

function readsOfTheClock(name, text) {
  return text
    .split('\n')
    .flatMap((line, index) =>
      NOW.test(line) ? [`${name}:${index + 1}: takes the time of the host: take a Clock\n`] : [],
    );
}
