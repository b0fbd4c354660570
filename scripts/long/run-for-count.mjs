import { spawn } from 'node:child_process';

const KEPT = 20_000; // characters of output, for the words of a failure

/**
 * Runs a command, whose progress goes to the terminal, and reads from its output how much passed and failed.
 * @param {readonly string[]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, countOf: (output: string) => { passed: number, failed: number } | null }} options
 * @returns {Promise<import('./parts.mjs').Outcome>} never rejects: a command that says no count, or fails with none failed, is one failure
 */
export function runForCount([program, ...args], { cwd, env = process.env, countOf }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (part) => {
      output = (output + part).slice(-KEPT);
    });
    child.on('error', (error) => resolve({ passed: 0, failed: 1, output: `${error.message}\n` }));
    child.on('close', (code) => {
      const count = readCount(countOf, output);
      const failed = code === 0 || count.failed > 0 ? count.failed : 1;
      resolve({ passed: count.passed, failed, output });
    });
  });
}

function readCount(countOf, output) {
  try {
    return countOf(output) ?? { passed: 0, failed: 1 };
  } catch {
    return { passed: 0, failed: 1 }; // it ended before it wrote one
  }
}
