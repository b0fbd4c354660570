import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { retryDelay } from '../core/backoff.ts';
import { tellAuthor } from './author.ts';
import type { App } from './context.ts';
import {
  type ErrandNote,
  type Failing,
  isErrandDue,
  readErrandNote,
  writeErrandNote,
} from './errand-note.ts';
import { lastKnownCalendar } from './known-calendar.ts';
import { siteMadeFrom } from './site-note.ts';

/** The author hears of it when that many in a row have failed: most troubles of a network are over by then. */
const TELL_AFTER = 4;

/** Something to be done elsewhere whenever the site has changed. It may be done once too often, and never too seldom. */
export interface Errand {
  /** Its note, a file of the data folder. */
  readonly note: string;
  /** Names how it is done: another way has done nothing yet. */
  readonly way: string;
  /** False: not yet, whatever has changed. */
  readonly mayRun: () => Promise<boolean>;
  /** Does it for the site as it lies there now. Never rejects. */
  readonly run: (signal: AbortSignal) => Promise<ErrandOutcome>;
  readonly words: ErrandWords;
}

export type ErrandOutcome =
  | { readonly kind: 'done' }
  /** `why` follows "it"; `lines` are the last that were said, without secrets and control characters. */
  | { readonly kind: 'failed'; readonly why: string; readonly lines: readonly string[] }
  /** By the signal. */
  | { readonly kind: 'stopped' };

export interface ErrandWords {
  /** Begins a sentence of the log, in the middle of which `why` stands. */
  readonly who: string;
  readonly again: string;
  /** Before the last lines, and in their place. */
  readonly said: string;
  readonly silent: string;
  /** To the author; `key` is once for failures in a row. */
  readonly key: string;
  readonly subject: string;
  readonly failed: string;
  readonly meanwhile: string;
}

/** How an errand stands, for `status`. */
export type ErrandStanding =
  | { readonly kind: 'carried'; readonly at: number }
  | { readonly kind: 'owed' }
  | ({ readonly kind: 'failing' } & Pick<Failing, 'since' | 'attempts' | 'why' | 'next'>);

/**
 * Runs an errand if the site has changed since it last succeeded, it is done in another way now, it was interrupted, or
 * it failed and its pause is over; with `anew` (a worker that takes over) without waiting for that. Its failure is logged with
 * what was said last, tried again after 1, 5, 15, 60 and then every 240 minutes, and told to the author at the fourth.
 * One process at a time may call it: the one that has the lease.
 */
export async function runErrand(
  app: App,
  errand: Errand,
  { anew, signal }: { readonly anew: boolean; readonly signal: AbortSignal },
): Promise<'nothing to do' | ErrandOutcome['kind']> {
  const site = await nameOfSite(app, errand);
  if (site === null) return 'nothing to do';
  const path = notePath(app, errand);
  const note = await readErrandNote(path);
  if (!isErrandDue(anew ? withoutPause(note) : note, site, app.clock.now())) return 'nothing to do';
  if (!(await errand.mayRun())) return 'nothing to do';
  const before = note.kind === 'owed' ? note.failing : null;
  // What is interrupted from here on has left something between two sites there, and is owed.
  await writeErrandNote(path, { kind: 'owed', failing: before });
  const outcome = await errand.run(signal);
  if (outcome.kind === 'done') await writeErrandNote(path, { kind: 'carried', site, at: app.clock.now() });
  if (outcome.kind === 'failed') await afterFailure(app, errand, site, before, outcome);
  return outcome.kind;
}

/** How far an errand is. */
export async function errandStanding(app: App, errand: Errand): Promise<ErrandStanding> {
  const note = await readErrandNote(notePath(app, errand));
  if (note.kind === 'owed' && note.failing !== null) {
    const { since, attempts, why, next } = note.failing;
    return { kind: 'failing', since, attempts, why, next };
  }
  if (note.kind === 'carried' && note.site === (await nameOfSite(app, errand)))
    return { kind: 'carried', at: note.at };
  return { kind: 'owed' };
}

function notePath({ workspace }: App, { note }: Errand): string {
  return join(workspace.data, note);
}

/** Names what is to be carried, and by what; null while the site is being written, or nobody knows what it was made from. */
async function nameOfSite(app: App, { way }: Errand): Promise<string | null> {
  const made = await siteMadeFrom(app.workspace.data);
  if (made === null || !/^[0-9a-f]{32}$/.test(made)) return null;
  return createHash('sha256').update(made).update(way).digest('hex');
}

function withoutPause(note: ErrandNote): ErrandNote {
  return note.kind === 'owed' ? { kind: 'owed', failing: null } : note;
}

async function afterFailure(
  app: App,
  errand: Errand,
  site: string,
  before: Failing | null,
  { why, lines }: Extract<ErrandOutcome, { kind: 'failed' }>,
): Promise<void> {
  const now = app.clock.now();
  const attempts = (before?.attempts ?? 0) + 1;
  const next = now + retryDelay(attempts, app.random);
  const failing = { since: before?.since ?? now, attempts, site, why, next };
  await writeErrandNote(notePath(app, errand), { kind: 'owed', failing });
  const { who, again, said, silent } = errand.words;
  const last = lines.length === 0 ? silent : `${said}\n  ${lines.join('\n  ')}`;
  app.log.warn(`${who} ${why}; ${again} at ${utc(next)}. ${last}`);
  if (attempts >= TELL_AFTER) await tellOfFailure(app, errand.words, failing, lines);
}

/** Once for failures in a row, however many. */
async function tellOfFailure(
  app: App,
  { key, subject, failed, said, meanwhile }: ErrandWords,
  { since, attempts, why }: Failing,
  lines: readonly string[],
): Promise<void> {
  const calendar = await lastKnownCalendar(app);
  if (calendar === null) return;
  await tellAuthor(app, calendar, `${key}:${since}`, {
    subject,
    paragraphs: [
      `${failed} ${attempts} times since ${utc(since)}. The last time it ${why}.`,
      ...(lines.length === 0 ? [] : [said, ...lines]),
      meanwhile,
    ],
    links: [],
  });
}

function utc(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
