import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

interface HeardRequest {
  readonly type: string;
  readonly text: string;
}

/** Somebody elsewhere who is told of things, on loopback, by default at any free port. Answers 204 unless told otherwise. */
export async function listeningHost(at = 0) {
  const heard: HeardRequest[] = [];
  let answer: (response: ServerResponse) => void = (response) => void response.writeHead(204).end();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => void chunks.push(chunk));
    request.on('end', () => {
      heard.push({
        type: request.headers['content-type'] ?? '',
        text: Buffer.concat(chunks).toString('utf8'),
      });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => void server.listen(at, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/`,
    /** Takes what was heard since the last time. */
    heard: (): readonly HeardRequest[] => heard.splice(0),
    answers: (next: typeof answer) => {
      answer = next;
    },
    close,
  };
}
