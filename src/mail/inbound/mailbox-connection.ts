import { ImapFlow } from 'imapflow';
import { MINUTE, SECOND } from '../../core/clock.ts';
import type { ImapMailbox } from './mailbox-address.ts';

/** Servers may end an IDLE that lasts for half an hour (RFC 2177): it is begun anew before. */
const LONGEST_IDLE = 25 * MINUTE;

/**
 * One connection, not yet made. Certificates are checked, and where STARTTLS is asked for the password waits for it. Bounded: a server that
 * sends a larger message than was asked for is left.
 * @param authorities PEM certificates to trust instead of the usual ones; null: those
 * @param largest how many octets of one message will be asked for
 */
export function connectionTo(
  { host, port, security, user, password }: ImapMailbox,
  { authorities, largest }: { readonly authorities: string | null; readonly largest: number },
): ImapFlow {
  return new ImapFlow({
    host,
    port,
    secure: security === 'tls',
    ...(security === 'tls' ? {} : { doSTARTTLS: security === 'starttls' }),
    tls: { minVersion: 'TLSv1.2', ...(authorities === null ? {} : { ca: authorities }) },
    auth: { user, pass: password },
    clientInfo: { name: 'Fortnight' },
    logger: false,
    disableAutoIdle: true,
    maxIdleTime: LONGEST_IDLE,
    connectionTimeout: 30 * SECOND,
    greetingTimeout: 30 * SECOND,
    socketTimeout: 5 * MINUTE,
    maxLiteralSize: largest + KILOBYTE,
    maxResponseSize: 2 * largest,
    maxLineLength: 16 * KILOBYTE * KILOBYTE,
    maxResponseTokens: 200_000,
  });
}

const KILOBYTE = 1024;
