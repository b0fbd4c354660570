import { createTransport } from 'nodemailer';
import { beforeEach, expect, test } from 'vitest';
import { listenForMail } from '../../src/app/listen-for-mail.ts';
import { receiveMail } from '../../src/app/receive-mail.ts';
import { mailsTo, mailTo, sendAll, subjectsTo } from '../support/post-office.ts';
import { ALICE, BOB } from '../support/readers.ts';
import { address } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

/** Everything here goes by SMTP in both directions: from a mail program to our listener, and from our sender to a mail server. */
const BLOG = 'letters@news.example.org';

let house: TestApp;
let send: (mail: Letter) => Promise<void>;

interface Letter {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text?: string;
  readonly inReplyTo?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

beforeEach(async () => {
  house = await openTestApp({
    calendar: { email: { from: BLOG, approval: 'none' } },
    environment: { INBOUND_ADDRESS: '@news.example.org' },
  });
  const { app } = house;
  const { inbound } = app.config;
  if (inbound === null) throw new Error('no mail comes in');
  const at = { protocol: 'smtp', host: '127.0.0.1', port: 0 } as const;
  const listener = await listenForMail(app, inbound, at, (mail) => receiveMail(app, mail));
  const program = createTransport({ host: '127.0.0.1', port: listener.port, ignoreTLS: true });
  send = async (mail) => void (await program.sendMail(mail));
  return () => listener.close();
});

/** What a mail program makes of "reply". */
async function replyTo(words: string, text: string): Promise<Letter> {
  const mail = await mailTo(house.app, ALICE, words);
  const field = (name: string) => mail.headers.find(({ key }) => key === name)?.value;
  const quoted = mail.text.replaceAll(/^/gm, '> ');
  return {
    from: `Alice <${ALICE}>`,
    to: field('reply-to') ?? field('from') ?? '',
    subject: `Re: ${mail.subject}`,
    inReplyTo: field('message-id') ?? '',
    text: `${text}\n\nOn Monday somebody wrote:\n${quoted}`,
  };
}

const subscribe = (from: string): Letter => ({ from, to: 'subscribe@news.example.org', subject: 'Hello' });

async function fortnightAt(date: string): Promise<void> {
  await house.tickAt(`${date}T09:00:00-08:00`);
  await house.tickAt(`${date}T11:00:00-08:00`);
  await sendAll(house.app);
}

test('somebody comes, reads and goes by mail alone', async () => {
  const { app } = house;
  await send(subscribe(ALICE));
  await sendAll(app);
  expect(await subjectsTo(app, ALICE)).toEqual(['Confirm your subscription to Imposter Syndrome']);
  await send(await replyTo('Confirm', ''));
  expect(await app.store.subscriberByAddress(address(ALICE))).toMatchObject({ state: { kind: 'active' } });

  await fortnightAt('2026-12-08');
  expect(await subjectsTo(app, ALICE)).toContain('After CAP');

  await send(await replyTo('After CAP', 'STOP'));
  await sendAll(app);
  const before = await subjectsTo(app, ALICE);
  expect(before.at(-1)).toMatch(/left/);
  expect(before).toHaveLength(4);
  await fortnightAt('2026-12-22');
  expect(await subjectsTo(app, ALICE)).toEqual(before);
});

test('who asks again and again is asked to confirm once', async () => {
  const { app } = house;
  for (const subject of ['Hello', 'Subscribe', 'Anybody there?'])
    await send({ ...subscribe(ALICE), subject });
  await sendAll(app);
  expect(await mailsTo(app, ALICE)).toHaveLength(1);
});

test('a robot is never answered, and confirms nothing', async () => {
  const { app } = house;
  await send({ ...subscribe(BOB), headers: { 'Auto-Submitted': 'auto-generated' } });
  await sendAll(app);
  expect(await mailsTo(app, BOB)).toEqual([]);

  await send(subscribe(ALICE));
  await sendAll(app);
  const reply = await replyTo('Confirm', 'I am away until Monday.');
  const marks = [{ 'Auto-Submitted': 'auto-replied' }, { 'X-Autoreply': 'yes' }, { Precedence: 'bulk' }];
  for (const headers of marks) await send({ ...reply, headers });
  await sendAll(app);
  expect(await app.store.subscriberByAddress(address(ALICE))).toMatchObject({ state: { kind: 'pending' } });
  expect(await mailsTo(app, ALICE)).toHaveLength(1);
});
