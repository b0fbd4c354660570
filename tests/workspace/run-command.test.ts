import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { MINUTE } from '../../src/core/clock.ts';
import { systemTimers, type Timers } from '../../src/core/timers.ts';
import { type Command, type CommandOutcome, runCommand } from '../../src/workspace/run-command.ts';
import { temporaryFolder } from '../support/stores.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

/** In milliseconds. What was killed ends when it next gets a processor, and nobody is told when it was a child of our child. */
const ENDED = 10_000;

/** A minute of the command's is two seconds here. */
const hasty: Timers = { after: (milliseconds, ring) => systemTimers.after(milliseconds / 30, ring) };

function run(command: string, more: Partial<Command> = {}, signal = new AbortController().signal) {
  const environment = { PATH: process.env.PATH };
  return runCommand({ command, folder, environment, limit: MINUTE, ...more }, hasty, signal);
}

const failed = (outcome: CommandOutcome) => {
  if (outcome.kind !== 'failed') throw new Error(`it is ${outcome.kind}`);
  return outcome;
};

const file = (name: string) => readFileSync(join(folder, name), 'utf8').trim();

describe('a command of the author', () => {
  it('runs in its folder, with the environment it is given and no other', async () => {
    process.env.NOT_FOR_YOU = 'secret';
    const outcome = await run('echo "$FOO-$NOT_FOR_YOU" > out', { environment: { FOO: 'bar' } });
    delete process.env.NOT_FOR_YOU;
    expect(outcome).toEqual({ kind: 'done' });
    expect(file('out')).toBe('bar-');
  });

  it('that fails says so with its exit code and the last lines of all that it printed', async () => {
    const outcome = failed(
      await run('for n in 1 2 3 4 5 6 7 8 9 10 11; do echo line $n; done; echo no >&2; exit 7'),
    );
    expect(outcome.why).toBe('ended with exit code 7');
    expect(outcome.lines).toHaveLength(10);
    expect(outcome.lines).toEqual(expect.arrayContaining(['line 11', 'no']));
    expect(outcome.lines).not.toContain('line 1');
  });

  it('shows no secret and no control character of what it printed', async () => {
    const environment = { DEPLOY_TOKEN: 't0ken-t0ken' };
    const command = 'printf "\\033[31mred\\033[0m \\007bell $DEPLOY_TOKEN\\nhttps://ali:pw@host/\\n"; exit 1';
    const { lines } = failed(await run(command, { environment }));
    expect(lines).toEqual(['red  bell ***', 'https://***@host/']);
  });

  it('may print without end before it fails', async () => {
    const { lines } = failed(await run('yes a long word | head -c 3000000; echo; echo the end; exit 1'));
    expect(lines.at(-1)).toBe('the end');
  });

  it('that is killed says by what', async () => {
    expect(failed(await run('kill -9 $$')).why).toBe('was ended by SIGKILL');
  });

  it('that hangs is ended after its limit, with what it started', async () => {
    const { why } = failed(await run('sleep 600 & echo $! > pid; wait', { limit: (10 * MINUTE) / 60 }));
    expect(why).toBe('took longer than 10 seconds and was ended');
    await vi.waitFor(() => expect(isRunning(Number(file('pid')))).toBe(false), ENDED);
  });

  it('that will not end when it is told to is killed', async () => {
    writeFileSync(join(folder, 'deaf.sh'), 'trap "" TERM\necho $$ > pid\nwhile :; do sleep 1; done\n');
    expect(failed(await run('sh deaf.sh')).why).toContain('took longer than 60 seconds');
    await vi.waitFor(() => expect(isRunning(Number(file('pid')))).toBe(false), ENDED);
  });

  it('may leave something running: nobody waits for that', async () => {
    expect(await run('sleep 600 & echo $! > pid')).toEqual({ kind: 'done' });
    process.kill(Number(file('pid')), 'SIGKILL');
  });

  it('is ended by the signal, and does not begin after it', async () => {
    const ending = new AbortController();
    const running = run('sleep 600', {}, ending.signal);
    ending.abort();
    expect(await running).toEqual({ kind: 'stopped' });
    expect(await run('touch begun', {}, ending.signal)).toEqual({ kind: 'stopped' });
    expect(existsSync(join(folder, 'begun'))).toBe(false);
  });

  it('that cannot be started says so', async () => {
    expect(failed(await run('true', { folder: join(folder, 'nowhere') })).why).toBe(
      'could not be started: ENOENT',
    );
  });
});

/** Whether a process runs; one that has ended and waits to be noticed by its parent does not. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
