import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Clock } from '../../core/clock.ts';
import { AppError, messageOf, systemCodeOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import type { Timers } from '../../core/timers.ts';
import type { TakeMail } from '../../domain/inbound/arriving-mail.ts';
import { roomFor } from './collected-message.ts';
import { conversationsOf } from './conversations.ts';
import { gateOf } from './listener-gate.ts';
import { LISTENER_LIMITS, type ListenerLimits } from './listener-limits.ts';
import { receiveMessage } from './receive-message.ts';
import { recipientRefusal } from './recipient-refusal.ts';
import { reply } from './reply.ts';

export interface ListenerOptions {
  readonly protocol: 'smtp' | 'lmtp';
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** The host name it greets with. */
  readonly name: string;
  /** For the domainless `postmaster` (RFC 5321 4.5.1); null where postmaster's mail is not ours. */
  readonly postmasterAt: string | null;
  /** Whether mail for this address is taken; its domain is in lower case and A-labels. Rejects when that cannot be said now. */
  readonly isOurs: (address: string) => Promise<boolean>;
  readonly takeMail: TakeMail;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
  /** What differs from the usual ones. */
  readonly limits?: Partial<ListenerLimits>;
}

export interface Listener {
  /** Where it really listens. */
  readonly port: number;
  /** Takes no new connection, and ends when messages under way are received and kept, or after some seconds. */
  close(): Promise<void>;
}

/**
 * Listens for mail that another server hands over, by SMTP (RFC 5321) or LMTP (RFC 2033). Takes only what is for us, never relays, and says
 * 250 only when `takeMail` has kept the message. Resolves when it listens. @throws AppError `unavailable` when it cannot
 */
export async function startListener(options: ListenerOptions): Promise<Listener> {
  const limits = { ...LISTENER_LIMITS, ...options.limits };
  const keeping = new Set<Promise<unknown>>();
  const server: SMTPServer = new SMTPServer({
    ...serverOptions(options, limits),
    ...handlers(options, limits, keeping, () => server),
  });
  const port = await listen(server, options, limits);
  return { port, close: () => close(server, keeping) };
}

function serverOptions({ protocol, name, host }: ListenerOptions, limits: ListenerLimits): SMTPServerOptions {
  return {
    lmtp: protocol === 'lmtp',
    name: name || host,
    banner: 'Fortnight',
    heloResponse: '%s',
    // Neither a login nor TLS is on offer: whoever hands over is on this machine or in front of us. VRFY and EXPN would tell who reads.
    disabledCommands: ['AUTH', 'STARTTLS', 'VRFY', 'EXPN', 'XCLIENT', 'XFORWARD', 'WIZ', 'SHELL', 'KILL'],
    disableReverseLookup: true,
    hideENHANCEDSTATUSCODES: false,
    logger: false,
    size: limits.size,
    rejectOversized: true,
    maxRecipients: limits.recipients,
    maxClients: limits.connections,
    maxCommandLength: LONGEST_COMMAND,
    socketTimeout: limits.idle,
    closeTimeout: limits.closing,
  };
}

/** In octets; RFC 5321 4.5.3.1.4 asks for 512, extensions add some hundreds. */
const LONGEST_COMMAND = 4_096;

type Handlers = Pick<SMTPServerOptions, 'onConnect' | 'onClose' | 'onMailFrom' | 'onRcptTo' | 'onData'>;

function handlers(
  options: ListenerOptions,
  limits: ListenerLimits,
  keeping: Set<Promise<unknown>>,
  server: () => SMTPServer,
): Handlers {
  const gate = gateOf(limits, options.clock);
  const room = roomFor(limits.room);
  const conversations = conversationsOf(server, options.timers, limits);
  return {
    onConnect: (session, done) => {
      const leave = gate.enter(session.remoteAddress);
      if (leave === null) return done(reply(421, '4.7.0 too many connections from your address'));
      conversations.begin(session, leave);
      done(gate.spend(session.remoteAddress) ? null : reply(421, TOO_FAST));
    },
    onClose: (session) => conversations.end(session),
    onMailFrom: (_address, session, done) => {
      if (gate.spend(session.remoteAddress)) return done();
      conversations.hangUp(session, 421, TOO_FAST);
      done(reply(421, TOO_FAST));
    },
    onRcptTo: (recipient, session, done) => {
      void recipientRefusal(options, recipient, session).then((refusal) => {
        if (refusal?.responseCode === 550 && !gate.spend(session.remoteAddress))
          conversations.hangUp(session, 421, TOO_FAST);
        done(refusal);
      });
    },
    onData: (stream, session, done) => {
      const received = receiveMessage({ ...options, limits, room, conversations, stream, session });
      keeping.add(received);
      void received.then((refusal) => {
        keeping.delete(received);
        done(refusal, 'it is kept');
      });
    },
  };
}

const TOO_FAST = '4.7.0 too much at once, try again later';

function listen(
  server: SMTPServer,
  { host, port }: ListenerOptions,
  limits: ListenerLimits,
): Promise<number> {
  return new Promise((resolve, reject) => {
    // Once it listens, rejecting does nothing: an error then belongs to one client's connection, and is gone with it.
    server.on('error', (error) => reject(listenFault(error, host, port)));
    // Those over the limit are told so and linger for some seconds; beyond this nobody is answered.
    server.server.maxConnections = limits.connections * 4;
    server.listen(port, host, () => resolve(addressOf(server).port));
  });
}

function addressOf(server: SMTPServer): AddressInfo {
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('a listener on a port has no address');
  return address;
}

function listenFault(cause: unknown, host: string, port: number): AppError {
  if (systemCodeOf(cause) === 'EADDRINUSE') {
    return new AppError(
      'unavailable',
      `port ${port} on ${host}, for mail that comes in, is in use by another program`,
      {
        help: 'stop that program, or set another port in INBOUND_LISTEN; of several workers on one machine only one can listen: start the others with INBOUND_LISTEN empty',
        cause,
      },
    );
  }
  if (systemCodeOf(cause) === 'EACCES') {
    return new AppError('unavailable', `this user may not listen on port ${port}, for mail that comes in`, {
      help: 'set a port above 1023 in INBOUND_LISTEN, and let a mail server hand over from port 25',
      cause,
    });
  }
  return new AppError('unavailable', `cannot listen for mail on ${host}:${port}: ${messageOf(cause)}`, {
    help: 'check host and port in INBOUND_LISTEN',
    cause,
  });
}

/** What is in the middle of its DATA goes on; everybody else is told to come back. */
async function close(server: SMTPServer, keeping: ReadonlySet<Promise<unknown>>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(resolve));
  for (const connection of [...server.connections]) {
    if (!connection._dataStream) connection.send(421, '4.3.2 shutting down, try again later', false);
  }
  await closed;
  await Promise.allSettled(keeping);
}
