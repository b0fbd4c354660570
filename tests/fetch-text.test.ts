import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { fetchText } from '../src/fetch-text.ts';

async function serving(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
}

const unavailable = { code: 'unavailable' };

test('a small text is fetched whole', async () => {
  const url = await serving((_, response) => response.end('certificate é'));
  expect(await fetchText(url)).toBe('certificate é');
});

test.each([301, 404, 500, 204])('an answer of %i is none', async (status) => {
  const url = await serving((_, response) => response.writeHead(status, { Location: '/' }).end());
  await expect(fetchText(url)).rejects.toMatchObject(unavailable);
});

test('a text without end is given up', async () => {
  const url = await serving((_, response) => {
    const pour = (): void => void response.write('x'.repeat(20_000), () => setImmediate(pour));
    pour();
    response.on('error', () => {});
  });
  await expect(fetchText(url)).rejects.toMatchObject({
    ...unavailable,
    message: expect.stringContaining('too much'),
  });
});

test('nobody at the other end is told in words', async () => {
  const url = await serving((request) => request.socket.destroy());
  await expect(fetchText(url)).rejects.toMatchObject(unavailable);
});
