import type { Diagnostic } from 'vscode-languageserver/node';
import type { Calendars } from './calendars.ts';
import { shownDiagnostics } from './diagnostics.ts';

export interface Publisher {
  /** Says that a document changed. Its newest version is checked soon; versions in between may be passed over. */
  readonly changed: (uri: string) => void;
}

interface Outlet {
  readonly send: (uri: string, version: number, diagnostics: Diagnostic[]) => Promise<void>;
  readonly versionOf: (uri: string) => number | null;
  readonly failed: (error: unknown) => void;
}

/** Sends the diagnostics of the newest version: one check at a time for each document, and one more if it changed meanwhile. */
export function openPublisher(calendars: Calendars, outlet: Outlet): Publisher {
  const checking = new Set<string>();
  const stale = new Set<string>();
  const checkUntilFresh = async (uri: string): Promise<void> => {
    do {
      stale.delete(uri);
      await calendars.lookAround(uri);
      const version = outlet.versionOf(uri);
      const view = calendars.view(uri);
      if (version !== null && view !== null) await outlet.send(uri, version, shownDiagnostics(view));
    } while (stale.has(uri));
  };
  return {
    changed(uri) {
      stale.add(uri);
      if (checking.has(uri)) return;
      checking.add(uri);
      checkUntilFresh(uri)
        .catch(outlet.failed)
        .finally(() => checking.delete(uri));
    },
  };
}
