import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { onTestFinished } from 'vitest';
import {
  type OutgoingMail,
  openRelay,
  type Relay,
  type RelayOptions,
} from '../../../src/mail/relay/relay.ts';
import { openSmtpRelay } from '../../../src/mail/smtp/smtp-relay.ts';

/** Longer than what nodemailer's streams hold, so that a body is seen half-way. */
const BODY = `${'0123456789'.repeat(7)}\r\n`.repeat(4_000);

export const MAIL: OutgoingMail = {
  envelope: { from: 'bounce@blog.example', to: 'alice@example.org' },
  messageId: '<1.7.abc@blog.example>',
  raw: Buffer.from(`Message-ID: <1.7.abc@blog.example>\r\nSubject: Hi\r\n\r\n.dot\r\n${BODY}`),
};

/** What an SMTP handler answers with, e.g. `refusal(550, '5.1.1 no such user')`. */
export function refusal(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

/** A real SMTP server on the loopback, stopped when the test ends; gives its port. */
export async function smtpServer(options: SMTPServerOptions = {}): Promise<number> {
  const drain: SMTPServerOptions['onData'] = (stream, _, done) => {
    stream.resume();
    stream.on('end', () => done(null));
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData: drain,
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return portOf(server.server);
}

/**
 * A server that speaks just enough SMTP to hang up at one step: on reading the line that `step` begins with, or, for `body`, in
 * the middle of it, or, for `.`, after the final dot.
 */
export async function serverThatHangsUp(
  step: 'connect' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | '.',
): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (step === 'connect') socket.destroy();
    else converse(socket, step);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return portOf(server);
}

type Open = (url: string, options: RelayOptions) => Relay;

/** Both ways to a relay, which report alike. */
export const CLIENTS: readonly (readonly [string, Open])[] = [
  ['nodemailer', openRelay],
  ['our own client', openSmtpRelay],
];

/** Opens relays that end with the test. */
export function relayBy(open: Open) {
  return (port: number, url = `smtp://127.0.0.1:${port}`, options: Partial<RelayOptions> = {}): Relay => {
    const relay = open(url, {
      name: 'blog.example',
      timeouts: { connect: 3_000, greeting: 3_000, socket: 3_000 },
      ...options,
    });
    onTestFinished(() => relay.close());
    return relay;
  };
}

function converse(socket: Socket, step: string): void {
  let inBody = false;
  let pending = '';
  socket.write('220 faulty.example ESMTP\r\n');
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    if (inBody && step === 'body') return void socket.destroy();
    for (let end = pending.indexOf('\r\n'); end >= 0; end = pending.indexOf('\r\n')) {
      const line = pending.slice(0, end);
      pending = pending.slice(end + 2);
      if (inBody ? line === '.' && step === '.' : line.startsWith(step)) return void socket.destroy();
      if (inBody) continue;
      inBody = line === 'DATA';
      socket.write(inBody ? '354 go on\r\n' : '250 fine\r\n');
    }
  });
}

function portOf(server: Pick<Server, 'address'>): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
