import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** What an address is answered with; `drop` closes the connection after the final dot instead of an answer. */
export type Answer = 'accept' | 'drop' | { readonly code: number; readonly words: string };

export interface FaultyRelay {
  readonly url: string;
  /** Whose mails were taken, in order. */
  readonly accepted: readonly string[];
  /** What was taken, as it came; lines that quoted-printable broke are whole again. */
  readonly sources: readonly string[];
  /** Changes what an address is answered with from now on. */
  answer(address: string, answer: Answer): void;
  /** Whether user name and password are good. */
  lock(locked: boolean): void;
  /** Called at each final dot, before it is answered. */
  onDot(hear: (address: string) => Promise<unknown> | unknown): void;
}

/** A real SMTP server on the loopback that answers each address as it is told; stopped when the test ends. */
export async function faultyRelay(): Promise<FaultyRelay> {
  const accepted: string[] = [];
  const sources: string[] = [];
  const answers = new Map<string, Answer>();
  const sockets = new Map<number, Socket>();
  let locked = false;
  let hear: (address: string) => Promise<unknown> | unknown = () => undefined;
  const server = new SMTPServer({
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onAuth: ({ username }, _, done) =>
      locked ? done(reply(535, '5.7.8 wrong password')) : done(null, { user: username ?? '' }),
    onRcptTo: ({ address }, _, done) => {
      const answer = answers.get(address) ?? 'accept';
      done(typeof answer === 'string' ? null : reply(answer.code, answer.words));
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', async () => {
        const to = session.envelope.rcptTo.map(({ address }) => address).join();
        await hear(to);
        if (answers.get(to) === 'drop') return void sockets.get(session.remotePort)?.destroy();
        accepted.push(to);
        sources.push(Buffer.concat(chunks).toString('utf8').replaceAll('=\r\n', ''));
        done(null, '2.0.0 taken');
      });
    },
  });
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => sockets.set(socket.remotePort ?? 0, socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return {
    url: `smtp://ali:secret@127.0.0.1:${portOf(server.server.address())}`,
    accepted,
    sources,
    answer: (address, answer) => void answers.set(address, answer),
    lock: (next) => {
      locked = next;
    },
    onDot: (next) => {
      hear = next;
    },
  };
}

function reply(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode });
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
