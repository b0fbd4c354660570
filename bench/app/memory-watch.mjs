import { readFileSync } from 'node:fs';

const EVERY = 25; // milliseconds

/**
 * Watches what a process has in memory, in MB (of 1,000,000 bytes), by phase.
 * @param {number} pid
 */
export function watchMemory(pid) {
  const most = {};
  let phase = 'start';
  const look = () => {
    const now = residentOf(pid, 'VmRSS');
    if (now !== null) most[phase] = Math.max(most[phase] ?? 0, now);
  };
  const timer = setInterval(look, EVERY);
  return {
    /** From now on it does this. */
    enter(name) {
      look();
      phase = name;
    },
    /** The most in each phase, and `peak`, as the kernel saw it. Call while the process lives. */
    end() {
      clearInterval(timer);
      look();
      return { ...most, peak: residentOf(pid, 'VmHWM') };
    },
  };
}

function residentOf(pid, field) {
  try {
    const [, kilobytes] = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    );
    return Math.round((Number(kilobytes) * 1_024) / 100_000) / 10;
  } catch {
    return null; // it has ended
  }
}
