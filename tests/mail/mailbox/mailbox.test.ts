import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../src/core/clock.ts';
import { listMailbox } from '../../../src/mail/mailbox/mailbox-files.ts';
import { type Mailbox, refusalFor, startMailbox } from '../../../src/mail/mailbox/mailbox-server.ts';
import { readMailboxMessage } from '../../../src/mail/mailbox/read-message.ts';
import { type OutgoingMail, openRelay, type Relay } from '../../../src/mail/relay/relay.ts';
import { OPENED_AT } from '../views.ts';

let folder: string;
let clock: VirtualClock;
let mailbox: Mailbox;
let relay: Relay;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mailbox-'));
  clock = new VirtualClock(OPENED_AT);
  mailbox = await startMailbox({ folder, clock });
  relay = openRelay(mailbox.url, { name: 'blog.example' });
});

afterEach(async () => {
  relay.close();
  await mailbox.close();
  await rm(folder, { recursive: true, force: true });
});

function mail(subject: string, body = '<p>Hé</p>'): OutgoingMail {
  const head = `Subject: ${subject}\r\nX-One: 1\r\nX-Two: 2\r\nContent-Type: text/html; charset=utf-8`;
  const raw = Buffer.from(`${head}\r\n\r\n${body}\r\n`);
  return {
    envelope: { from: 'bounce@blog.example', to: 'alice@example.org' },
    messageId: '<1@blog.example>',
    raw,
  };
}

describe('a message to the embedded mailbox', () => {
  it('is kept whole before it is answered, and can be read again', async () => {
    const sent = mail('=?utf-8?q?H=C3=A9?=');
    const report = await relay.send(sent);
    const [summary] = await listMailbox(folder, { limit: 10 });
    expect(summary).toEqual({
      id: expect.any(String),
      receivedAt: OPENED_AT,
      from: 'bounce@blog.example',
      to: ['alice@example.org'],
      subject: 'Hé',
      size: sent.raw.length,
    });
    expect(report).toMatchObject({ kind: 'accepted', reply: `250 2.0.0 kept as ${summary?.id}` });
    const message = await readMailboxMessage(folder, summary?.id ?? '');
    expect(message.source.equals(sent.raw)).toBe(true);
    expect(message.parsed.headers.map(({ key }) => key)).toEqual([
      'subject',
      'x-one',
      'x-two',
      'content-type',
    ]);
    expect(message.parsed.html?.trim()).toBe('<p>Hé</p>');
  });

  it('leaves nothing half-written beside it', async () => {
    await relay.send(mail('One'));
    const names = await readdir(folder);
    expect(names.map((name) => name.replace(/.*\./, '')).sort()).toEqual(['eml', 'json']);
  });

  it('that cannot be stored is not accepted', async () => {
    await rm(folder, { recursive: true });
    expect(await relay.send(mail('One'))).toMatchObject({ kind: 'refused', code: 451, enhanced: '4.3.0' });
  });

  it('for which the disk has no room is answered with 452', async () => {
    const full: unknown = await writeFile('/dev/full', 'x').catch((error: unknown) => error);
    expect(refusalFor(full)).toMatchObject({ responseCode: 452, message: expect.stringContaining('4.3.1') });
  });

  it('of more than 25 MB is refused for good', async () => {
    const report = await relay.send(mail('Big', 'x'.repeat(78).concat('\r\n').repeat(330_000)));
    expect(report).toMatchObject({ kind: 'refused', code: 552 });
    expect(await listMailbox(folder, { limit: 1 })).toEqual([]);
  });
});

describe('the list', () => {
  it('is newest first, in pages, also for messages of the same instant', async () => {
    for (const subject of ['1', '2', '3']) await relay.send(mail(subject));
    clock.advance(1);
    await relay.send(mail('4'));
    const first = await listMailbox(folder, { limit: 2 });
    expect(first.map(({ subject }) => subject)).toEqual(['4', '3']);
    const rest = await listMailbox(folder, { limit: 2, before: first.at(-1)?.id ?? '' });
    expect(rest.map(({ subject }) => subject)).toEqual(['2', '1']);
  });

  it('shows no message of which only the first file was written before a crash', async () => {
    await writeFile(join(folder, '01765220400000-1-000001.eml'), 'half');
    expect(await listMailbox(folder, { limit: 10 })).toEqual([]);
  });

  it('of a mailbox that never was is empty', async () => {
    expect(await listMailbox(join(folder, 'none'), { limit: 10 })).toEqual([]);
  });
});

it.each([
  '../../etc/passwd',
  '..',
  '',
  '/etc/passwd',
  '01765220400000-1-000001/../x',
  '01765220400000-1-000009',
  'x\0',
])('the id %j finds nothing', async (id) => {
  await expect(readMailboxMessage(folder, id)).rejects.toMatchObject({ code: 'not-found' });
});
