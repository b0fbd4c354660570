import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const TIMES = 100;
const BLOCK = Buffer.alloc(16_384); // about what a commit of some deliveries writes

/** How long this disk takes to make a small write durable: the median, in milliseconds. No ledger can commit faster. */
export function commitMillis(folder) {
  const path = join(folder, 'disk');
  const file = openSync(path, 'w');
  const times = Array.from({ length: TIMES }, () => {
    const started = performance.now();
    writeSync(file, BLOCK);
    fdatasyncSync(file);
    return performance.now() - started;
  });
  closeSync(file);
  rmSync(path);
  return times.toSorted((a, b) => a - b)[TIMES / 2];
}
