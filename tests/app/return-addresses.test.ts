import { expect, test } from 'vitest';
import { preferencesUrl } from '../../src/app/preference-link.ts';
import { bounceAddress, confirmAddress, unsubscribeAddress } from '../../src/app/return-addresses.ts';
import { type AddressTokenPurpose, readAddressToken } from '../../src/core/address-tokens.ts';
import { HOUR, MINUTE } from '../../src/core/clock.ts';
import { uniqueForm } from '../../src/core/email-address.ts';
import { keyedHash } from '../../src/core/keyring.ts';
import { readOurAddress } from '../../src/domain/inbound/our-addresses.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { openMailing } from '../support/mailing.ts';
import { sendAll } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive, addPending, BOB } from '../support/readers.ts';
import { type SmtpSink, startSink, type TakenMail } from '../support/smtp-sink.ts';
import { address, editionAt, readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { visitorOf } from '../support/visitor.ts';

const DOMAIN = { INBOUND_ADDRESS: '@news.example.com' };
const MAILBOX = { INBOUND_ADDRESS: 'news@example.com' };

/** What stands behind a token that somebody wrote to, as whoever takes mail in reads it. */
function read(
  { app }: TestApp,
  purpose: AddressTokenPurpose,
  text: string,
  boundTo: string | null = null,
  at = app.clock.now(),
) {
  const { inbound } = app.config;
  const ours = inbound === null ? null : readOurAddress(inbound.address, text);
  const named = { bounce: 'bounce', 'unsubscribe-mail': 'unsubscribe', 'confirm-mail': 'confirm' }[purpose];
  expect(ours?.purpose, text).toBe(named);
  return readAddressToken(app.keyring, purpose, ours?.token ?? '', at, boundTo);
}

function mailTo({ taken }: SmtpSink, to: string, words: string): TakenMail {
  const [mail, other] = taken.filter((one) => one.to === to && one.subject.includes(words));
  if (mail === undefined || other !== undefined) throw new Error(`not one mail "${words}" to ${to}`);
  return mail;
}

const toReaders = ({ taken }: SmtpSink) => taken.filter(({ to }) => to !== AUTHOR);

const mailtoIn = (header: string) => /<mailto:([^>?]+)\?subject=unsubscribe>/.exec(header)?.[1] ?? '';

test('where no mail comes in there are none', async () => {
  const { app } = await openTestApp();
  const reader = 7 as SubscriberId;
  expect(bounceAddress(app, null, reader)).toBeNull();
  expect(unsubscribeAddress(app, reader)).toBeNull();
  expect(confirmAddress(app, reader, address(ALICE), 0)).toBeNull();
});

test.each([DOMAIN, MAILBOX])('an edition to each reader has addresses of their own: %j', async (inbound) => {
  const sink = await startSink();
  const house = await openMailing({ environment: { SMTP_URL: sink.url, ...inbound } });
  await sendAll(house.app);
  const { id: edition } = await editionAt(house.app.store, 'regular:pacelc');
  const readers = ['reader1@example.org', 'reader2@example.org', 'reader3@example.org'];
  for (const to of readers) {
    const { from, header } = mailTo(sink, to, 'After CAP');
    const { id } = await readerAt(house.app.store, to);
    expect(read(house, 'bounce', from)).toEqual({ ok: true, fields: [edition, id] });
    expect(read(house, 'unsubscribe-mail', mailtoIn(header))).toEqual({ ok: true, fields: [id] });
    expect(header).toMatch(/^List-Unsubscribe: <http:\/\/localhost:8014\/unsubscribe\/[^>]+>, <mailto:/m);
    expect(header).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect(header).not.toMatch(/^Reply-To:/m);
  }
  const senders = toReaders(sink).map(({ from }) => from);
  expect(new Set(senders).size).toBe(readers.length);
});

test('where no mail comes in, an edition is as it was: one sender, and one way out', async () => {
  const sink = await startSink();
  const house = await openMailing({ environment: { SMTP_URL: sink.url } });
  await sendAll(house.app);
  expect(toReaders(sink)).toHaveLength(3);
  for (const { from, header } of toReaders(sink)) {
    expect(from).toBe(AUTHOR);
    expect(header).toMatch(/^List-Unsubscribe: <[^<>]+>$/m);
  }
});

test('a confirmation comes back to its reader, and a reply to it confirms for three days, by that address alone', async () => {
  const sink = await startSink();
  const house = await openTestApp({ environment: { SMTP_URL: sink.url, ...DOMAIN } });
  const bob = await addPending(house.app, BOB);
  const writtenAt = house.clock.now();
  house.clock.advance(HOUR);
  await sendAll(house.app);
  const { from, header } = mailTo(sink, BOB, 'onfirm');
  expect(read(house, 'bounce', from)).toEqual({ ok: true, fields: [0, bob] });
  const answer = /^Reply-To: (\S+)$/m.exec(header)?.[1] ?? '';
  const own = keyedHash(house.app.keyring, uniqueForm(address(BOB)));
  const end = writtenAt + 72 * HOUR;
  expect(read(house, 'confirm-mail', answer, own, end)).toEqual({ ok: true, fields: [bob] });
  const late = end + MINUTE;
  expect(read(house, 'confirm-mail', answer, own, late)).toEqual({ ok: false, reason: 'expired' });
  const other = keyedHash(house.app.keyring, uniqueForm(address(ALICE)));
  for (const wrong of [other, null])
    expect(read(house, 'confirm-mail', answer, wrong)).toEqual({ ok: false, reason: 'forged' });
});

test('a welcome comes back to its reader too, and can be left by a mail; its answers go to the author', async () => {
  const sink = await startSink();
  const house = await openTestApp({ environment: { SMTP_URL: sink.url, ...DOMAIN } });
  const [alice] = await addActive(house.app, ALICE);
  await sendAll(house.app);
  const { from, header } = mailTo(sink, ALICE, 'Welcome');
  expect(read(house, 'bounce', from)).toEqual({ ok: true, fields: [0, alice] });
  expect(read(house, 'unsubscribe-mail', mailtoIn(header))).toEqual({ ok: true, fields: [alice] });
  expect(header).not.toMatch(/^Reply-To:/m);
});

test('a mail to an address that is not, or no longer, the reader’s own names nobody when it bounces', async () => {
  const sink = await startSink();
  const house = await openTestApp({ environment: { SMTP_URL: sink.url, ...DOMAIN } });
  const [alice] = await addActive(house.app, ALICE);
  const page = new URL(preferencesUrl(house.app, alice as SubscriberId, address(ALICE))).pathname;
  const visitor = visitorOf(house.app);
  await visitor.post(`${page}/address`, { email: 'alice@new.example' });
  await sendAll(house.app);
  expect(mailTo(sink, 'alice@new.example', 'new address').from).toBe(AUTHOR);
  const { wantedAddress } = house.app.store;
  const { addressHash = '' } = (await wantedAddress(alice as SubscriberId)) ?? {};
  await house.app.store.changeAddress(alice as SubscriberId, addressHash, house.clock.now());
  await sendAll(house.app);
  expect(mailTo(sink, ALICE, 'was changed').from).toBe(AUTHOR);
});

test('in test mode a bounce names nobody: it is the author’s mailbox that it is about', async () => {
  const sink = await startSink();
  const environment = { SMTP_URL: sink.url, FORTNIGHT_ALL_MAIL_TO: 'test@example.com', ...DOMAIN };
  const house = await openTestApp({ environment });
  await addPending(house.app, BOB);
  await sendAll(house.app);
  const mail = mailTo(sink, 'test@example.com', 'onfirm');
  expect(mail.from).toBe(AUTHOR);
  expect(mail.header).toMatch(/^Reply-To: confirm\+\w+@news\.example\.com$/m);
});
