import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const REGISTRY = 'https://registry.npmjs.org/';

/**
 * Whether package-lock.json fetches from the public registry only: an address of a private mirror would break everyone else.
 * @param {string} root the checkout
 * @returns {{ ok: boolean, output: string }}
 */
export function checkLockFile(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const strangers = Object.entries(packages).filter(
    ([, { resolved, link }]) => resolved !== undefined && link !== true && !resolved.startsWith(REGISTRY),
  );
  const lines = strangers.map(
    ([path, { resolved }]) => `${path}: resolved from ${resolved}, not from ${REGISTRY}\n`,
  );
  return { ok: strangers.length === 0, output: lines.join('') };
}
