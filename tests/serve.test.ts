import { expect, test } from 'vitest';
import type { Terminal } from '../src/cli/terminal.ts';
import { serve } from '../src/serve.ts';
import { rawClient } from './mail/inbound/raw-client.ts';
import { openTestApp } from './support/test-app.ts';

const INBOUND = { INBOUND_ADDRESS: '@news.example.org', INBOUND_LISTEN: 'lmtp://127.0.0.1:0' };

/** What was written until now, and a promise of a line. */
function listeningTerminal() {
  const lines: string[] = [];
  let wanted = '';
  let found = (_line: string): void => undefined;
  const terminal: Terminal = {
    out: (text) => {
      lines.push(text);
      if (wanted !== '' && text.includes(wanted)) found(text);
    },
    octets: (octets) => void lines.push(Buffer.from(octets).toString()),
    err: (text) => void lines.push(text),
    paint: (_tone, text) => text,
    columns: 200,
    interactive: false,
  };
  const line = (words: string): Promise<string> =>
    new Promise((resolve) => {
      wanted = words;
      found = resolve;
    });
  return { terminal, lines, line };
}

test('at start the worker says where mail is taken, takes it there, and stops with the signal', async () => {
  const { app } = await openTestApp({ environment: INBOUND });
  const { terminal, line } = listeningTerminal();
  const ending = new AbortController();
  const told = line('Inbound');
  const serving = serve(app, { web: false, worker: true }, ending.signal, terminal, async () => ({
    kind: 'known',
  }));
  const words = await told;
  expect(words).toMatch(/^Inbound {3}mail for @news\.example\.org is taken at lmtp:\/\/127\.0\.0\.1:\d+$/);
  const port = Number(/\d+$/.exec(words)?.[0]);
  expect(await rawClient(port).answer()).toBe('220 localhost LMTP Fortnight');
  ending.abort();
  await serving;
  expect(await rawClient(port).answer()).toBe('');
});

test('a worker that cannot have the port for mail does not begin to send', async () => {
  const { app } = await openTestApp({ environment: INBOUND });
  const first = listeningTerminal();
  const ending = new AbortController();
  const told = first.line('Inbound');
  const takeMail = async () => ({ kind: 'known' }) as const;
  const parts = { web: false, worker: true };
  const serving = serve(app, parts, ending.signal, first.terminal, takeMail);
  const port = Number(/\d+$/.exec(await told)?.[0]);
  const other = await openTestApp({
    environment: { ...INBOUND, INBOUND_LISTEN: `lmtp://127.0.0.1:${port}` },
  });
  const second = listeningTerminal();
  await expect(serve(other.app, parts, ending.signal, second.terminal, takeMail)).rejects.toMatchObject({
    code: 'unavailable',
    help: expect.stringContaining('INBOUND_LISTEN empty'),
  });
  expect(second.lines).toEqual([]);
  ending.abort();
  await serving;
});
