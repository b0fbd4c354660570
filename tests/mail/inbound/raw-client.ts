import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A client that says exactly what it is told to, octet by octet. */
export interface RawClient {
  readonly socket: Socket;
  /** Resolves with all lines of the next answer, or with an empty text when the server hung up. */
  answer(): Promise<string>;
  /** Writes one line and waits for its answer. */
  say(line: string): Promise<string>;
  /** Resolves when the server has closed. */
  readonly closed: Promise<void>;
}

/** Connects to a listener; the greeting is the first answer. */
export function rawClient(port: number): RawClient {
  const socket = connect(port, '127.0.0.1');
  let heard = '';
  let wake = (): void => undefined;
  socket.on('data', (chunk) => {
    heard += chunk.toString('latin1');
    wake();
  });
  // A server that cuts off a client may reset the connection: its answer counts.
  socket.on('error', () => wake());
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      wake();
      resolve();
    });
  });
  onTestFinished(() => void socket.destroy());
  const answer = async (): Promise<string> => {
    for (;;) {
      const found = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(heard);
      if (found !== null) {
        heard = heard.slice(found[0].length);
        return found[0].trimEnd();
      }
      if (socket.destroyed || socket.readableEnded) return '';
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  return {
    socket,
    closed,
    answer,
    say: (line) => {
      socket.write(`${line}\r\n`);
      return answer();
    },
  };
}

/** The first three digits of what a client is answered to each of these lines. */
export async function sayAll(client: RawClient, lines: readonly string[]): Promise<string[]> {
  const codes: string[] = [];
  for (const line of lines) codes.push((await client.say(line)).slice(0, 3));
  return codes;
}
