import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { loadDkimKeys } from '../../src/app/load-dkim-keys.ts';
import { makeDkimKeys } from '../../src/app/make-dkim-keys.ts';
import { receiveMail } from '../../src/app/receive-mail.ts';
import { tick } from '../../src/app/tick.ts';
import { DAY, HOUR } from '../../src/core/clock.ts';
import { openSigner, signRaw } from '../../src/mail/dkim/signer.ts';
import { verifySignatures } from '../../src/mail/dkim/verify.ts';
import { listMailbox } from '../../src/mail/mailbox/mailbox-files.ts';
import { recordsOf } from '../mail/dkim/keys-for-tests.ts';
import { byServer, fateOf, keptAs, letter, openMailRoom, post } from '../support/mail-room.ts';
import { mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive, BOB } from '../support/readers.ts';
import { temporaryFolder } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

let house: TestApp;
beforeEach(async () => {
  house = await openMailRoom();
});

/** The octets that went out last. */
async function lastOut({ app }: TestApp = house): Promise<Buffer> {
  const [newest] = await listMailbox(app.workspace.mailboxFolder, { limit: 1 });
  if (newest === undefined) throw new Error('no mail went out');
  return readFile(join(app.workspace.mailboxFolder, `${newest.id}.eml`));
}

describe('a person’s mail', () => {
  test('goes on to the author to the octet, below fields that say who handed it on', async () => {
    const body = Buffer.concat([
      Buffer.from('Grüße, 8 bit: '),
      Buffer.from([0xff, 0xfe, 0x80]),
      Buffer.from('\r\n.\r\n'),
    ]);
    const raw = Buffer.concat([
      Buffer.from(`DKIM-Signature: v=1; a=rsa-sha256; b=abc\r\nFrom: ${ALICE}\r\nSubject: =?x\r\n\r\n`),
      body,
    ]);
    const kept = await keptAs(house.app, await receiveMail(house.app, byServer(raw)));
    expect(fateOf(kept)).toEqual(['person', 'forwarded']);
    await sendAll(house.app);
    const out = await lastOut();
    const start = out.indexOf('DKIM-Signature');
    expect(out.subarray(start)).toEqual(raw);
    const head = out.subarray(0, start).toString();
    expect(head).toMatch(
      /^Resent-Date: .*\r\nResent-From: \S+\r\nResent-To: ali@example\.com\r\nResent-Message-ID: <s\.\d+\.[0-9a-f]{20}@\S+>\r\n$/m,
    );
  });

  test('that comes back to us, as the author’s mailbox sends it on, is dropped', async () => {
    await post(house.app, {});
    await sendAll(house.app);
    const back = await receiveMail(
      house.app,
      byServer(Buffer.concat([Buffer.from('Received: by x\r\n'), await lastOut(), Buffer.from('x')])),
    );
    expect(fateOf(await keptAs(house.app, back))).toEqual(['loop', null]);
    await sendAll(house.app);
    expect(await mailsTo(house.app, AUTHOR)).toHaveLength(1);
  });

  test('goes to the test address in test mode', async () => {
    house = await openMailRoom({ FORTNIGHT_ALL_MAIL_TO: 'tester@example.com' });
    await post(house.app, {});
    await sendAll(house.app);
    expect(await mailsTo(house.app, AUTHOR)).toEqual([]);
    expect((await lastOut()).toString()).toContain('Resent-To: tester@example.com');
  });

  test('stays here when nobody is named, or where it would come in again, which is logged once', async () => {
    house = await openMailRoom({ INBOUND_FORWARD: 'nobody' });
    expect(fateOf(await post(house.app, {}))).toEqual(['person', null]);
    house = await openMailRoom({ INBOUND_FORWARD: 'ali@news.example.org' });
    for (let time = 0; time < 3; time += 1)
      expect(fateOf(await post(house.app, {}))).toEqual(['person', null]);
    expect(house.logged.filter((line) => line.includes('stays here'))).toHaveLength(1);
  });

  test('that waited until it was forgotten is not sent any more', async () => {
    await post(house.app, {});
    house.clock.advance(30 * DAY + 1);
    await tick(house.app);
    await sendAll(house.app);
    expect(await house.app.store.countMails()).toMatchObject({ failed: 1 });
  });

  test.each([
    [
      'with bare line feeds',
      'From: a@example.net\nSubject: x\n\nbody\n',
      '\r\nFrom: a@example.net\r\nSubject: x\r\n\r\nbody\r\n',
    ],
    [
      'out of a mailbox file',
      'From a@example.net Mon\r\nSubject: x\r\n\r\nbody',
      '\r\nSubject: x\r\n\r\nbody',
    ],
    ['without any header', 'just words\r\n', '\r\n\r\njust words\r\n'],
  ])('%s goes on in a form that a server takes', async (_, raw, whole) => {
    await receiveMail(house.app, byServer(raw));
    await sendAll(house.app);
    expect((await lastOut()).toString()).toContain(whole);
  });
});

