import type { Readable } from 'node:stream';
import { createTransport, type SMTPPoolSentMessageInfo, type Transporter } from 'nodemailer';
import { SECOND } from '../../core/clock.ts';
import type { SendReport } from '../../domain/deliveries/send-report.ts';
import type { Signable } from '../dkim/signable.ts';
import type { WireForm } from '../smtp/wire-form.ts';
import { describeRelay, parseRelayUrl, type RelayAddress } from './relay-url.ts';
import { reportFailure } from './report.ts';

/** A composed mail on its way out. */
export interface OutgoingMail {
  readonly envelope: { readonly from: string; readonly to: string };
  readonly messageId: string;
  /** The whole message, CRLF line ends. May be put together when it is asked for: ask once. */
  readonly raw: Buffer;
  /** The same as it goes out after DATA, when whoever composed it knows: what `wireForm(raw)` would give. */
  readonly form?: WireForm;
  /** Somebody else wrote it: it has their signatures, and gets none of ours. */
  readonly written?: 'elsewhere';
  /** What signatures cover, when whoever composed it knows: what `signableOf(raw)` would give, in other pieces. */
  readonly signable?: Signable;
}

/** An SMTP server that takes our mail. */
export interface Relay {
  /**
   * Hands one message over and says what the wire said; never rejects. An aborted `signal` ends the attempt: `not-sent` when the body
   * was not begun, else `no-answer`.
   */
  send(mail: OutgoingMail, signal?: AbortSignal): Promise<SendReport>;
  /** Starts what `send` would do with this mail before it asks the server, like a signature; the mail to give to `send` in its place. Never throws. */
  prepare?(mail: OutgoingMail): OutgoingMail;
  /** Ends idle connections at once and busy ones after their message. */
  close(): void;
  /** How many connections it opens at most. Twice as many `send`s outstanding keep them all busy. */
  readonly connections: number;
  /** For logs and `status`; without the password. */
  describe(): string;
}

export interface RelayOptions {
  /** Our host's real name, for EHLO. */
  readonly name: string;
  /** Plain text to a host that is not this one: otherwise only `?tls=no` in the URL allows it. */
  readonly allowPlainText?: boolean;
  /** Instead of what the URL says. */
  readonly maxConnections?: number;
  /** In milliseconds. `socket` is how long a silent relay is waited for. */
  readonly timeouts?: { readonly connect?: number; readonly greeting?: number; readonly socket?: number };
}

const MAX_MESSAGES_PER_CONNECTION = 100;
const TIMEOUTS = { connect: 20 * SECOND, greeting: 20 * SECOND, socket: 5 * 60 * SECOND } as const;

/** Prepares a relay; nothing connects before the first `send`. Throws `configuration` for a wrong URL. */
export function openRelay(smtpUrl: string, options: RelayOptions): Relay {
  const address = parseRelayUrl(smtpUrl, options.allowPlainText);
  const connections = options.maxConnections ?? address.connections;
  const transport = createTransport(transportOptions(address, connections, options));
  const bodies = watchBodies(transport);
  return {
    send: (mail, signal) => send(transport, bodies, mail, signal),
    close: () => transport.close(),
    connections,
    describe: () => describeRelay(address),
  };
}

type Transport = Pick<Transporter<SMTPPoolSentMessageInfo>, 'sendMail' | 'use'>;

function transportOptions(address: RelayAddress, connections: number, options: RelayOptions) {
  const timeouts = { ...TIMEOUTS, ...options.timeouts };
  return {
    pool: true as const,
    host: address.host,
    port: address.port,
    secure: address.security === 'tls',
    requireTLS: address.security === 'starttls',
    ignoreTLS: address.security === 'plain',
    ...(address.login === null ? {} : { auth: loginOptions(address.login) }),
    name: options.name,
    maxConnections: connections,
    maxMessages: MAX_MESSAGES_PER_CONNECTION,
    // Once, for a kept connection that the relay had closed meanwhile. Whether there is another attempt is for the ledger to say.
    maxRequeues: 1,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.greeting,
    socketTimeout: timeouts.socket,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function loginOptions({ user, password, kind }: NonNullable<RelayAddress['login']>) {
  if (kind === 'password') return { user, pass: password };
  return { type: 'OAuth2' as const, user, accessToken: password };
}

async function send(
  transport: Transport,
  bodies: Bodies,
  mail: OutgoingMail,
  signal: AbortSignal | undefined,
): Promise<SendReport> {
  const { from, to } = mail.envelope;
  // nodemailer would send a UTF-8 address even to a server without SMTPUTF8.
  if (/[^\x21-\x7e]/.test(`${from}${to}`))
    return { kind: 'not-sent', fault: 'address', detail: 'the address is not ASCII' };
  // A view of its own, as the key of this attempt: the same buffer may be sent twice.
  const raw = mail.raw.subarray();
  const streams: Readable[] = [];
  bodies.set(raw, streams);
  try {
    const info = await transport.sendMail({
      envelope: { from, to: [to] },
      messageId: mail.messageId,
      raw,
      ...(signal === undefined ? {} : { signal }),
    });
    return { kind: 'accepted', reply: info.response };
  } catch (error) {
    return reportFailure(
      error,
      streams.some((stream) => stream.readableDidRead),
    );
  }
}

/** For each message in flight, the streams it was given to a connection as. */
type Bodies = WeakMap<object, Readable[]>;

/**
 * Learns of the stream that the connection reads a message from: as long as it was not read, not a byte of the body has left.
 * The stream we hand in would not do: nodemailer reads ahead from it, before MAIL FROM.
 */
function watchBodies(transport: Transport): Bodies {
  const bodies: Bodies = new WeakMap();
  transport.use('stream', (mail, done) => {
    const { raw } = mail.data;
    const streams = typeof raw === 'object' ? bodies.get(raw) : undefined;
    mail.message.processFunc((body) => {
      streams?.push(body);
      return body;
    });
    done();
  });
  return bodies;
}
