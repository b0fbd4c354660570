import type { Readable, Writable } from 'node:stream';
import type { Instant } from '../core/clock.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What the composition root lends to the language server. */
export interface EditorHost {
  readonly input: Readable;
  readonly output: Writable;
  readonly now: () => Instant;
  /** What became of the publishing days of a workspace; null where nothing is on record. */
  readonly facts: (workspace: Workspace) => Promise<ScheduleFacts | null>;
  readonly version: string;
}
