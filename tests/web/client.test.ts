import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { clientOf } from '../../src/web/client.ts';
import { openTestApp } from '../support/test-app.ts';

/** Whose request it is taken for, with this header and this socket. */
async function clientWith(trusted: string, socket: string | null, forwarded: string | null): Promise<string> {
  const environment = trusted === '' ? {} : { FORTNIGHT_TRUSTED_PROXIES: trusted };
  const { app } = await openTestApp({ environment, unseen: true });
  const web = new Hono();
  web.get('/', (context) => context.text(clientOf(app, context) ?? 'nobody'));
  const headers = forwarded === null ? {} : { 'X-Forwarded-For': forwarded };
  const bindings = socket === null ? undefined : { incoming: { socket: { remoteAddress: socket } } };
  return (await web.request('/', { headers }, bindings)).text();
}

test.each<[string, string | null, string | null, string]>([
  ['', '203.0.113.7', null, '203.0.113.7'],
  ['', '::ffff:203.0.113.7', null, '203.0.113.7'],
  ['', '203.0.113.7', '198.51.100.1', '203.0.113.7'],
  ['', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['', '::1', '198.51.100.1', '198.51.100.1'],
  ['', '::ffff:127.0.0.1', '203.0.113.9, 198.51.100.1', '198.51.100.1'],
  ['', '127.0.0.1', null, 'nobody'],
  ['', null, null, 'nobody'],
  ['none', '127.0.0.1', '198.51.100.1', '127.0.0.1'],
  ['10.0.0.0/8', '10.0.0.1', '203.0.113.9, 198.51.100.1, 10.2.3.4', '198.51.100.1'],
  ['10.0.0.0/8', '10.0.0.1', '10.9.9.9, 10.2.3.4', 'nobody'],
  ['10.0.0.0/8', '10.0.0.1', '198.51.100.1, unknown', 'nobody'],
  ['10.0.0.0/8', '10.0.0.1', '198.51.100.1:41234', '198.51.100.1'],
  ['10.0.0.0/8', '10.0.0.1', '[2001:db8::1]:41234', '2001:db8:0:0:0:0:0:1'],
  ['2001:db8:aa::/48', '2001:db8:aa::1', '2001:db8:bb::1', '2001:db8:bb:0:0:0:0:1'],
])('trusting %j, from %s with X-Forwarded-For %j it is %s', async (trusted, socket, forwarded, client) => {
  expect(await clientWith(trusted, socket, forwarded)).toBe(client);
});
