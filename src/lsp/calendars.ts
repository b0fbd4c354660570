import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readerInPieces } from '../domain/calendar/pieces/read-in-pieces.ts';
import type { ReadFile } from '../domain/calendar/read-file.ts';
import { listBodies } from '../workspace/author-files.ts';
import { isCalendar, workspaceOf } from './calendar-place.ts';
import { type View, viewOf } from './view.ts';

/** The calendars open in the editor, each read at most once per version. */
export interface Calendars {
  /** The view of what the editor shows now; null for a document that is not open, or no calendar. */
  readonly view: (uri: string) => View | null;
  /** Lists the posts anew, so that the next view knows which are written. */
  readonly lookForBodies: (uri: string) => Promise<void>;
  readonly forget: (uri: string) => void;
}

interface Known {
  readonly read: ReadFile;
  readonly version: number;
  readonly view: View;
}

export function openCalendars(documentOf: (uri: string) => TextDocument | undefined): Calendars {
  const known = new Map<string, Known>();
  const bodies = new Map<string, ReadonlySet<string>>();
  return {
    view(uri) {
      const document = documentOf(uri);
      if (document === undefined || !isCalendar(uri)) return null;
      const before = known.get(uri);
      const written = bodies.get(uri) ?? NONE;
      if (before?.version === document.version && before.view.bodies === written) return before.view;
      const read = before?.read ?? readerInPieces();
      const view = viewOf(uri, document.getText(), written, before?.view ?? null, read);
      known.set(uri, { version: document.version, view, read });
      return view;
    },
    async lookForBodies(uri) {
      const workspace = workspaceOf(uri);
      const listed = workspace === null ? NONE : await listBodies(workspace);
      const before = bodies.get(uri);
      // The same set again keeps the view of this version.
      if (before === undefined || !sameNames(before, listed)) bodies.set(uri, listed);
    },
    forget(uri) {
      known.delete(uri);
      bodies.delete(uri);
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

function sameNames(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((name) => other.has(name));
}
