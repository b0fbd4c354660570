import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { receiveMail } from '../../src/app/receive-mail.ts';
import { composeForward } from '../../src/mail/compose/forward-mail.ts';
import { wireForm } from '../../src/mail/smtp/wire-form.ts';
import { byServer, fateOf, keptAs, openMailRoom } from '../support/mail-room.ts';
import { sendAll } from '../support/post-office.ts';
import { AUTHOR, addActive, hashFor } from '../support/readers.ts';
import { runs } from '../support/runs.ts';
import { address } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const FOLDER = new URL('../fixtures/inbound/', import.meta.url);
const { labels } = JSON.parse(readFileSync(new URL('labels.json', FOLDER), 'utf8')) as {
  readonly labels: Readonly<Record<string, { readonly kind: string; readonly suppress: readonly string[] }>>;
};

let house: TestApp;
beforeEach(async () => {
  house = await openMailRoom();
});

const take = async (raw: string | Buffer) =>
  keptAs(house.app, await receiveMail(house.app, { ...byServer(raw), envelope: null }));

test('of all samples none breaks, none suppresses without proof, and no machine is answered', async () => {
  const { app } = house;
  // Readers whose addresses the reports name: they have proof of nothing.
  const named = [...new Set(Object.values(labels).flatMap(({ suppress }) => suppress))].filter((one) =>
    /^[\w.-]+@[\w-]+(?:\.[\w-]+)+$/.test(one),
  );
  await addActive(app, ...named.slice(0, 20));
  await sendAll(app);
  const before = await app.store.countMails();
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.eml'));
  const seen = new Map<string, number>();
  for (const file of files) {
    const received = await receiveMail(app, {
      ...byServer(readFileSync(new URL(file, FOLDER))),
      envelope: null,
    });
    if (received.kind === 'known') continue;
    const kept = await keptAs(app, received);
    const [outcome] = fateOf(kept);
    seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    if (['bounce', 'delay', 'complaint'].includes(kept.classified.kind)) expect(outcome).toBe('unproven');
    if (kept.classified.kind === 'auto-reply') expect(outcome).toBe('noted');
  }
  expect(seen.get('unproven')).toBeGreaterThan(300);
  expect(seen.has('failed') || seen.has('received')).toBe(false);
  for (const one of named.slice(0, 20)) expect(await app.store.suppressionOf(hashFor(app, one))).toBeNull();
  expect(await app.store.countSubscribers()).toMatchObject({ active: 20 });
  // What goes out is people's mail to the author, and the confirmations that samples of commands ask for.
  const forwarded = (seen.get('person') ?? 0) + (seen.get('unknown-reader') ?? 0);
  const queued = (await app.store.countMails()).queued - before.queued;
  expect(queued).toBe(forwarded + (seen.get('asked') ?? 0));
  expect(house.logged.filter((line) => line.includes('could not be applied'))).toEqual([]);
}, 120_000);

describe('a mail that is made to break things is taken and does nothing', () => {
  const parts = (count: number) =>
    `From: a@example.net\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(count)}--b--\r\n`;
  test.each([
    ['200 parts', parts(200)],
    ['10,000 parts', parts(10_000)],
    ['a megabyte in one line', `From: a@example.net\r\n\r\n${'x'.repeat(1024 * 1024)}`],
    ['a megabyte of blanks', `Subject: x\r\n\r\n${' '.repeat(1024 * 1024)}x`],
    ['a megabyte of line ends', `Subject: x\r\n\r\n${'\n'.repeat(1024 * 1024)}x`],
    ['NULs', `From: \0a@example.net\0\r\nSubject: \0\0\r\n\r\n\0\0\0`],
    ['no header at all', 'hello'],
    ['nothing at all', ''],
    ['a thousand addresses', `From: a@example.net\r\nTo: ${'x@news.example.org, '.repeat(1_000)}\r\n\r\nhi`],
    ['a thousand references', `From: a@example.net\r\nReferences: ${'<a.b@c> '.repeat(1_000)}\r\n\r\nstop`],
  ])('%s', async (_, raw) => {
    const [outcome] = fateOf(await take(raw));
    expect(['person', 'noted', 'unknown-reader']).toContain(outcome);
    const [me, envelopeFrom] = [address(AUTHOR), AUTHOR];
    const headers = { from: me, to: me, envelopeFrom, date: 0, messageId: '<a@b>' };
    expect(wireForm(composeForward(Buffer.from(raw), headers).raw)).toMatchObject({ ok: true });
  });

  test('whatever octets it has', async () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'From: a@example.net',
        'Subject: stop',
        'Content-Type: multipart/mixed; boundary=b',
        '--b',
        '',
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.uint8Array({ maxLength: 40 }), async (lines, octets) => {
        const raw = Buffer.concat([Buffer.from(lines.join('\r\n')), octets]);
        const received = await receiveMail(house.app, byServer(raw, { to: 'subscribe@news.example.org' }));
        if (received.kind === 'known') return;
        expect(fateOf(await keptAs(house.app, received))[0]).not.toMatch(/received|failed/);
      }),
      runs(20261208, 40),
    );
  });
});

test('two different mails without any header are two', async () => {
  await take('hello');
  await take('hello there');
  expect((await house.app.store.inboundMails(null, null, 9)).length).toBe(2);
  expect(await house.app.store.countInbound()).toMatchObject({ kept: 2, waiting: 0, failed: 0 });
});
