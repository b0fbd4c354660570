import { readFile, rename, writeFile } from 'node:fs/promises';
import type { Instant } from '../core/clock.ts';
import { systemCodeOf } from '../core/errors.ts';

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
  const text = await readFile(path, 'utf8').catch(emptyWhenAbsent);
  return parseNote(text) ?? { kind: 'owed', failing: null };
}

/** Whole or not at all, as a process may be killed at any time. Only the worker that sends writes it. */
export async function writeErrandNote(path: string, note: ErrandNote): Promise<void> {
  const beside = `${path}.unfinished`;
  await writeFile(beside, JSON.stringify(note));
  await rename(beside, path);
}

function parseNote(text: string): ErrandNote | null {
  const found = parseObject(text);
  if (found?.kind === 'carried' && typeof found.site === 'string' && typeof found.at === 'number')
    return { kind: 'carried', site: found.site, at: found.at };
  if (found?.kind !== 'owed') return null;
  return { kind: 'owed', failing: parseFailing(found.failing) };
}

function parseFailing(found: unknown): Failing | null {
  if (!isObject(found)) return null;
  const { since, attempts, site, why, next } = found;
  const isWhole =
    typeof since === 'number' &&
    typeof attempts === 'number' &&
    typeof site === 'string' &&
    typeof why === 'string' &&
    typeof next === 'number';
  return isWhole ? { since, attempts, site, why, next } : null;
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const found: unknown = JSON.parse(text);
    return isObject(found) ? found : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function isObject(found: unknown): found is Readonly<Record<string, unknown>> {
  return typeof found === 'object' && found !== null;
}

function emptyWhenAbsent(error: unknown): string {
  if (systemCodeOf(error) === 'ENOENT') return '';
  throw error;
}
