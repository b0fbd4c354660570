import { accessSync, constants, existsSync } from 'node:fs';
import { installDebianPackages, isRootOnDebian } from './debian.mjs';

const PROGRAM = '/usr/bin/spamassassin';
/** The rules as Debian ships them, so that the same mails have the same score everywhere. */
const RULES = '/usr/share/spamassassin';

/**
 * SpamAssassin, by which the tests have our mails scored, as Debian installs it.
 * @returns {{ program: string, rules: string } | null} null when it is not there
 */
export function findSpamFilter() {
  if (!existsSync(RULES)) return null;
  try {
    accessSync(PROGRAM, constants.X_OK);
    return { program: PROGRAM, rules: RULES };
  } catch {
    return null; // not there, or not for us
  }
}

/** Finds it, or installs Debian's where that can be done without asking. Without it, a few tests are skipped, by name. */
export async function ensureSpamFilter() {
  if (findSpamFilter() !== null) return;
  if (!isRootOnDebian())
    return without(
      'SpamAssassin was not found (Debian: apt-get install --no-install-recommends spamassassin)',
    );
  const { ok, output } = await installDebianPackages('a spam filter for the tests', ['spamassassin']);
  if (!ok) return without(`it could not be installed:\n${output.trim().split('\n').slice(-10).join('\n')}`);
  if (findSpamFilter() === null) without('Debian installed it, but it is not where it is looked for');
}

function without(reason) {
  process.stderr.write(`tests by a spam filter will be skipped, by name: ${reason}\n`);
}
