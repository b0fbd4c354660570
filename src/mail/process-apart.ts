import { type ChildProcess, spawn } from 'node:child_process';
import { SECOND } from '../core/clock.ts';
import { type Alarm, systemTimers } from '../core/timers.ts';

/** A worker runs for months and needs such a process for a second a fortnight; what comes in a row shares one. */
const IDLE_LIMIT = 5 * SECOND;

/**
 * Around the program of that process, which is plain JavaScript in a string, so that it is there whether ours runs from its sources or bundled,
 * and declares `answer(question)`. It ends with its parent, and not by a Ctrl-C that a terminal sends to both.
 */
const FRAME = `
process.on('SIGINT', () => {});
process.on('disconnect', () => process.exit());
process.on('message', async ({ id, question }) => process.send({ id, answer: await answer(question) }));
`;

/** Something heavy in a process of its own, which is started when it is asked, and ends when it was not for a while. */
export interface ProcessApart {
  /** Rejects when the process cannot be started, or ends before it has answered. */
  ask(question: unknown): Promise<unknown>;
  close(): void;
}

/**
 * Opens `program`, which declares a function `answer` that never rejects. Questions and answers are copied: plain data and bytes only. `what`
 * names it in an error.
 */
export function openProcessApart(what: string, program: string, idleLimit = IDLE_LIMIT): ProcessApart {
  let running: Running | null = null;
  return {
    ask: (question) => {
      if (running === null || running.hasEnded()) running = new Running(what, program, idleLimit);
      return running.ask(question);
    },
    close: () => running?.end(),
  };
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

class Running {
  readonly #child: ChildProcess;
  readonly #idleLimit: number;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #idle: Alarm | null = null;
  #ended = false;

  constructor(what: string, program: string, idleLimit: number) {
    this.#idleLimit = idleLimit;
    this.#child = spawn(process.execPath, ['-e', program + FRAME], {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.on('message', (message) => this.#hear(message));
    this.#child.on('error', (error) => this.#fail(error));
    this.#child.on('exit', (code, signal) =>
      this.#fail(new Error(`the process that ${what} ended with ${code ?? signal}`)),
    );
  }

  hasEnded(): boolean {
    return this.#ended;
  }

  ask(question: unknown): Promise<unknown> {
    this.#idle?.cancel();
    this.#keepUs(true);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, question }, (error) => {
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
    this.#waiting.get(message.id)?.resolve(message.answer);
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

function isAnswer(message: unknown): message is { readonly id: number; readonly answer: unknown } {
  return typeof message === 'object' && message !== null && 'id' in message && 'answer' in message;
}
