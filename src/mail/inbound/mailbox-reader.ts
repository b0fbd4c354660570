import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { type Clock, DAY } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import type { TakeMail } from '../../domain/inbound/arriving-mail.ts';
import type { InboundKind } from '../../domain/inbound/classified.ts';
import type { MailboxPlace } from '../../domain/inbound/mailbox-place.ts';
import { envelopeInHeader } from './mailbox-envelope.ts';
import { NotKept } from './mailbox-fault.ts';

/** Where it is remembered how far a mailbox was read. */
export interface Places {
  load(name: string): Promise<MailboxPlace | null>;
  save(name: string, place: MailboxPlace): Promise<void>;
}

/** In octets. */
export const LARGEST_MAIL = 25 * 1024 * 1024;
/** So much of a larger one is fetched: its header, and whatever it says in words. */
const BEGINNING = 1024 * 1024;

/**
 * Without a place to go on from, mails of so long are taken: a new mailbox is not read from the beginning of time, and one that was
 * numbered anew not further back than it is known what was taken.
 */
const LOOK_BACK = 21 * DAY;

/** Mails whose sizes are asked for at once. */
const BATCH = 100;

export interface Reading {
  readonly client: ImapFlow;
  /** Under which the place is remembered. */
  readonly name: string;
  readonly places: Places;
  readonly takeMail: TakeMail;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Takes all mails of the open folder that were not taken before, in their order, and remembers each. Ends early with the signal.
 * @throws NotKept when one could not be kept: it is the first of the next time
 */
export async function readNewMails(reading: Reading, signal: AbortSignal): Promise<void> {
  const { client, name, places, clock } = reading;
  const folder = openFolder(client);
  const uidValidity = Number(folder.uidValidity);
  const known = await places.load(name);
  const last = known?.uidValidity === uidValidity ? known.uid : 0;
  // Read before the search: what comes in between is found the next time.
  const end = (folder.uidNext || 1) - 1;
  const since = new Date(clock.now() - LOOK_BACK);
  const found = await client.search(last === 0 ? { since } : { uid: `${last + 1}:*` }, { uid: true });
  if (!Array.isArray(found)) throw new Error('the server did not search the folder');
  // `9:*` names the last mail also where that is the 8th.
  const uids = found.filter((uid) => uid > last).toSorted((one, other) => one - other);
  for (let at = 0; at < uids.length && !signal.aborted; at += BATCH)
    await takeBatch(reading, uidValidity, uids.slice(at, at + BATCH), signal);
  if (last === 0 && !signal.aborted)
    await places.save(name, { uidValidity, uid: Math.max(end, uids.at(-1) ?? 0) });
}

async function takeBatch(
  reading: Reading,
  uidValidity: number,
  uids: readonly number[],
  signal: AbortSignal,
): Promise<void> {
  const { client, name, places } = reading;
  const listed = await client.fetchAll(uids.join(','), { uid: true, size: true }, { uid: true });
  const sizes = new Map(listed.map(({ uid, size }) => [uid, size ?? 0]));
  for (const uid of uids) {
    if (signal.aborted) return;
    const size = sizes.get(uid);
    // Without a size, somebody deleted it meanwhile.
    const kind = size === undefined ? null : await takeOne(reading, uid, size);
    await places.save(name, { uidValidity, uid });
    // A machine's mail need not bother the author; a person's stays unread for them.
    if (kind !== null && kind !== 'human')
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
  }
}

/** What it was taken as; null when it was not there, or taken before. */
async function takeOne(
  { client, takeMail, log }: Reading,
  uid: number,
  size: number,
): Promise<InboundKind | null> {
  const isTooLarge = size > LARGEST_MAIL;
  if (isTooLarge) log.warn(`a mail of ${size} octets: only the beginning of it is taken`);
  // The whole is asked for with BODY.PEEK, which leaves it unread.
  const source = isTooLarge ? { maxLength: BEGINNING } : true;
  const fetched = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
  const raw = sourceOf(fetched);
  if (raw === null) return null;
  const received = await takeMail({ raw, way: 'imap', envelope: envelopeInHeader(raw) }).catch(
    (error: unknown) => {
      throw new NotKept(error);
    },
  );
  return received.kind === 'taken' ? received.as : null;
}

function sourceOf(fetched: FetchMessageObject | false): Buffer | null {
  return fetched === false ? null : (fetched.source ?? null);
}

function openFolder({ mailbox }: ImapFlow): Exclude<ImapFlow['mailbox'], false> {
  if (mailbox === false) throw new Error('the folder was closed');
  return mailbox;
}