test('the signature of whoever wrote a mail stays good on its way to the author, and none of ours is added', async () => {
  const files = (await makeDkimKeys(temporaryFolder(), 'key')).map(({ file }) => file).join(',');
  house = await openMailRoom({ DKIM_KEY: files });
  const { dkim } = house.app.config;
  if (dkim === null) throw new Error('no key is configured');
  const { keys } = await loadDkimKeys(dkim);
  const hers = await signRaw(openSigner(keys, 'example.org'), Buffer.from(letter()), house.clock.now());
  await receiveMail(house.app, byServer(hers));
  await sendAll(house.app);
  const records = recordsOf(keys, 'example.org');
  const verdicts = verifySignatures(await lastOut(), (name) => records.get(name) ?? null);
  expect(verdicts.map(({ selector, fault }) => ({ selector, fault }))).toEqual([
    { selector: 'key-rsa', fault: null },
    { selector: 'key-ed25519', fault: null },
  ]);
});

test('nothing that stands in a field gets into a header of ours, or into a log', async () => {
  const subject = 'Hi\u0000\u001b[31m\r\nBcc: victim@example.net';
  await addActive(house.app, ALICE);
  house.clock.advance(HOUR);
  const fields = ['Message-ID: <a@b>\tX-Evil: 1', 'X-A: b'];
  const raw = letter({
    subject: '=?utf-8?q?Hi=0D=0ABcc:_victim@example.net?=',
    body: 'STOP',
    fields: [],
  }).replace(/Message-ID: .*/, fields[0] ?? '');
  const kept = await keptAs(house.app, await receiveMail(house.app, byServer(raw)));
  expect(kept.subject).toBe('Hi Bcc: victim@example.net');
  expect(fateOf(kept)).toEqual(['left', 'answered']);
  await sendAll(house.app);
  const answer = await mailTo(house.app, ALICE, 'You have left');
  expect(answer.headers.map(({ key }) => key)).not.toContain('in-reply-to');
  expect(JSON.stringify(answer.headers)).not.toMatch(/victim|evil/i);
  expect(
    (await keptAs(house.app, await receiveMail(house.app, byServer(letter({ subject }))))).subject,
  ).not.toMatch(/\p{Cc}/u);
  expect(house.logged.join('\n')).not.toMatch(/victim|alice@/);
});

test('a robot that answers everything gets at most one mail of each kind a day', async () => {
  const robot = 'robot@example.net';
  const { app } = house;
  const answers = (subject: string, to: string) =>
    post(app, { from: robot, to, subject: `Re: ${subject}`, body: 'subscribe' });
  await answers('start', 'subscribe@news.example.org');
  for (let round = 0; round < 10; round += 1) {
    await sendAll(app);
    const got = await mailsTo(app, robot);
    for (const { subject } of got) await answers(subject, 'subscribe@news.example.org');
    for (const { subject } of got) await post(app, { from: robot, subject, body: 'STOP' });
    house.clock.advance(60_000);
  }
  await sendAll(app);
  expect((await mailsTo(app, robot)).length).toBeLessThanOrEqual(2);
  await post(app, { from: BOB, fields: ['Auto-Submitted: auto-replied'], body: 'subscribe' });
  await sendAll(app);
  expect(await mailsTo(app, BOB)).toEqual([]);
});
