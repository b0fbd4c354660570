import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** True in the module that `node` was started with. `address` is its `import.meta.url`. */
export function isMain(address) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === fileURLToPath(address);
}
