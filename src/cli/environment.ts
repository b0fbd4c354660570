import type { Config } from '../app/config.ts';
import type { App } from '../app/context.ts';
import type { LocalDate } from '../core/zoned-time.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Input } from './input.ts';
import type { Terminal } from './terminal.ts';

/** What the composition root lends to a command. Opening is left to the command: `check` needs no database. */
export interface Environment {
  readonly terminal: Terminal;
  readonly input: () => Input;
  readonly workspace: () => Workspace;
  /** What the environment says. @throws AppError `configuration` */
  readonly config: () => Config;
  /**
   * Opens the store and everything behind it; closed by the root when the command ends. `anyAddressKey`: also with a secret that is not the one its
   * addresses are hashed with, to mend that.
   */
  readonly app: (options?: { readonly anyAddressKey: boolean }) => Promise<App>;
  /**
   * What happened so far, read without opening the store: from the file named here or by FORTNIGHT_FACTS, else from the
   * database; null when there is neither, as reading a plan must not create one.
   */
  readonly facts: (file?: string) => Promise<ScheduleFacts | null>;
  /** Runs web server, worker or both until the process is told to stop. */
  readonly serve: (parts: { readonly web: boolean; readonly worker: boolean }) => Promise<void>;
  /** Shows a topic to its author in a browser until the process is told to stop. */
  readonly showPreview: (topic: string) => Promise<void>;
  /** Answers one editor on standard input and output; the process ends when the editor says so. */
  readonly serveEditor: () => Promise<void>;
  readonly demo: (options: { readonly exit: boolean }) => Promise<void>;
  readonly rehearse: (options: RehearseOptions) => Promise<ExitCode>;
  /** The moment to answer for: FORTNIGHT_NOW, or the clock's. */
  readonly now: () => number;
  /** Aborts when the process is told to stop. */
  readonly stop: () => AbortSignal;
  /** The version of the time zone data in use; null when the runtime does not say. */
  readonly zoneData: string | null;
  readonly version: string;
}

/** What a rehearsal is asked for; what is not said has a default. */
export interface RehearseOptions {
  readonly from?: LocalDate;
  readonly until?: LocalDate;
  readonly subscribers?: number;
  readonly assume?: 'planned';
  /** Whose mails are to be listed. */
  readonly reader?: string;
  readonly seed?: number;
  readonly faults?: boolean;
  readonly json?: boolean;
  /** A file for the page. */
  readonly html?: string;
  /** A file for every line of what happened. */
  readonly transcript?: string;
}

/** 0: done, or nothing wrong. 1: the answer is no, or it failed. 2: the call or the configuration is wrong. */
export type ExitCode = 0 | 1 | 2;

/** How a command says what its exit code is. */
export type Finish = (code: ExitCode) => void;
