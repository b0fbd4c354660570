import { existsSync } from 'node:fs';
import { runWithProgress } from './progress.mjs';

/** True where packages can be installed without asking anyone: root on Debian or a descendant such as Ubuntu. */
export function isRootOnDebian() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
}

/**
 * Installs Debian packages, after fetching fresh lists.
 * @param {string} what the words for the person waiting, e.g. "compiler tools"
 * @param {string[]} packages
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function installDebianPackages(what, packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const lists = await runWithProgress('fetching Debian package lists', ['apt-get', 'update'], { env });
  if (!lists.ok) return lists;
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  return runWithProgress(`installing ${what} (${packages.join(', ')})`, install, { env });
}
