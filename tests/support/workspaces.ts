import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { succeed } from './processes.ts';
import type { TakenMail } from './smtp-sink.ts';

export const TOPIC = 'due-now';
export const EDITION = `regular:${TOPIC}`;
export const AUTHOR = 'ali@example.com';

/** An empty workspace that goes away after the test. */
export function emptyWorkspace(): string {
  const root = mkdtempSync(join(tmpdir(), 'fortnight-e2e-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

/** A workspace with one ready topic, whose slot came within the last minute and whose mail leaves at once. */
export function workspaceDueNow(): string {
  const root = emptyWorkspace();
  mkdirSync(join(root, 'calendar', 'posts'), { recursive: true });
  writeFileSync(join(root, 'calendar', 'calendar.yaml'), calendarDueAt(new Date()));
  writeFileSync(join(root, 'calendar', 'posts', `${TOPIC}.md`), 'It is due, and it is *short*.\n');
  return root;
}

/** Says that slots count from today, so that a new database publishes the one that is due. */
export async function begin(root: string): Promise<void> {
  await succeed(root, ['begin', '--from', slotDate(new Date(Date.now() - 86_400_000))]);
}

/** Imports so many readers on the command line; gives their addresses. */
export async function importReaders(root: string, count: number): Promise<readonly string[]> {
  const addresses = Array.from({ length: count }, (_, index) => `reader-${index + 1}@example.org`);
  const file = join(root, 'readers.csv');
  writeFileSync(file, ['email', ...addresses].join('\n'));
  await succeed(root, ['subscribers', 'import', file, '--consent', 'for a test']);
  return addresses;
}

/** The readers a sink has mail for, in order of arrival; what it took for the author is left out. */
export function readersIn(taken: readonly TakenMail[]): readonly string[] {
  return taken.map(({ to }) => to).filter((to) => to.startsWith('reader-'));
}

export interface ShownLedger {
  readonly state: string;
  readonly addsUp: boolean;
  readonly audience: number;
  readonly queued: number;
  readonly sending: number;
  readonly deferred: number;
  readonly sent: number;
  readonly failed: number;
  readonly skipped: number;
  readonly uncertain: number;
  /** Everyone whose mail did not simply arrive. */
  readonly readers: readonly { readonly address: string; readonly state: { readonly kind: string } }[];
}

/** What `fortnight ledger EDITION --json` says. */
export async function ledgerOf(root: string): Promise<ShownLedger> {
  return JSON.parse(await succeed(root, ['ledger', EDITION, '--json']));
}

/** The date of a slot at this moment, in UTC, where the test calendar lives. */
function slotDate(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function calendarDueAt(at: Date): string {
  return `blog:
  title: A Test of Patience
  tagline: Processes that end before their time
  author: { name: Ali, email: ${AUTHOR} }
  url: https://example.com
  language: en
  postal_address: "PO Box 1, Seattle WA, USA"
cadence: { anchor: ${slotDate(at)}, every: 14 days, at: "${at.toISOString().slice(11, 16)}", zone: Etc/UTC }
email: { after: 0m, window: "00:00-24:00", approval: none }
tracks:
  testing: { title: Testing, intro: If you want to see it fail, begin here. }
topics:
  - { id: ${TOPIC}, title: Due now, summary: It is due., track: testing, status: ready }
`;
}
