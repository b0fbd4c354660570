import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readerInPieces } from '../domain/calendar/pieces/read-in-pieces.ts';
import type { ReadFile } from '../domain/calendar/read-file.ts';
import { listBodies } from '../workspace/author-files.ts';
import { isCalendar, workspaceOf } from './calendar-place.ts';
import type { EditorHost } from './host.ts';
import { type Surroundings, type View, viewOf } from './view.ts';

/** The calendars open in the editor, each read at most once per version. */
export interface Calendars {
  /** The view of what the editor shows now; null for a document that is not open, or no calendar. */
  readonly view: (uri: string) => View | null;
  /** Lists the posts and reads the record anew, so that the next view knows what is written and what came out. */
  readonly lookAround: (uri: string) => Promise<void>;
  readonly forget: (uri: string) => void;
}

interface Known {
  readonly read: ReadFile;
  readonly version: number;
  readonly view: View;
}

export function openCalendars(
  documentOf: (uri: string) => TextDocument | undefined,
  factsOf: EditorHost['facts'],
): Calendars {
  const known = new Map<string, Known>();
  const surroundings = new Map<string, Surroundings>();
  return {
    view(uri) {
      const document = documentOf(uri);
      if (document === undefined || !isCalendar(uri)) return null;
      const before = known.get(uri);
      const around = surroundings.get(uri) ?? NOTHING;
      if (before?.version === document.version && before.view.surroundings === around) return before.view;
      const read = before?.read ?? readerInPieces();
      const view = viewOf(uri, document.getText(), around, before?.view ?? null, read);
      known.set(uri, { version: document.version, view, read });
      return view;
    },
    async lookAround(uri) {
      const workspace = workspaceOf(uri);
      if (workspace === null) return;
      const [bodies, facts] = await Promise.all([listBodies(workspace), factsOf(workspace)]);
      const before = surroundings.get(uri);
      // The same again keeps the view of this version.
      if (before === undefined || !isSame(before, { bodies, facts }))
        surroundings.set(uri, { bodies, facts });
    },
    forget(uri) {
      known.delete(uri);
      surroundings.delete(uri);
    },
  };
}

const NOTHING: Surroundings = { bodies: new Set(), facts: null };

function isSame(one: Surroundings, other: Surroundings): boolean {
  const sameBodies =
    one.bodies.size === other.bodies.size && [...one.bodies].every((id) => other.bodies.has(id));
  return sameBodies && JSON.stringify(one.facts) === JSON.stringify(other.facts);
}
