import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { onTestFinished } from 'vitest';
import { systemTimers, type Timers } from '../../../src/core/timers.ts';

/**
 * A reply without its line end, bytes as they are, the same one by one with some time between them (20 ms unless it says), a reply and then the
 * end of the connection, or one of these.
 */
export type Answer =
  | string
  | { readonly raw: string }
  | { readonly drip: string; readonly every?: number }
  | { readonly last: string }
  | 'drop'
  | 'silence';

/**
 * What is answered at a step: a command's verb, `connect`, `body` (some of it came) or `.`. `nth` counts how often this step was met, from 1,
 * over all connections. undefined: what a kind server says.
 */
export type Script = (step: string, nth: number, connection: number) => Answer | undefined;

export interface ScriptedOptions {
  readonly can?: readonly string[];
  readonly script?: Script;
  /** For what drips. */
  readonly timers?: Timers;
  /** Forgets what came together with a command, as a server that lies about PIPELINING. */
  readonly forgetful?: boolean;
}

export interface ScriptedServer {
  readonly port: number;
  readonly url: string;
  /** Every command, in order, over all connections. */
  readonly heard: readonly string[];
  /** Bodies that were ended with a dot, unstuffed. */
  readonly bodies: readonly Buffer[];
  readonly connections: () => number;
  /** The most connections that were open at once. */
  readonly most: () => number;
}

/** A server that speaks SMTP by hand, so that it can speak it badly; ends with the test. */
export async function scriptedServer(options: ScriptedOptions = {}): Promise<ScriptedServer> {
  const { accept, close, ...seen } = scriptedHost(options);
  const server = createServer({ noDelay: true }, accept);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    close();
    await new Promise((resolve) => server.close(resolve));
  });
  const port = portOf(server);
  return { ...seen, port, url: `smtp://127.0.0.1:${port}` };
}

/** The same server without a port: give it whatever stream a client talks into. */
export function scriptedHost(options: ScriptedOptions = {}) {
  const sockets = new Set<Duplex>();
  const met = new Map<string, number>();
  const heard: string[] = [];
  const bodies: Buffer[] = [];
  let connections = 0;
  let most = 0;
  const accept = (socket: Duplex): void => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
    connections += 1;
    most = Math.max(most, sockets.size);
    const connection = connections;
    const decide = (step: string): Answer => {
      const nth = (met.get(step) ?? 0) + 1;
      met.set(step, nth);
      return options.script?.(step, nth, connection) ?? kindAnswer(step, options.can ?? []);
    };
    const { forgetful = false, timers = systemTimers } = options;
    converse(socket, { decide, heard, bodies, forgetful, timers });
  };
  const close = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return { accept, close, heard, bodies, connections: () => connections, most: () => most };
}

interface Talk {
  readonly decide: (step: string) => Answer;
  readonly heard: string[];
  readonly bodies: Buffer[];
  readonly forgetful: boolean;
  readonly timers: Timers;
}

function converse(socket: Duplex, { decide, heard, bodies, forgetful, timers }: Talk): void {
  let pending = '';
  let inBody = false;
  let dripping = false;
  const answer = (step: string): void => {
    const said = decide(step);
    if (said === 'drop') return void socket.destroy();
    if (said === 'silence') return;
    if (step === 'DATA') inBody = said === '354 go on';
    if (inBody && step === 'DATA') pending = `\r\n${pending}`; // so that a dot on the first line is one like any other
    if (typeof said === 'object' && 'drip' in said) {
      dripping = true;
      return void drip(socket, timers, said.drip, said.every ?? 20, () => {
        dripping = false;
        while (take());
      });
    }
    if (typeof said === 'object' && 'last' in said) return void socket.end(`${said.last}\r\n`);
    socket.write(Buffer.from(typeof said === 'string' ? `${said}\r\n` : said.raw, 'latin1'));
    if (step === 'QUIT') socket.end();
  };
  /** Whether there was a whole line or body to take. */
  const take = (): boolean => {
    const end = pending.indexOf(inBody ? '\r\n.\r\n' : '\r\n');
    if (end < 0 || dripping || socket.destroyed || socket.writableEnded) return false;
    const [text, rest] = [pending.slice(0, end), pending.slice(end + (inBody ? 5 : 2))];
    pending = forgetful ? '' : rest;
    if (inBody) bodies.push(Buffer.from(`${text}\r\n`.replaceAll('\r\n.', '\r\n').slice(2), 'latin1'));
    else heard.push(text);
    const step = inBody ? '.' : (text.split(' ')[0] ?? '');
    inBody = false;
    answer(step);
    return true;
  };
  answer('connect');
  socket.on('data', (chunk) => {
    pending += chunk.toString('latin1');
    if (inBody) answer('body');
    while (take());
  });
}

function drip(socket: Duplex, timers: Timers, text: string, every: number, done: () => void): void {
  if (socket.destroyed) return;
  socket.write(text.slice(0, 1));
  if (text.length > 1) timers.after(every, () => drip(socket, timers, text.slice(1), every, done));
  else done();
}

function kindAnswer(step: string, can: readonly string[]): Answer {
  switch (step) {
    case 'connect':
      return '220 scripted.example ESMTP';
    case 'EHLO': {
      const lines = ['scripted.example', ...can];
      return lines.map((line, index) => `250${index < lines.length - 1 ? '-' : ' '}${line}`).join('\r\n');
    }
    case 'DATA':
      return '354 go on';
    case 'body':
      return { raw: '' };
    case 'QUIT':
      return '221 2.0.0 bye';
    case '.':
      return '250 2.0.0 taken';
    default:
      return '250 fine';
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  return address.port;
}
