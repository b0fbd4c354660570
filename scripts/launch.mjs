import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { ensureInstalled } from './install.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs `fortnight COMMAND …` from a fresh checkout: installs and builds what is missing, then hands over the terminal,
 * the signals and the exit code.
 * @param {string} command a command of the CLI, such as `serve`; the arguments of this process follow it
 */
export async function launch(command) {
  await ensureInstalled({ browser: false });
  await build();
  const program = [join(ROOT, 'dist', 'fortnight.cjs'), command, ...process.argv.slice(2)];
  const child = spawn(process.execPath, program, { stdio: 'inherit' });
  for (const signal of SIGNALS) process.on(signal, () => reachesChildItself(signal) || child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const name of SIGNALS) process.removeAllListeners(name);
    process.kill(process.pid, signal); // die as the child died, so that the shell sees the truth
  });
}

/** A terminal sends Ctrl-C to both processes; passed on as well, it would look like an impatient second one. */
function reachesChildItself(signal) {
  return signal === 'SIGINT' && process.stdin.isTTY === true;
}
