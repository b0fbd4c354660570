import { mkdir } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { type Clock, SECOND } from '../../core/clock.ts';
import { AppError, messageOf, systemCodeOf } from '../../core/errors.ts';
import { mailboxId, storeMessage } from './mailbox-files.ts';

/** A message larger than this is refused with 552. */
const MAILBOX_SIZE_LIMIT = 25 * 1024 * 1024;

export interface Mailbox {
  /** For `openRelay`. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts the embedded mailbox: an SMTP server on the loopback that keeps every message in `folder` and sends none on.
 * A message is on the disk before it is answered with 250. Throws `unavailable` when it cannot listen or make the folder.
 */
export async function startMailbox(options: {
  readonly folder: string;
  readonly clock: Clock;
}): Promise<Mailbox> {
  await mkdir(options.folder, { recursive: true }).catch((error: unknown) => {
    throw new AppError('unavailable', `the mailbox folder cannot be made: ${messageOf(error)}`, {
      cause: error,
    });
  });
  const server = createServer(options.folder, options.clock);
  const port = await listen(server);
  return {
    url: `smtp://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function createServer(folder: string, clock: Clock): SMTPServer {
  let sequence = 0;
  return new SMTPServer({
    banner: 'Fortnight embedded mailbox',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: MAILBOX_SIZE_LIMIT,
    // A relay keeps its connections open; they must not hold up the end of the process.
    closeTimeout: SECOND,
    onData: (stream, session, callback) => {
      const receivedAt = clock.now();
      sequence += 1;
      const id = mailboxId(receivedAt, process.pid, sequence);
      receive({ folder, id, receivedAt, stream, session }).then(
        () => callback(null, `2.0.0 kept as ${id}`),
        (error: unknown) => callback(refusalFor(error)),
      );
    },
  });
}

interface Receipt {
  readonly folder: string;
  readonly id: string;
  readonly receivedAt: number;
  readonly stream: SMTPServerDataStream;
  readonly session: SMTPServerSession;
}

async function receive(receipt: Receipt): Promise<void> {
  const { folder, id, receivedAt, stream, session } = receipt;
  const source = await readWhole(stream);
  const { mailFrom, rcptTo } = session.envelope;
  const from = mailFrom === false ? '' : mailFrom.address;
  const to = rcptTo.map((recipient) => recipient.address);
  const subject = (await PostalMime.parse(source)).subject ?? '';
  await storeMessage(folder, { id, receivedAt, from, to, subject, size: source.length }, source);
}

/** Reads to the end even when it is too much: the client must be able to finish before it can hear the refusal. */
async function readWhole(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= MAILBOX_SIZE_LIMIT) chunks.push(bytes);
    else chunks.length = 0;
  }
  if (size > MAILBOX_SIZE_LIMIT) throw new AppError('refused', `more than ${MAILBOX_SIZE_LIMIT} bytes`);
  return Buffer.concat(chunks);
}

/** The SMTP answer to a message that was not kept (RFC 5321 4.2.3, RFC 3463): 452 for a full disk, so that the sender keeps it. */
export function refusalFor(error: unknown): Error & { readonly responseCode: number } {
  if (error instanceof AppError && error.code === 'refused') return reply(552, '5.3.4 message too large');
  const full = ['ENOSPC', 'EDQUOT'].includes(systemCodeOf(error) ?? '');
  return full
    ? reply(452, '4.3.1 the disk is full')
    : reply(451, `4.3.0 not kept: ${systemCodeOf(error) ?? 'internal error'}`);
}

function reply(responseCode: number, words: string): Error & { readonly responseCode: number } {
  return Object.assign(new Error(words), { responseCode });
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    // Once it listens, rejecting does nothing: an error then belongs to one client's connection, and is gone with it.
    server.on('error', (error) => {
      reject(new AppError('unavailable', `the mailbox cannot listen: ${messageOf(error)}`, { cause: error }));
    });
    server.listen(0, '127.0.0.1', () => resolve(addressOf(server).port));
  });
}

function addressOf(server: SMTPServer): AddressInfo {
  const address = server.server.address();
  if (address === null || typeof address === 'string')
    throw new Error('an SMTP server on a port has no address');
  return address;
}
