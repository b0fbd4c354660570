import { accessSync, chmodSync, constants, existsSync, rmSync, writeFileSync } from 'node:fs';
import { installDebianPackages, isRootOnDebian } from './debian.mjs';

const SERVERS = [
  {
    name: 'dovecot',
    what: 'a real IMAP server',
    debianPackage: 'dovecot-imapd',
    program: '/usr/sbin/dovecot',
    needs: '/usr/lib/dovecot/imap',
  },
  {
    name: 'postfix',
    what: 'a real mail server that hands over',
    debianPackage: 'postfix',
    program: '/usr/sbin/postfix',
    needs: '/usr/lib/postfix/sbin/lmtp',
  },
];

/**
 * The mail servers that the tests of incoming mail talk to, as Debian installs them.
 * @returns {{ dovecot: string | null, postfix: string | null }} null for one that is not there
 */
export function findMailServers() {
  const found = SERVERS.map(({ name, program, needs }) => [
    name,
    isThere(program) && isThere(needs) ? program : null,
  ]);
  return Object.fromEntries(found);
}

function isThere(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, or not for us
  }
}

/**
 * Finds them, or installs Debian's where that can be done without asking; none is left running. Without them, a few tests are skipped, by name.
 */
export async function ensureMailServers() {
  const found = findMailServers();
  const missing = SERVERS.filter(({ name }) => found[name] === null);
  if (missing.length === 0) return;
  const packages = missing.map(({ debianPackage }) => debianPackage);
  if (!isRootOnDebian())
    return without(
      missing,
      `not installed (Debian: apt-get install --no-install-recommends ${packages.join(' ')})`,
    );
  const what = missing.map((server) => server.what).join(' and ');
  const { ok, output } = await withoutStarting(() =>
    installDebianPackages(`${what} for the tests`, packages),
  );
  if (!ok)
    return without(missing, `could not be installed:\n${output.trim().split('\n').slice(-10).join('\n')}`);
  const after = findMailServers();
  const lost = SERVERS.filter(({ name }) => after[name] === null);
  if (lost.length > 0) without(lost, 'Debian installed it, but it is not where it is looked for');
}

/** What Debian asks before a package starts its service (invoke-rc.d): 101 forbids it. A policy of the machine's own is left alone. */
const POLICY = '/usr/sbin/policy-rc.d';

async function withoutStarting(install) {
  if (existsSync(POLICY)) return install();
  writeFileSync(POLICY, '#!/bin/sh\nexit 101\n');
  chmodSync(POLICY, 0o755);
  try {
    return await install();
  } finally {
    rmSync(POLICY, { force: true });
  }
}

function without(servers, reason) {
  const names = servers.map(({ name }) => name).join(' and ');
  process.stderr.write(`tests of incoming mail with ${names} will be skipped, by name: ${reason}\n`);
}
