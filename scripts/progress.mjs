import { spawn } from 'node:child_process';

const PLAIN_LINE_EVERY = 15_000; // milliseconds, in a pipe or a log
const SPINNER_EVERY = 100; // milliseconds, on a terminal
const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/**
 * Runs a command whose output is kept back, and shows on stderr what it is doing and for how long.
 * @param {string} doing what to show, e.g. "installing packages"
 * @param {string[]} command
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, describe?: (line: string) => string | null }} options
 *   `timeout`: milliseconds, after which it is ended; `describe` turns a line of output into what to show from then on
 * @returns {Promise<{ ok: boolean, output: string }>} never rejects: a command that cannot start is not ok
 */
export async function runWithProgress(doing, command, { cwd, env, timeout, describe = () => null } = {}) {
  const progress = startProgress(doing);
  const result = await runQuietly(command, {
    cwd,
    env,
    timeout,
    onLine: (line) => progress.nowDoing(describe(line)),
  });
  progress.stop(result.ok);
  return result;
}

/** Runs a command without a terminal and keeps stdout and stderr, in the order they came. */
export function runQuietly([program, ...args], { cwd, env, timeout, onLine = () => {} } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
        for (const line of chunk.split('\n')) onLine(line);
      });
    }
    child.on('error', (error) => resolve({ ok: false, output: `${output}${program}: ${error.message}\n` }));
    child.on('close', (code) => resolve({ ok: code === 0, output }));
  });
}

function startProgress(doing) {
  const spins = process.stderr.isTTY === true && process.env.TERM !== 'dumb';
  const started = performance.now();
  let current = doing;
  let frame = 0;
  const seconds = () => `${Math.round((performance.now() - started) / 1000)} s`;
  const say = (mark) => process.stderr.write(`${mark} ${current} (${seconds()})\n`);
  const spin = () =>
    process.stderr.write(`\r\x1b[K${FRAMES[frame++ % FRAMES.length]} ${current} … ${seconds()}`);
  if (!spins) process.stderr.write(`${doing} …\n`);
  const timer = spins
    ? setInterval(spin, SPINNER_EVERY)
    : setInterval(() => say('  still'), PLAIN_LINE_EVERY);
  return {
    nowDoing(words) {
      if (words === null || words === current) return;
      current = words;
      if (!spins) process.stderr.write(`  ${words} …\n`);
    },
    stop(ok) {
      clearInterval(timer);
      if (spins) process.stderr.write('\r\x1b[K');
      say(ok ? '✓' : '✗');
    },
  };
}
