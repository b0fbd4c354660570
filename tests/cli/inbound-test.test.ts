import { expect, test } from 'vitest';
import { openInbound } from '../../src/worker/inbound.ts';
import { run } from '../support/command-line.ts';
import { startDovecot } from '../support/dovecot.ts';
import { freePort } from '../support/free-port.ts';
import { noDovecot } from '../support/mail-servers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const say = (house: TestApp, line: string) => run(house, line.split(' '));

test('without a way in there is nothing to test', async () => {
  const { failure } = await say(await openTestApp(), 'inbound test');
  expect(failure).toMatchObject({ code: 'not-found', help: expect.stringContaining('INBOUND_LISTEN') });
});

test('a listener is reached, or it is said what to do', async () => {
  const port = await freePort();
  const environment = { INBOUND_ADDRESS: '@news.example.org', INBOUND_LISTEN: `lmtp://127.0.0.1:${port}` };
  const house = await openTestApp({ environment });
  const before = await say(house, 'inbound test');
  expect(before.code).toBe(1);
  expect(before.out).toMatch(
    /listener {2}lmtp:\/\/127\.0\.0\.1:\d+ .*\n {2}no {2}.*ECONNREFUSED.*\n {2}help: .*fortnight worker/,
  );
  const inbound = await openInbound(house.app, async () => ({ kind: 'known' }), new AbortController().signal);
  const { code, out } = await say(house, 'inbound test');
  expect([code, out.includes('ok  220 localhost LMTP Fortnight')]).toEqual([0, true]);
  expect(JSON.parse((await say(house, 'inbound test --json')).out)).toMatchObject({
    version: 1,
    address: { local: null, domain: 'news.example.org' },
    listener: { protocol: 'lmtp', port, failure: null },
    mailbox: null,
  });
  await inbound.close();
});

test('a mailbox is opened, and nothing in it is changed', { timeout: 60_000 }, async (context) => {
  if (noDovecot !== null) context.skip(noDovecot);
  const dovecot = await startDovecot();
  dovecot.deliver('Subject: one\r\n\r\n1\r\n');
  dovecot.deliver('Subject: two\r\n\r\n2\r\n');
  const url = (password: string, folder: string) =>
    `imap://ali:${password}@127.0.0.1:${dovecot.mailbox.port}/${folder}`;
  const house = await openTestApp({
    environment: { INBOUND_ADDRESS: 'news@example.org', IMAP_URL: url('correct%20horse', 'INBOX') },
  });
  const { code, out } = await say(house, 'inbound test');
  expect(code).toBe(0);
  expect(out).toContain('ok  2 mails, 2 unread; new mail is told of at once');
  expect(out).toMatch(/offers {4}.*IDLE/);
  expect(dovecot.flags()).toEqual(['', '']);

  const lost = await house.another({
    INBOUND_ADDRESS: 'news@example.org',
    IMAP_URL: url('correct%20horse', 'Newsletter'),
  });
  const folder = await say(lost, 'inbound test');
  expect([folder.code, folder.out.includes('folders   INBOX')]).toEqual([1, true]);

  const locked = await house.another({
    INBOUND_ADDRESS: 'news@example.org',
    IMAP_URL: url('wrong%20horse', 'INBOX'),
  });
  const data = JSON.parse((await say(locked, 'inbound test --json')).out);
  expect(data).toMatchObject({ mailbox: { messages: null, failure: { kind: 'login' } } });
  expect(JSON.stringify(data)).not.toContain('horse');
});
