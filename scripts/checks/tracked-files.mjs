import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../progress.mjs';

const LARGEST = 2 * 1024 * 1024; // bytes; nothing longer is written by hand

/** What no file of the repository may hold. Each pattern is written so that it does not match its own source. */
const FORBIDDEN = [
  { what: 'a path of one machine', pattern: /(?<![\w.~:@/-])\/(?:home|Users|root|work)\/[\w.-]+/ },
  { what: 'a path of one machine', pattern: /\b[A-Z]:\\{1,2}Users\\{1,2}\w+/ },
  {
    what: 'a package registry other than the public one',
    pattern:
      /https?:\/\/(?!registry\.npmjs\.org\b)[\w.-]*(?:registry|artifactory|nexus|verdaccio|npm-proxy)[\w.-]*[.:]\w/,
  },
  { what: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|\s)*[A-Za-z0-9+/=]{40}/ },
  {
    what: 'an access token',
    pattern: /\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|npm_\w{36}|xox[abp]-[\w-]{20})/,
  },
  { what: 'an npm login', pattern: /:_(?:authToken|password)\s*=\s*\S/ },
];

/**
 * Whether the files under version control (and those about to be) are free of machine paths, private registries and secrets.
 * @param {string} root the checkout
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function checkTrackedFiles(root) {
  const listing = await runQuietly(['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
  });
  if (!listing.ok) return { ok: true, output: 'not a git checkout: no file is tracked' };
  const rules = [...FORBIDDEN, ...(await hostInUse(root))];
  const faults = listing.output
    .split('\0')
    .filter((name) => name !== '' && isSmallFile(join(root, name)))
    .flatMap((name) => faultsIn(name, readFileSync(join(root, name), 'utf8'), rules));
  return { ok: faults.length === 0, output: faults.map((fault) => `${fault}\n`).join('') };
}

/**
 * @param {string} name for the words
 * @param {string} text
 * @returns {string[]} one line per fault, `name:line: what`
 * @public called by the tests, by its name
 */
export function faultsIn(name, text, rules = FORBIDDEN) {
  return rules.flatMap(({ what, pattern }) => {
    const match = pattern.exec(text);
    if (match === null) return [];
    const line = text.slice(0, match.index).split('\n').length;
    return [`${name}:${line}: ${what}`];
  });
}

/** A registry that this machine uses instead of the public one is private to it, whatever its name. */
async function hostInUse(root) {
  const { ok, output } = await runQuietly(['npm', 'config', 'get', 'registry'], { cwd: root });
  const address = ok ? output.split('\n').find((line) => URL.canParse(line)) : undefined;
  const host = address === undefined ? '' : new URL(address).hostname;
  if (host === '' || host === 'registry.npmjs.org' || host === 'localhost') return [];
  return [{ what: 'the host of a private registry', pattern: new RegExp(host.replaceAll('.', '\\.')) }];
}

function isSmallFile(path) {
  const stat = statSync(path, { throwIfNoEntry: false }); // listed, but deleted and not yet committed: absent
  return stat?.isFile() === true && stat.size <= LARGEST;
}
