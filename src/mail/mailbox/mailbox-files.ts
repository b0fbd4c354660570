import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instant } from '../../core/clock.ts';
import { AppError, systemCodeOf } from '../../core/errors.ts';

/** One line of the embedded mailbox. */
export interface MailboxSummary {
  /** Sorts in order of receipt. */
  readonly id: string;
  readonly receivedAt: Instant;
  /** Envelope sender; empty for a bounce. */
  readonly from: string;
  /** Envelope recipients. */
  readonly to: readonly string[];
  readonly subject: string;
  /** Bytes of the message. */
  readonly size: number;
}

/** Time, process, running number: sortable, unlike any other process's, and no path. */
const ID = /^\d{14}-\d{1,10}-\d{6,}$/;

/** The id of the `sequence`-th message that process `pid` receives, at `receivedAt`. */
export function mailboxId(receivedAt: Instant, pid: number, sequence: number): string {
  return `${String(receivedAt).padStart(14, '0')}-${pid}-${String(sequence).padStart(6, '0')}`;
}

/** Writes a message durably: `.eml` first, then the `.json` by which it is listed; so what is listed is whole. */
export async function storeMessage(folder: string, summary: MailboxSummary, source: Buffer): Promise<void> {
  await writeDurably(folder, `${summary.id}.eml`, source);
  await writeDurably(folder, `${summary.id}.json`, `${JSON.stringify(summary)}\n`);
}

/** The newest `limit` messages, or those before the id `before`, newest first. An absent folder is an empty mailbox. */
export async function listMailbox(
  folder: string,
  page: { readonly before?: string; readonly limit: number },
): Promise<readonly MailboxSummary[]> {
  const { before } = page;
  const ids = (await idsIn(folder)).filter((id) => before === undefined || id < before);
  return Promise.all(ids.slice(0, page.limit).map((id) => readSummary(folder, id)));
}

/** One message's summary and bytes. Throws `not-found` for an unknown id, whatever it looks like. */
export async function readStored(
  folder: string,
  id: string,
): Promise<{ summary: MailboxSummary; source: Buffer }> {
  if (!ID.test(id)) throw unknown(id);
  try {
    return { summary: await readSummary(folder, id), source: await readFile(join(folder, `${id}.eml`)) };
  } catch (error) {
    throw systemCodeOf(error) === 'ENOENT' ? unknown(id) : error;
  }
}

async function idsIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (systemCodeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  return ids
    .filter((id) => ID.test(id))
    .sort()
    .reverse();
}

async function readSummary(folder: string, id: string): Promise<MailboxSummary> {
  // Written by `storeMessage`, whole or not at all.
  return JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as MailboxSummary;
}

async function writeDurably(folder: string, name: string, contents: Buffer | string): Promise<void> {
  const beside = join(folder, `.${name}.part`);
  try {
    await writeThrough(beside, contents);
    await rename(beside, join(folder, name));
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

async function writeThrough(path: string, contents: Buffer | string): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(contents);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A rename is on the disk only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unknown(id: string): AppError {
  return new AppError('not-found', `there is no message ${JSON.stringify(id.slice(0, 60))} in the mailbox`);
}
