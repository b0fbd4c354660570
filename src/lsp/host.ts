import type { Readable, Writable } from 'node:stream';
import type { Instant } from '../core/clock.ts';
import type { CalendarEdit, EditOutcome } from '../domain/calendar/edits/calendar-edit.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What the composition root lends to the language server. */
export interface EditorHost {
  readonly input: Readable;
  readonly output: Writable;
  readonly now: () => Instant;
  /** What has been published from a workspace so far. */
  readonly facts: (workspace: Workspace) => Promise<ScheduleFacts>;
  readonly editText: EditText;
  readonly version: string;
}

/** How the editor's actions change the calendar's text: by the same edits as the commands. */
export type EditText = (text: string, edit: CalendarEdit) => EditOutcome;
