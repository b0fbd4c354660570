import { installDebianPackages, isRootOnDebian } from './debian.mjs';
import { runQuietly } from './progress.mjs';

const DEBIAN_PACKAGES = ['python3-dkim', 'python3-nacl'];
/** Debian's own first: the one on PATH may be another, which does not see Debian's modules. */
const PYTHONS = ['/usr/bin/python3', 'python3'];

/**
 * The Python that has dkimpy, with Ed25519, by which the tests have our signatures verified.
 * @returns {Promise<string | null>} null when there is none
 */
export async function findDkimVerifier() {
  for (const python of PYTHONS) {
    if ((await runQuietly([python, '-c', 'import dkim, nacl'])).ok) return python;
  }
  return null;
}

/** Finds it, or installs Debian's where that can be done without asking. Without it, a few tests are skipped, by name. */
export async function ensureDkimVerifier() {
  if ((await findDkimVerifier()) !== null) return;
  if (!isRootOnDebian())
    return without(
      'no Python with dkimpy was found (Debian: apt-get install python3-dkim python3-nacl; else: pip install "dkimpy[ed25519]")',
    );
  const { ok, output } = await installDebianPackages(
    'a verifier of DKIM signatures for the tests',
    DEBIAN_PACKAGES,
  );
  if (!ok) return without(`it could not be installed:\n${output.trim().split('\n').slice(-10).join('\n')}`);
  if ((await findDkimVerifier()) === null) without('Debian installed it, but Python does not find it');
}

function without(reason) {
  process.stderr.write(`tests by an independent verifier of DKIM will be skipped, by name: ${reason}\n`);
}
