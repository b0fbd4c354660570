import type { App } from '../app/context.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Terminal } from './terminal.ts';

/** What the composition root lends to a command. Opening is left to the command: `check` needs no database. */
export interface Environment {
  readonly terminal: Terminal;
  readonly workspace: () => Workspace;
  /** Opens the store and everything behind it; closed by the root when the command ends. */
  readonly app: () => Promise<App>;
  /** Like `app`, but null while the workspace has no database: reading a plan must not create one. */
  readonly existingApp: () => Promise<App | null>;
  /** Runs web server, worker or both until the process is told to stop. */
  readonly serve: (parts: { readonly web: boolean; readonly worker: boolean }) => Promise<void>;
  /** Answers one editor on standard input and output; the process ends when the editor says so. */
  readonly serveEditor: () => Promise<void>;
  readonly demo: (options: { readonly exit: boolean }) => Promise<void>;
  readonly now: () => number;
  readonly version: string;
}

/** 0: done, or nothing wrong. 1: the answer is no, or it failed. 2: the call or the configuration is wrong. */
export type ExitCode = 0 | 1 | 2;

/** How a command says what its exit code is. */
export type Finish = (code: ExitCode) => void;
