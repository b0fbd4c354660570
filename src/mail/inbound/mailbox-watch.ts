import type { ImapFlow } from 'imapflow';
import { retryDelay } from '../../core/backoff.ts';
import { type Clock, MINUTE, SECOND } from '../../core/clock.ts';
import type { Log } from '../../core/log.ts';
import { sleep, type Timers } from '../../core/timers.ts';
import type { TakeMail } from '../../domain/inbound/arriving-mail.ts';
import { describeMailbox, type ImapMailbox } from './mailbox-address.ts';
import { connectionTo } from './mailbox-connection.ts';
import { type MailboxFault, mailboxFault } from './mailbox-fault.ts';
import { LARGEST_MAIL, type Places, readNewMails } from './mailbox-reader.ts';

export interface WatchOptions {
  readonly mailbox: ImapMailbox;
  readonly takeMail: TakeMail;
  readonly places: Places;
  readonly clock: Clock;
  readonly timers: Timers;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** PEM certificates to trust instead of the usual ones. */
  readonly authorities?: string;
}

/**
 * Takes what is and what comes in a mailbox until the signal ends it, whatever happens to the connection. Never rejects: what is wrong is
 * logged, once.
 */
export async function watchMailbox(options: WatchOptions, signal: AbortSignal): Promise<void> {
  const { log, timers, random, mailbox } = options;
  let failures = 0;
  let told: MailboxFault['kind'] | null = null;
  const works = (): void => {
    if (told !== null || failures === 0) log.info(`mail is taken from ${describeMailbox(mailbox)}`);
    told = null;
    failures = 0;
  };
  while (!signal.aborted) {
    const fault = await connection(options, signal, works);
    if (fault === null) return;
    failures += 1;
    // A server that restarts breaks every connection once: that is nothing to tell of.
    if (fault.kind !== told && (failures > 1 || fault.kind !== 'connection')) {
      told = fault.kind;
      log.warn(`${fault.words} (${fault.help})`);
    }
    await sleep(timers, pauseAfter(fault, failures, random), signal);
  }
}

/** After what somebody must mend first: often enough to be noticed, and no server takes it for an attack. */
const SLOW = 10 * MINUTE;
/** After the first failure. */
const QUICK = 5 * SECOND;
/** Steps of the usual retries, up to a quarter of an hour. */
const MOST_STEPS = 3;

function pauseAfter({ kind }: MailboxFault, failures: number, random: () => number): number {
  if (kind === 'login' || kind === 'folder' || kind === 'tls') return SLOW;
  if (failures === 1) return QUICK * (1 + random());
  return retryDelay(Math.min(failures - 1, MOST_STEPS), random);
}

/** One connection from beginning to end. Null when the signal ended it; `works` is called when the folder was read for the first time. */
async function connection(
  options: WatchOptions,
  signal: AbortSignal,
  works: () => void,
): Promise<MailboxFault | null> {
  const { mailbox, authorities = null } = options;
  const client = connectionTo(mailbox, { authorities, largest: LARGEST_MAIL });
  const bell = bellOf(client);
  const end = (): void => client.close();
  signal.addEventListener('abort', end);
  try {
    await client.connect();
    await client.mailboxOpen(mailbox.folder);
    await readNewMails(readingOf(options, client), signal);
    works();
    while (!signal.aborted) {
      await untilSomethingComes(client, bell, options.timers, signal);
      await readNewMails(readingOf(options, client), signal);
    }
    return null;
  } catch (error) {
    // What follows from our own closing is no fault.
    return signal.aborted ? null : mailboxFault(bell.fault() ?? error, mailbox);
  } finally {
    signal.removeEventListener('abort', end);
    client.close();
  }
}

function readingOf({ mailbox, places, takeMail, clock, log }: WatchOptions, client: ImapFlow) {
  const name = `imap:${mailbox.user}@${mailbox.host}:${mailbox.port}/${mailbox.folder}`;
  return { client, name, places, takeMail, clock, log };
}

interface Bell {
  /** Resolves when a mail came since the last time, or the connection ended. */
  rung(): Promise<void>;
  /** What broke the connection; null while nothing did. */
  fault(): Error | null;
}

function bellOf(client: ImapFlow): Bell {
  let fault: Error | null = null;
  let isRung = false;
  let tell = (): void => undefined;
  const ring = (): void => {
    isRung = true;
    tell();
  };
  client.on('exists', ring);
  client.on('close', ring);
  client.on('error', (error: Error) => {
    fault = error;
    ring();
  });
  return {
    fault: () => fault,
    rung: async () => {
      if (!isRung) await new Promise<void>((resolve) => (tell = resolve));
      isRung = false;
    },
  };
}

/** Lies in IDLE (RFC 2177) until the server tells of a mail; where there is no IDLE, the library asks every two minutes. */
async function untilSomethingComes(
  client: ImapFlow,
  bell: Bell,
  timers: Timers,
  signal: AbortSignal,
): Promise<void> {
  const rung = bell.rung();
  // It ends by itself when the server was asked whether it is still there, and then there is no harm in looking.
  const idle = client.idle().then(
    async (worked) => {
      if (worked === false && client.usable) await sleep(timers, MINUTE, signal);
    },
    // What broke it breaks the next command as well, and is told of there.
    () => undefined,
  );
  await Promise.race([rung, idle]);
}
