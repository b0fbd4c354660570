import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemCodeOf } from '../core/errors.ts';

/** Names this run of this process, for the lease and for the site's notes: `host:pid:place-random`, another one at each call. */
export function nameThisRun(): string {
  return `${hostname()}:${process.pid}:${place()}-${randomBytes(4).toString('hex')}`;
}

/**
 * True only when the process that bore this name has ended for certain: it ran where process ids mean what they mean here, and its id
 * belongs to nobody. A name from another machine or container, or an id that was given anew, counts as alive.
 */
export function hasEnded(name: string): boolean {
  const [, host, pid, where] = /^(.*):([1-9]\d*):([0-9a-f]+)-[0-9a-f]+$/.exec(name) ?? [];
  return host === hostname() && where === place() && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCodeOf(error) !== 'ESRCH'; // EPERM: it runs, under another user
  }
}

/** Two containers may share a data folder, a host name and process ids: what tells them apart is the namespace of their process ids. */
function place(): string {
  return createHash('sha256').update(namespaceOfProcessIds()).digest('hex').slice(0, 8);
}

function namespaceOfProcessIds(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')}${readlinkSync('/proc/self/ns/pid')}`;
  } catch (error) {
    if (systemCodeOf(error) === null) throw error;
    return ''; // not Linux: one namespace a machine
  }
}
