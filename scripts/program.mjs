import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Starts `fortnight ARGS` in a workspace.
 * @param {string} program the folder of the built program's package
 * @param {string} root the workspace
 * @param {readonly string[]} args
 * @param {Readonly<Record<string, string>>} variables
 */
export function startProgram(program, root, args, variables = {}) {
  const child = spawn(process.execPath, [join(program, 'dist', 'fortnight.cjs'), ...args], {
    cwd: root,
    // Nothing of the machine's own configuration gets in.
    env: { PATH: process.env.PATH, HOME: root, TMPDIR: tmpdir(), PORT: '0', NO_COLOR: '1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (part) => (out += part));
  child.stderr.setEncoding('utf8').on('data', (part) => (err += part));
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal, out, err }));
  });
  return { pid: child.pid, kill: (signal) => child.kill(signal), ended, out: () => out, err: () => err };
}

/** Runs `fortnight ARGS` to its end and gives its standard output. Rejects unless it ends with 0. */
export async function runProgram(program, root, args) {
  const { code, out, err } = await startProgram(program, root, args).ended;
  if (code !== 0) throw new Error(`fortnight ${args.join(' ')} ended with ${code}: ${err}`);
  return out;
}
