import type { Instant } from '../core/clock.ts';
import { isRecord, readNote, writeNote } from '../workspace/note-file.ts';

/** What somebody elsewhere has, or knows, of the site, as far as we know. */
export type ErrandNote =
  /** All of the site named `site`. */
  | { readonly kind: 'carried'; readonly site: string; readonly at: Instant }
  /** Something between two sites, or nothing. */
  | { readonly kind: 'owed'; readonly failing: Failing | null };

/** Failures in a row. */
export interface Failing {
  readonly since: Instant;
  readonly attempts: number;
  /** The site that could not be carried last. */
  readonly site: string;
  /** To follow "it". */
  readonly why: string;
  /** When it is tried again, if the site does not change before. */
  readonly next: Instant;
}

/** Whether the site named `site` should be carried now. */
export function isErrandDue(note: ErrandNote, site: string, now: Instant): boolean {
  if (note.kind === 'carried') return note.site !== site;
  return note.failing === null || note.failing.site !== site || note.failing.next <= now;
}

/** The note at `path`. Without one that can be read, everything is owed: to carry once too often does no harm. */
export async function readErrandNote(path: string): Promise<ErrandNote> {
  return parseNote(await readNote(path)) ?? { kind: 'owed', failing: null };
}

/** Only the worker that sends writes it. */
export async function writeErrandNote(path: string, note: ErrandNote): Promise<void> {
  await writeNote(path, note);
}

function parseNote(found: unknown): ErrandNote | null {
  if (!isRecord(found)) return null;
  if (found.kind === 'carried' && typeof found.site === 'string' && typeof found.at === 'number')
    return { kind: 'carried', site: found.site, at: found.at };
  return found.kind === 'owed' ? { kind: 'owed', failing: parseFailing(found.failing) } : null;
}

function parseFailing(found: unknown): Failing | null {
  if (!isRecord(found)) return null;
  const { since, attempts, site, why, next } = found;
  const isWhole =
    typeof since === 'number' &&
    typeof attempts === 'number' &&
    typeof site === 'string' &&
    typeof why === 'string' &&
    typeof next === 'number';
  return isWhole ? { since, attempts, site, why, next } : null;
}
