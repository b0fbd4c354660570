import { beforeEach, expect, test } from 'vitest';
import type { ArrivingMail } from '../../../src/domain/inbound/arriving-mail.ts';
import { noPostfix } from '../../support/mail-servers.ts';
import { startPostfix } from '../../support/postfix.ts';
import { listening } from './listening.ts';
import { rawClient, sayAll } from './raw-client.ts';

const DOMAIN = 'news.example.org';
const RAW = 'From: Alice <alice@example.com>\nSubject: Please\n\nThank you.\n';

beforeEach((context) => {
  if (noPostfix !== null) context.skip(noPostfix);
});

/** What docs/receiving.md says, for a listener on this port. */
const byLmtp = (port: number): string => `relay_domains = ${DOMAIN}
transport_maps = inline:{ { ${DOMAIN} = lmtp:inet:127.0.0.1:${port} } }
smtpd_recipient_restrictions = reject_unauth_destination, reject_unverified_recipient
unverified_recipient_reject_code = 550`;

/** A listener that takes everything at our domain but nobody@, and resolves with each mail. */
async function mailroom(protocol: 'lmtp' | 'smtp', refuseFirst = 0) {
  const waiting: ((mail: ArrivingMail) => void)[] = [];
  let refused = 0;
  let tellRefused = (): void => undefined;
  const refusedOnce = new Promise<void>((resolve) => {
    tellRefused = resolve;
  });
  const { listener } = await listening({
    protocol,
    isOurs: async (address) => address.endsWith(`@${DOMAIN}`) && !address.startsWith('nobody@'),
    takeMail: async (mail) => {
      if (refused < refuseFirst) {
        refused += 1;
        tellRefused();
        throw new Error('the disk is full');
      }
      waiting.shift()?.(mail);
      return { kind: 'known' };
    },
  });
  const next = () => new Promise<ArrivingMail>((resolve) => waiting.push(resolve));
  return { port: listener.port, next, refusedOnce };
}

test('Postfix hands mail to subscribe@ and to a signed address over by LMTP, with the envelope', {
  timeout: 60_000,
}, async () => {
  const { port, next } = await mailroom('lmtp');
  const postfix = await startPostfix(byLmtp(port));
  const first = next();
  postfix.sendmail('alice@example.com', [`subscribe@${DOMAIN}`], RAW);
  const mail = await first;
  expect(mail).toMatchObject({
    way: 'lmtp',
    envelope: { from: 'alice@example.com', to: [`subscribe@${DOMAIN}`] },
  });
  const text = mail.raw.toString();
  expect(text).toMatch(
    /^Return-Path: <alice@example\.com>\r\nReceived: from blog\.example \(\[127\.0\.0\.1\]\)\r\n\tby blog\.example with LMTP id /,
  );
  expect(text.match(/^Received: /gm)).toHaveLength(2);
  expect(text).toMatch(/\r\n\r\nThank you\.\r\n$/);
  const second = next();
  postfix.sendmail('', [`unsubscribe+k7token@${DOMAIN}`], RAW);
  expect((await second).envelope).toEqual({ from: '', to: [`unsubscribe+k7token@${DOMAIN}`] });
});

test('who writes to an address that is none hears so from Postfix at once', { timeout: 60_000 }, async () => {
  const { port, next } = await mailroom('lmtp');
  const postfix = await startPostfix(byLmtp(port));
  const client = rawClient(postfix.port);
  await client.answer();
  await sayAll(client, ['EHLO client.example', 'MAIL FROM:<alice@example.com>']);
  expect(await client.say(`RCPT TO:<nobody@${DOMAIN}>`)).toMatch(
    /^550 5\.1\.1 [\s\S]*there is no such recipient here/,
  );
  expect(await client.say('RCPT TO:<bob@elsewhere.example>')).toMatch(/^[45]54 /);
  const arriving = next();
  expect(
    await sayAll(client, [`RCPT TO:<subscribe@${DOMAIN}>`, 'DATA', 'Subject: Hi\r\n\r\nHi\r\n.']),
  ).toEqual(['250', '354', '250']);
  expect((await arriving).envelope?.to).toEqual([`subscribe@${DOMAIN}`]);
});

test('what could not be kept stays with Postfix, which hands it over again', {
  timeout: 60_000,
}, async () => {
  const { port, next, refusedOnce } = await mailroom('lmtp', 1);
  const postfix = await startPostfix(byLmtp(port));
  postfix.sendmail('alice@example.com', [`subscribe@${DOMAIN}`], RAW);
  await refusedOnce;
  await postfix.logged(/status=deferred .*451 4\.3\.0 it could not be kept/);
  expect(postfix.queue()).toContain(`subscribe@${DOMAIN}`);
  const arriving = next();
  postfix.flush();
  expect((await arriving).envelope?.to).toEqual([`subscribe@${DOMAIN}`]);
  await postfix.logged(/status=sent .*250 2\.6\.0 it is kept/);
});

test('Postfix hands over by SMTP as well, for a single mailbox with its sub-addresses', {
  timeout: 60_000,
}, async () => {
  const { port, next } = await mailroom('smtp');
  const postfix = await startPostfix(`recipient_delimiter = +
mydestination = ${DOMAIN}
transport_maps = inline:{ { news@${DOMAIN} = smtp:[127.0.0.1]:${port} } }`);
  const arriving = next();
  postfix.sendmail('alice@example.com', [`news+unsubscribe+k7token@${DOMAIN}`], RAW);
  expect(await arriving).toMatchObject({
    way: 'smtp',
    envelope: { to: [`news+unsubscribe+k7token@${DOMAIN}`] },
  });
});
