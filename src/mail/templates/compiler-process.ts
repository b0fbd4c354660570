import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { SECOND } from '../../core/clock.ts';
import { type Alarm, systemTimers } from '../../core/timers.ts';
import { type CompileMjml, compilerOver, MJML_OPTIONS, type MjmlOutcome } from './compile.ts';

/** A worker runs for months and compiles for a second a fortnight; what comes in a row shares one process. */
const IDLE_LIMIT = 5 * SECOND;

/**
 * The program of that process: plain JavaScript in a string, so that it is there whether ours runs from its sources or bundled. It ends with
 * its parent, and not by a Ctrl-C that a terminal sends to both.
 */
const PROGRAM = `
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.on('message', async ({ id, mjml, source, options }) => {
  try {
    const loaded = require(mjml);
    const { html } = await (loaded.default ?? loaded)(source, options);
    process.send({ id, html });
  } catch ({ message, errors }) {
    const faults = Array.isArray(errors) ? errors.map(({ line, message }) => ({ line, message })) : [];
    process.send({ id, fault: { message: String(message), errors: faults } });
  }
});`;

export interface CompilerProcess {
  /** As `compileMjml`. Also rejects when the process cannot be started, or ends before it has answered. */
  readonly compile: CompileMjml;
  close(): void;
}

/**
 * mjml in a process of its own, which is started when there is something to compile, and ends when there was nothing for a while: mjml takes
 * 60 MB that the process which sends should not keep.
 */
export function openCompilerProcess(idleLimit = IDLE_LIMIT): CompilerProcess {
  let running: Compiler | null = null;
  const compile = compilerOver((source) => {
    if (running === null || running.hasEnded()) running = new Compiler(idleLimit);
    return running.run(source);
  });
  return { compile, close: () => running?.end() };
}

interface Waiting {
  readonly resolve: (outcome: MjmlOutcome) => void;
  readonly reject: (error: Error) => void;
}

class Compiler {
  readonly #child: ChildProcess;
  readonly #idleLimit: number;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #idle: Alarm | null = null;
  #ended = false;

  constructor(idleLimit: number) {
    this.#idleLimit = idleLimit;
    this.#child = spawn(process.execPath, ['-e', PROGRAM], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.#child.on('message', (message) => this.#hear(message));
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.on('exit', (code, signal) =>
      this.#fail(new Error(`the process that compiles MJML ended with ${code ?? signal}`)),
    );
  }

  hasEnded(): boolean {
    return this.#ended;
  }

  run(source: string): Promise<MjmlOutcome> {
    this.#idle?.cancel();
    this.#keepUs(true);
    const id = ++this.#lastId;
    const mjml = createRequire(import.meta.url).resolve('mjml');
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, mjml, source, options: MJML_OPTIONS }, (error) => {
        if (error !== null) this.#fail(error);
      });
    });
  }

  end(): void {
    this.#ended = true;
    this.#idle?.cancel();
    if (this.#child.connected) this.#child.disconnect();
  }

  #hear(message: unknown): void {
    if (!isAnswer(message)) return;
    this.#waiting.get(message.id)?.resolve(outcomeOf(message));
    this.#waiting.delete(message.id);
    if (this.#waiting.size > 0) return;
    this.#keepUs(false);
    this.#idle = systemTimers.after(this.#idleLimit, () => this.end());
    this.#idle.unref?.();
  }

  #fail(error: Error): void {
    this.#ended = true;
    this.#idle?.cancel();
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** Whether our process stays for it: only while it owes us an answer. */
  #keepUs(keep: boolean): void {
    if (keep) {
      this.#child.ref();
      this.#child.channel?.ref();
    } else {
      this.#child.unref();
      this.#child.channel?.unref();
    }
  }
}

type Answer = { readonly id: number } & (
  | { readonly html: string }
  | { readonly fault: { readonly message: string; readonly errors: readonly unknown[] } }
);

function isAnswer(message: unknown): message is Answer {
  return (
    typeof message === 'object' &&
    message !== null &&
    'id' in message &&
    ('html' in message || 'fault' in message)
  );
}

/** An error does not come through whole: it is made again. */
function outcomeOf(answer: Answer): MjmlOutcome {
  if ('html' in answer) return { html: answer.html };
  const { message, errors } = answer.fault;
  return { error: Object.assign(new Error(message), { errors }) };
}
