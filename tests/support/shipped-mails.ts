import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askForAddress } from '../../src/app/change-address.ts';
import { draftAnnouncement } from '../../src/app/draft-announcement.ts';
import { draftCorrection } from '../../src/app/draft-correction.ts';
import { mailPreferencesLink } from '../../src/app/mail-preferences-link.ts';
import { sendTest } from '../../src/app/preview.ts';
import { mailLeaveLink } from '../../src/app/unsubscribe.ts';
import { PLAIN_PREFERENCES, type Preferences } from '../../src/domain/readers/preferences.ts';
import { listMailbox, readStored } from '../../src/mail/mailbox/mailbox-files.ts';
import { packageRoot } from '../../src/package-root.ts';
import { post } from './mail-room.ts';
import { sendAll } from './post-office.ts';
import { ALICE, AUTHOR, addActive, addPending, BOB, hashFor } from './readers.ts';
import { SHIPPED_POSTS, shippedPost } from './shipped-blog.ts';
import { readerAt } from './stores.ts';
import { openTestApp, type TestApp } from './test-app.ts';

/** Comes late, and reads the series on Raft from its beginning. */
const ANNA = 'anna@example.org';
/** Takes the digest of the month. */
const DORA = 'dora@example.net';

export interface SentMail {
  readonly to: string;
  readonly subject: string;
  /** As the mail server of its reader keeps it: with the trace that it has come. */
  readonly arrived: Buffer;
}

/** Every kind of mail that Fortnight sends, of some weeks in the life of the blog that ships, and a test of each of its posts; oldest first. */
export async function mailsOfSomeWeeks(): Promise<readonly SentMail[]> {
  const house = await openTestApp({
    calendar: readFileSync(join(packageRoot(), 'calendar', 'calendar.yaml'), 'utf8'),
    posts: Object.fromEntries(SHIPPED_POSTS.map((id) => [id, shippedPost(id)])),
    environment: {
      FORTNIGHT_URL: 'https://example.com',
      FORTNIGHT_MAILBOX: 'allow',
      INBOUND_ADDRESS: '@news.example.com',
    },
  });
  await comeIn(house);
  await publish(house, '2026-12-08');
  await tellMore(house);
  await askForLinks(house);
  await publish(house, '2026-12-22');
  await goAt(house, '2027-01-01T00:00:00-08:00', '2027-01-01T08:00:00-08:00');
  await addActive(house.app, ANNA);
  await wish(house, ANNA, { following: ['raft'] });
  await sendAll(house.app);
  await publish(house, '2027-01-05');
  await post(house.app, { from: DORA, to: 'hello@news.example.com', body: 'STOP' });
  await sendAll(house.app);
  for (const id of SHIPPED_POSTS) await sendTest(house.app, id, AUTHOR);
  return mailsOf(house);
}

async function comeIn(house: TestApp): Promise<void> {
  const { app } = house;
  await addPending(app, BOB);
  await addActive(app, ALICE, DORA);
  await wish(house, DORA, { rhythm: 'monthly-digest' });
  await sendAll(app);
}

async function wish(
  { app, clock }: TestApp,
  typed: string,
  change: Partial<Preferences> & { readonly following?: readonly string[] },
): Promise<void> {
  const { id } = await readerAt(app.store, typed);
  await app.store.savePreferences(id, { name: null, ...PLAIN_PREFERENCES, ...change }, clock.now());
}

/** The slot, and two hours later, when its mail leaves. */
function publish(house: TestApp, date: string): Promise<void> {
  return goAt(house, `${date}T09:00:00-08:00`, `${date}T11:00:00-08:00`, `${date}T11:01:00-08:00`);
}

async function goAt(house: TestApp, ...instants: readonly string[]): Promise<void> {
  for (const at of instants) {
    await house.tickAt(at);
    await sendAll(house.app);
  }
}

/** A correction and an announcement. */
async function tellMore(house: TestApp): Promise<void> {
  const { app, workspace } = house;
  await draftCorrection(app, { topic: 'after-cap-pacelc', file: null, send: true });
  const file = join(workspace.root, 'letter.md');
  await writeFile(file, '# The blog has moved\n\nIt is at [a new address](https://example.com/) now.\n');
  await draftAnnouncement(app, { file, title: null, send: true });
  await goAt(house, '2026-12-08T11:02:00-08:00', '2026-12-08T11:03:00-08:00');
}

/** The way out, the way to the preferences, and another address, which is asked and then used. */
async function askForLinks({ app, clock }: TestApp): Promise<void> {
  await mailLeaveLink(app, ALICE);
  await mailPreferencesLink(app, ALICE);
  const alice = await readerAt(app.store, ALICE);
  await askForAddress(app, alice, 'alice@example.net');
  await sendAll(app);
  await app.store.changeAddress(alice.id, hashFor(app, 'alice@example.net'), clock.now());
  await sendAll(app);
}

async function mailsOf({ app }: TestApp): Promise<SentMail[]> {
  const folder = app.workspace.mailboxFolder;
  const listed = await listMailbox(folder, { limit: 1_000 });
  return Promise.all(
    listed.toReversed().map(async ({ id, from, to, subject, receivedAt }) => {
      const { source } = await readStored(folder, id);
      const [reader = AUTHOR] = to;
      return { to: reader, subject, arrived: Buffer.concat([trace(from, reader, receivedAt), source]) };
    }),
  );
}

/** What the author's mail server and then the reader's write above a mail (RFC 5321 section 4.4). The addresses are for documentation (RFC 3849). */
function trace(from: string, to: string, at: number): Buffer {
  const date = new Date(at).toUTCString().replace('GMT', '+0000');
  return Buffer.from(
    `Return-Path: <${from}>\r\n` +
      'Received: from mail.example.com (mail.example.com [IPv6:2001:db8::25])\r\n' +
      `\tby mx.example.org with ESMTPS id 4Yk0Jw1Gz3z9sT for <${to}>;\r\n\t${date}\r\n` +
      'Received: from blog.example.com (blog.example.com [IPv6:2001:db8::80])\r\n' +
      `\tby mail.example.com with ESMTPSA id 4Yk0Jv6k2Xz9sS for <${to}>;\r\n\t${date}\r\n`,
  );
}
