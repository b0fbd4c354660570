import { beforeEach, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../../src/core/clock.ts';
import { startDovecot } from '../../support/dovecot.ts';
import { noDovecot } from '../../support/mail-servers.ts';
import { watching } from './watching.ts';

beforeEach((context) => {
  if (noDovecot !== null) context.skip(noDovecot);
});

const letter = (subject: string): string =>
  `Return-Path: <alice@example.com>\r\nDelivered-To: news@example.org\r\nFrom: Alice <alice@example.com>\r\nSubject: ${subject}\r\n\r\nDear Ali, that was good to read. Thank you.\r\n`;

const ABSENCE =
  'From: Alice <alice@example.com>\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.\r\n';

const subjects = (mails: readonly { readonly raw: Buffer }[]): string[] =>
  mails.map(({ raw }) => /^Subject: (.*)\r$/m.exec(raw.toString())?.[1] ?? '');

const LONG = { timeout: 60_000 };

test(
  'what lies in the mailbox is taken in its order, and what comes in while it is watched at once',
  LONG,
  async () => {
    const dovecot = await startDovecot();
    for (const subject of ['one', 'two']) dovecot.deliver(letter(subject));
    const watch = watching({ mailbox: dovecot.mailbox });
    await watch.taken(2);
    await watch.until(() =>
      watch.logged.some((line) => line.startsWith('mail is taken from INBOX at 127.0.0.1')),
    );
    dovecot.deliver(letter('three'));
    await watch.taken(3);
    expect(subjects(watch.kept)).toEqual(['one', 'two', 'three']);
    expect(watch.kept[0]).toMatchObject({
      way: 'imap',
      envelope: { from: 'alice@example.com', to: ['news@example.org'] },
    });
    expect(watch.kept[0]?.raw.toString()).toBe(letter('one'));
  },
);

test("a machine's mail is marked as seen, and a person's is left unread", LONG, async () => {
  const dovecot = await startDovecot();
  dovecot.deliver(letter('Hello'));
  dovecot.deliver(ABSENCE);
  dovecot.deliver(letter('Hello again'));
  const watch = watching({ mailbox: dovecot.mailbox });
  await watch.taken(3);
  await watch.until(() => watch.logged.length > 0);
  await watch.end();
  expect(dovecot.flags()).toEqual(['', 'S', '']);
});

test('after a restart nothing is taken twice', LONG, async () => {
  const dovecot = await startDovecot();
  dovecot.deliver(letter('one'));
  const first = watching({ mailbox: dovecot.mailbox });
  await first.until(() => first.logged.length > 0);
  await first.end();
  expect([...first.places.values()]).toMatchObject([{ uid: 1 }]);
  dovecot.deliver(letter('two'));
  const places = {
    load: async (name: string) => first.places.get(name) ?? null,
    save: async () => undefined,
  };
  const second = watching({ mailbox: dovecot.mailbox, places });
  await second.taken(1);
  expect(subjects(second.kept)).toEqual(['two']);
});

test('it comes back by itself when the server was killed, and misses nothing', LONG, async () => {
  const dovecot = await startDovecot();
  const watch = watching({ mailbox: dovecot.mailbox });
  await watch.until(() => watch.logged.length === 1);
  await dovecot.kill();
  await watch.until(() => watch.pauses.length > 1);
  dovecot.deliver(letter('meanwhile'));
  await dovecot.start();
  await watch.taken(1);
  expect(subjects(watch.kept)).toEqual(['meanwhile']);
  expect(watch.pauses[0]).toBe(7.5 * SECOND);
  expect(watch.pauses[1]).toBe(MINUTE);
  // One break is nothing to tell of; a server that stays away is, once.
  const told = watch.logged.filter((line) => line.includes('failed'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain('look at host and port in IMAP_URL');
});

test('when the server numbers its mails anew, they are taken again', LONG, async () => {
  const dovecot = await startDovecot();
  for (const subject of ['one', 'two', 'three']) dovecot.deliver(letter(subject));
  const watch = watching({ mailbox: dovecot.mailbox });
  await watch.taken(3);
  await watch.until(() => watch.logged.length > 0);
  await dovecot.kill();
  dovecot.numberAnew(77);
  dovecot.deliver(letter('four'));
  await dovecot.start();
  await watch.taken(7);
  expect(subjects(watch.kept).slice(3)).toEqual(['one', 'two', 'three', 'four']);
  await watch.until(() => [...watch.places.values()].some(({ uid }) => uid === 4));
  expect([...watch.places.values()]).toEqual([{ uidValidity: 77, uid: 4 }]);
});

test('a mail that could not be kept is asked for again, and the next ones wait for it', LONG, async () => {
  const dovecot = await startDovecot();
  for (const subject of ['one', 'two']) dovecot.deliver(letter(subject));
  let tries = 0;
  const watch = watching({
    mailbox: dovecot.mailbox,
    takeMail: async () => {
      tries += 1;
      if (tries < 3) throw new Error('the disk is full');
      return { kind: 'taken', id: tries, as: 'human' };
    },
  });
  await watch.taken(2);
  expect(subjects(watch.kept)).toEqual(['one', 'two']);
  expect(watch.logged.filter((line) => line.includes('could not be kept: the disk is full'))).toHaveLength(1);
});

test('a wrong password is told of once, and tried again slowly', LONG, async () => {
  const dovecot = await startDovecot();
  const watch = watching({ mailbox: { ...dovecot.mailbox, password: 'wrong horse' } });
  await watch.until(() => watch.pauses.length === 2);
  expect(watch.pauses).toEqual([10 * MINUTE, 10 * MINUTE]);
  expect(watch.logged).toHaveLength(1);
  expect(watch.logged[0]).toMatch(/the login for INBOX at 127\.0\.0\.1:\d+ was refused .*IMAP_URL is wrong/);
  expect(watch.logged[0]).not.toContain('horse');
});

test('a folder that is not there is told of', LONG, async () => {
  const dovecot = await startDovecot();
  const watch = watching({ mailbox: { ...dovecot.mailbox, folder: 'Newsletter' } });
  await watch.until(() => watch.logged.length === 1 && watch.pauses.length === 1);
  expect(watch.logged[0]).toContain('there is no folder Newsletter');
  expect(watch.pauses).toEqual([10 * MINUTE]);
});

test('STARTTLS is used where it is asked for, and only with a certificate that is good', LONG, async () => {
  const dovecot = await startDovecot();
  dovecot.deliver(letter('one'));
  const mailbox = { ...dovecot.mailbox, host: 'localhost', security: 'starttls' } as const;
  const strict = watching({ mailbox });
  await strict.until(() => strict.logged.length === 1);
  expect(strict.logged[0]).toContain('no safe connection to INBOX at localhost');
  expect(strict.kept).toEqual([]);
  const trusting = watching({ mailbox, authorities: dovecot.certificate });
  await trusting.taken(1);
});

test('of a mail that is too large the beginning is taken', LONG, async () => {
  const dovecot = await startDovecot();
  dovecot.deliver(Buffer.concat([Buffer.from(letter('huge')), Buffer.alloc(26 * 1024 * 1024, 'x\r\n')]));
  dovecot.deliver(letter('small'));
  const watch = watching({ mailbox: dovecot.mailbox });
  await watch.taken(2);
  expect(subjects(watch.kept)).toEqual(['huge', 'small']);
  expect(watch.kept[0]?.raw.length).toBe(1024 * 1024);
  expect(watch.logged.join()).toContain('only the beginning of it is taken');
});

test('it ends at once, also while it waits', LONG, async () => {
  const dovecot = await startDovecot();
  const idle = watching({ mailbox: dovecot.mailbox });
  await idle.until(() => idle.logged.length > 0);
  await idle.end();
  const waiting = watching({ mailbox: { ...dovecot.mailbox, password: 'wrong' } });
  await waiting.until(() => waiting.pauses.length > 0);
  await waiting.end();
  expect(idle.pauses).toEqual([]);
});
