import { expect, test } from 'vitest';
import type { ArrivingMail } from '../../src/domain/inbound/arriving-mail.ts';
import { openInbound } from '../../src/worker/inbound.ts';
import { rawClient, sayAll } from '../mail/inbound/raw-client.ts';
import { startDovecot } from '../support/dovecot.ts';
import { noDovecot } from '../support/mail-servers.ts';
import { openTestApp } from '../support/test-app.ts';

const LISTENING = { INBOUND_ADDRESS: '@news.example.org', INBOUND_LISTEN: 'smtp://127.0.0.1:0' };

/** What the configuration names, open; and each mail that comes in. */
async function opened(environment: Readonly<Record<string, string>>) {
  const house = await openTestApp({
    calendar: { email: { from: 'blog@example.com', reply_to: 'letters@example.com' } },
    environment,
  });
  const kept: ArrivingMail[] = [];
  let arrived = (): void => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const ending = new AbortController();
  const inbound = await openInbound(
    house.app,
    async (mail) => {
      kept.push(mail);
      arrived();
      return { kind: 'known' };
    },
    ending.signal,
  );
  return { house, inbound, kept, arrival, ending };
}

const portIn = (words = ''): number => Number(/:(\d+)$/.exec(words)?.[1]);

test('without a way in nothing is opened', async () => {
  const { inbound } = await opened({});
  expect(inbound.where).toEqual([]);
  await inbound.close();
});

test('the listener takes what is for us: with a purpose, From, Reply-To, postmaster; and nothing else', async () => {
  const { inbound, kept } = await opened(LISTENING);
  expect(inbound.where).toEqual([
    expect.stringMatching(/^mail for @news\.example\.org is taken at smtp:\/\/127\.0\.0\.1:\d+$/),
  ]);
  const client = rawClient(portIn(inbound.where[0]));
  expect(await client.answer()).toBe('220 localhost ESMTP Fortnight');
  const recipients = [
    'subscribe@news.example.org',
    'bounce+k7@NEWS.example.org',
    'Blog@example.com',
    'letters@example.com',
    'postmaster',
    'ali@news.example.org',
    'bob@elsewhere.example',
  ];
  await sayAll(client, ['EHLO client.example', 'MAIL FROM:<>']);
  expect(
    await sayAll(
      client,
      recipients.map((address) => `RCPT TO:<${address}>`),
    ),
  ).toEqual(['250', '250', '250', '250', '250', '550', '550']);
  expect(await sayAll(client, ['DATA', 'Hi\r\n.'])).toEqual(['354', '250']);
  expect(kept[0]?.envelope?.to).toEqual([
    'subscribe@news.example.org',
    'bounce+k7@news.example.org',
    'Blog@example.com',
    'letters@example.com',
    'postmaster@news.example.org',
  ]);
  await inbound.close();
});

test('it ends with the signal', async () => {
  const { inbound, ending } = await opened(LISTENING);
  const port = portIn(inbound.where[0]);
  ending.abort();
  await inbound.close();
  expect(await rawClient(port).answer()).toBe('');
});

test('a port that another has is told of', async () => {
  const { inbound } = await opened(LISTENING);
  const taken = opened({ ...LISTENING, INBOUND_LISTEN: `smtp://127.0.0.1:${portIn(inbound.where[0])}` });
  await expect(taken).rejects.toMatchObject({
    code: 'unavailable',
    help: expect.stringContaining('INBOUND_LISTEN'),
  });
  await inbound.close();
});

test('the mailbox is read, and its place remembered in the database', {
  timeout: 60_000,
}, async (context) => {
  if (noDovecot !== null) context.skip(noDovecot);
  const dovecot = await startDovecot();
  dovecot.deliver('From: Alice <alice@example.org>\r\nSubject: Hello\r\n\r\nHi\r\n');
  const { port } = dovecot.mailbox;
  const { house, inbound, kept, arrival } = await opened({
    INBOUND_ADDRESS: 'news@example.org',
    IMAP_URL: `imap://ali:correct%20horse@127.0.0.1:${port}/INBOX`,
  });
  expect(inbound.where).toEqual([`mail for news@example.org is fetched from INBOX at 127.0.0.1:${port}`]);
  await arrival;
  await inbound.close();
  expect(kept).toMatchObject([{ way: 'imap', envelope: null }]);
  expect(await house.app.store.inboundPlace(`imap:ali@127.0.0.1:${port}/INBOX`)).toMatchObject({ uid: 1 });
});
