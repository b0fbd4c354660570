import { beforeEach, describe, expect, test } from 'vitest';
import { receiveMail } from '../../src/app/receive-mail.ts';
import { unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { DAY } from '../../src/core/clock.ts';
import type { EditionId } from '../../src/domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { reportOf } from '../support/inbound-mail.ts';
import { bounceAddress, byServer, copyId, fateOf, keptAs } from '../support/mail-room.ts';
import { EDITION, leaveUncertain, openMailing } from '../support/mailing.ts';
import { ledgerOf } from '../support/post-office.ts';
import { hashFor } from '../support/readers.ts';
import { address, editionAt, readerAt } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const [FIRST, SECOND] = ['reader1@example.org', 'reader2@example.org'];
const NEW = 'first@new.example';
const STRANGER = 'stranger@example.net';
const HELLO = 'hello@news.example.org';
const DEAD = ['Action: failed', 'Status: 5.1.1', 'Diagnostic-Code: smtp; 550 5.1.1 user unknown'];
const FULL = ['Action: failed', 'Status: 5.2.2', 'Diagnostic-Code: smtp; 552 5.2.2 mailbox full'];
const LATE = ['Action: delayed', 'Status: 4.2.2', 'Diagnostic-Code: smtp; 452 4.2.2 try later'];

let house: TestApp;
let edition: EditionId;
let first: SubscriberId;
const environment = { INBOUND_ADDRESS: '@news.example.org' };
beforeEach(async () => {
  house = await openMailing({ readers: 2, environment });
  edition = (await editionAt(house.app.store, EDITION)).id;
  first = (await readerAt(house.app.store, FIRST)).id;
});

const about = (address: string, what: readonly string[]) => [`Final-Recipient: rfc822; ${address}`, ...what];
const suppressionOf = (typed: string) => house.app.store.suppressionOf(hashFor(house.app, typed));

async function report(lines: readonly string[], to = HELLO) {
  const raw = lines.join('\r\n');
  return keptAs(house.app, await receiveMail(house.app, byServer(raw, { from: '', to })));
}

describe('a bounce', () => {
  test('that comes back to the token of the copy suppresses a dead address', async () => {
    const kept = await report(reportOf(about(FIRST, DEAD)), bounceAddress(house.app, first, edition));
    expect(fateOf(kept)).toEqual(['suppressed', null]);
    expect(await suppressionOf(FIRST)).toBe('bounced');
    expect(await house.app.store.bouncesOf(first)).toMatchObject([
      { edition, source: 'mail', status: '5.1.1' },
    ]);
  });

  test('that returns our Message-ID does so, too', async () => {
    const returned = [`Message-ID: ${copyId(house.app, edition, first)}`, `To: ${FIRST}`];
    expect(fateOf(await report(reportOf(about(FIRST, DEAD), returned)))).toEqual(['suppressed', null]);
  });

  test('that returns only our way out, or our Return-Path, as well', async () => {
    const link = [`List-Unsubscribe: <${unsubscribeUrl(house.app, first)}>`, `To: ${FIRST}`];
    expect(fateOf(await report(reportOf(about(FIRST, FULL), link)))).toEqual(['bounced', null]);
    const path = [`Return-Path: <${bounceAddress(house.app, first, edition)}>`, `To: ${FIRST}`];
    expect(fateOf(await report(reportOf(about(FIRST, FULL), path)))).toEqual(['bounced', null]);
    expect(await house.app.store.bouncesOf(first)).toMatchObject([{ edition: null }, { edition }]);
  });

  test('without any proof touches nobody, whomever it names', async () => {
    expect(fateOf(await report(reportOf(about(FIRST, DEAD))))).toEqual(['unproven', null]);
    const forged = [`Message-ID: ${copyId(house.app, edition, first).replace(/[0-9a-f]{8}@/, '00000000@')}`];
    expect(fateOf(await report(reportOf(about(STRANGER, DEAD), forged)))).toEqual(['unproven', null]);
    expect([await suppressionOf(FIRST), await suppressionOf(STRANGER)]).toEqual([null, null]);
    expect(await house.app.store.bouncesOf(first)).toEqual([]);
  });

  test('of a full mailbox is counted, and suppresses nobody', async () => {
    const kept = await report(reportOf(about(FIRST, FULL)), bounceAddress(house.app, first, edition));
    expect(fateOf(kept)).toEqual(['bounced', null]);
    expect(await suppressionOf(FIRST)).toBeNull();
  });

  test('of where the mail was handed on counts for the reader it was for, and for nobody else', async () => {
    const to = bounceAddress(house.app, first, edition);
    expect(fateOf(await report(reportOf(about(SECOND, DEAD)), to))).toEqual(['suppressed', null]);
    expect([await suppressionOf(FIRST), await suppressionOf(SECOND)]).toEqual(['bounced', null]);
  });

  test('of one of several places where it was handed on suppresses nobody', async () => {
    const fields = [...about(STRANGER, DEAD), '', ...about('other@example.net', FULL)];
    const kept = await report(reportOf(fields), bounceAddress(house.app, first, edition));
    expect(fateOf(kept)).toEqual(['bounced', null]);
    expect(await suppressionOf(FIRST)).toBeNull();
  });

  test('of the address that the reader had then says nothing about the one they have now', async () => {
    const { store, clock } = house.app;
    const wanted = { address: address(NEW), addressHash: hashFor(house.app, NEW) };
    await store.askForAddress(first, wanted, clock.now());
    await store.changeAddress(first, wanted.addressHash, clock.now());
    const kept = await report(reportOf(about(FIRST, DEAD)), bounceAddress(house.app, first, edition));
    expect(fateOf(kept)).toEqual(['outdated', null]);
    expect(await suppressionOf(NEW)).toBeNull();
    expect(await store.bouncesOf(first)).toEqual([]);
  });

  test('of a mail that left after the reader had moved counts', async () => {
    const { store, clock } = house.app;
    const wanted = { address: address(NEW), addressHash: hashFor(house.app, NEW) };
    await store.askForAddress(first, wanted, clock.now());
    await store.changeAddress(first, wanted.addressHash, clock.now() - 30 * DAY);
    const kept = await report(reportOf(about(NEW, DEAD)), bounceAddress(house.app, first, edition));
    expect(fateOf(kept)).toEqual(['suppressed', null]);
  });

  test('read a second time is not counted again', async () => {
    const kept = await report(reportOf(about(FIRST, FULL)), bounceAddress(house.app, first, edition));
    const { classified, intent } = kept;
    await house.app.store.reopenInbound(kept.id, { classified, intent });
    await house.tickAt('2026-12-08T11:05:00-08:00');
    expect(await house.app.store.bouncesOf(first)).toHaveLength(1);
  });

  test('proves that the mail was sent: what was uncertain is settled', async () => {
    await leaveUncertain(house, 2);
    await report(reportOf(about(FIRST, LATE)), bounceAddress(house.app, first, edition));
    expect(await ledgerOf(house.app, EDITION)).toMatchObject({ sent: 1, uncertain: 1 });
  });
});

test('a delay changes nothing of the reader', async () => {
  const kept = await report(reportOf(about(FIRST, LATE)), bounceAddress(house.app, first, edition));
  expect(fateOf(kept)).toEqual(['noted', null]);
  expect(await house.app.store.bouncesOf(first)).toEqual([]);
});

describe('a complaint', () => {
  const arf = (type: string, returned: readonly string[]) => [
    'From: feedback@fbl.example.net',
    'Subject: Email Feedback Report',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'This is an email abuse report.',
    '--b',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: x/1',
    'Version: 1',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'From: blog@example.org',
    'To: redacted@example.org',
    'Subject: PACELC',
    ...returned,
    '',
    'Body.',
    '--b--',
  ];

  test.each([
    ['our Message-ID', () => [`Message-ID: ${copyId(house.app, edition, first)}`]],
    ['our way out', () => [`List-Unsubscribe: <${unsubscribeUrl(house.app, first)}>`]],
    ['our Return-Path', () => [`Return-Path: <${bounceAddress(house.app, first, edition)}>`]],
  ])('of an address that is blacked out ends the subscription that %s names', async (_, returned) => {
    expect(fateOf(await report(arf('abuse', returned())))).toEqual(['complained', null]);
    expect((await readerAt(house.app.store, FIRST)).state).toMatchObject({ how: 'complaint' });
    expect(await suppressionOf(FIRST)).toBe('complained');
  });

  test.each(['not-spam', 'auth-failure'])('of the kind %s ends none', async (type) => {
    const kept = await report(arf(type, [`Message-ID: ${copyId(house.app, edition, first)}`]));
    expect(fateOf(kept)).toEqual(['noted', null]);
    expect((await readerAt(house.app.store, FIRST)).state.kind).toBe('active');
  });

  test('without proof ends none', async () => {
    const kept = await report(arf('abuse', [`Original-Rcpt-To: ${FIRST}`, `X-Failed-Recipients: ${FIRST}`]));
    expect(fateOf(kept)).toEqual(['unproven', null]);
    expect((await readerAt(house.app.store, FIRST)).state.kind).toBe('active');
  });
});

test('about a test run, which went to the author, costs the reader nothing', async () => {
  const all = { ...environment, FORTNIGHT_ALL_MAIL_TO: 'ali@example.com' };
  house = await openMailing({ readers: 2, environment: all });
  const { id } = await editionAt(house.app.store, `test:${EDITION}`);
  first = (await readerAt(house.app.store, FIRST)).id;
  const kept = await report(reportOf(about('ali@example.com', DEAD)), bounceAddress(house.app, first, id));
  expect(fateOf(kept)).toEqual(['noted', null]);
  expect(await suppressionOf(FIRST)).toBeNull();
});
