import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cancelEdition } from '../../src/app/cancel-edition.ts';
import { decideByKey } from '../../src/app/decide-edition-by-key.ts';
import { draftAnnouncement } from '../../src/app/draft-announcement.ts';
import { draftCorrection } from '../../src/app/draft-correction.ts';
import { previewEdition } from '../../src/app/preview-edition.ts';
import { EDITION, leaveFailed, leaveSent, openMailing } from '../support/mailing.ts';
import { ledgerOf, mailsTo, mailTo, sendAll, subjectsTo } from '../support/post-office.ts';
import { AUTHOR, suppressFor } from '../support/readers.ts';
import { editionAt, importReaders } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const [ONE, TWO, THREE] = ['reader1@example.org', 'reader2@example.org', 'reader3@example.org'];

/** `pacelc` was mailed to two of three readers; then a fourth and a fifth joined. */
async function mailedHouse(): Promise<TestApp> {
  const house = await openMailing({ readers: 3 });
  await leaveFailed(house, 1);
  await sendAll(house.app);
  await importReaders(house.app.store, 5);
  return house;
}

async function letter({ workspace }: TestApp, markdown: string): Promise<string> {
  const file = join(workspace.root, 'letter.md');
  await writeFile(file, markdown);
  return file;
}

test('a correction goes to exactly those who got the post, and is accounted for like any mailing', async () => {
  const house = await mailedHouse();
  const { edition } = await draftCorrection(house.app, { topic: 'pacelc', file: null, send: true });
  expect(edition).toMatchObject({ key: 'correction:pacelc', kind: 'correction', topic: 'pacelc' });
  await house.tickAt('2026-12-08T11:02:00-08:00');
  await sendAll(house.app);
  expect(await ledgerOf(house.app, 'correction:pacelc')).toEqual({ audience: 2, sent: 2 });
  expect(await subjectsTo(house.app, ONE)).toEqual([]);
  expect(await subjectsTo(house.app, TWO)).toEqual(['After CAP', 'Correction: After CAP']);
  expect(await subjectsTo(house.app, 'reader4@example.org')).toEqual([]);
});

test('without a file it carries the post as it is now, and says what it corrects and when that went out', async () => {
  const house = await mailedHouse();
  await house.writePost('pacelc', 'Now it is *right*, and `W + R > N`.\n');
  await house.tickAt('2026-12-08T11:02:00-08:00');
  await draftCorrection(house.app, { topic: 'pacelc', file: null, send: false });
  const text = await previewEdition(house.app, 'correction:pacelc', 'text');
  expect(text).toContain('This corrects “After CAP”, which went out by mail on 8 December 2026.');
  expect(text).toContain('Now it is _right_, and `W + R > N`.');
  expect(text).toContain('On the web: http://localhost:8014/posts/pacelc/');
  const html = await previewEdition(house.app, 'correction:pacelc', 'html');
  expect(html).toContain('>Correction: After CAP</a>');
  expect(html).toContain('PO Box 1, Seattle WA, USA');
});

test('with a file it carries its words and a link to the post', async () => {
  const house = await mailedHouse();
  const file = await letter(house, '# Sorry\n\nIt is **not** linearizable.\n');
  await draftCorrection(house.app, { topic: 'pacelc', file, send: false });
  const text = await previewEdition(house.app, 'correction:pacelc', 'text');
  expect(text).toContain('This is about “After CAP”, which went out by mail on 8 December 2026.');
  expect(text).toContain('It is *not* linearizable.\n\nThe post as it is now: After CAP [1]');
  expect(text).not.toContain('latency or consistency');
});

test('it is held until the author lets it go', async () => {
  const house = await mailedHouse();
  await draftCorrection(house.app, { topic: 'pacelc', file: null, send: false });
  await house.tickAt('2026-12-09T11:00:00-08:00');
  expect((await editionAt(house.app.store, 'correction:pacelc')).state.kind).toBe('held');
  await decideByKey(house.app, 'send-now', 'correction:pacelc');
  await house.tickAt('2026-12-09T11:01:00-08:00');
  expect((await editionAt(house.app.store, 'correction:pacelc')).state.kind).toBe('open');
});

test('there is at most one for a topic, and none for what was not mailed or is not over', async () => {
  const house = await openMailing({ readers: 2 });
  const correct = (topic: string) => draftCorrection(house.app, { topic, file: null, send: false });
  await expect(correct('pacelk')).rejects.toMatchObject({ code: 'not-found', help: 'did you mean pacelc?' });
  await expect(correct('pacelc')).rejects.toMatchObject({
    code: 'conflict',
    message: 'regular:pacelc is open, with 0 sent: a correction goes to those who got it',
  });
  await sendAll(house.app);
  await correct('pacelc');
  await expect(correct('pacelc')).rejects.toMatchObject({
    code: 'conflict',
    message: 'there is correction:pacelc already: it is held',
  });
});

test('those who got a mailing that was cancelled half-way can be told too', async () => {
  const house = await openMailing({ readers: 3 });
  await leaveSent(house, 1);
  await cancelEdition(house.app, EDITION);
  await draftCorrection(house.app, { topic: 'pacelc', file: null, send: true });
  await house.tickAt('2026-12-08T11:02:00-08:00');
  await sendAll(house.app);
  expect(await ledgerOf(house.app, 'correction:pacelc')).toEqual({ audience: 1, sent: 1 });
  expect(await subjectsTo(house.app, ONE)).toEqual(['Correction: After CAP']);
});

test('of a post that is off the web only words of their own can be sent, without a link to it', async () => {
  const house = await mailedHouse();
  const { topic } = await editionAt(house.app.store, EDITION);
  if (topic === null) throw new Error('it is about a topic');
  await house.app.store.withdraw(topic, house.clock.now());
  await expect(draftCorrection(house.app, { topic, file: null, send: false })).rejects.toMatchObject({
    code: 'conflict',
    help: 'say in a file what was wrong: --file FILE.md',
  });
  await draftCorrection(house.app, { topic, file: await letter(house, 'I took it down.\n'), send: false });
  expect(await previewEdition(house.app, 'correction:pacelc', 'text')).not.toContain('/posts/pacelc/');
});

test('an announcement goes to every active reader, outside the calendar', async () => {
  const house = await mailedHouse();
  await suppressFor(house.app, TWO);
  const file = await letter(house, '# The blog moves\n\nTo [a new place](/new/).\n');
  const { edition } = await draftAnnouncement(house.app, { file, title: null, send: true });
  expect(edition).toMatchObject({ key: 'announcement:the-blog-moves', topic: null, slot: null });
  await house.tickAt('2026-12-08T22:00:00-08:00');
  await sendAll(house.app);
  expect(await ledgerOf(house.app, edition.key)).toEqual({ audience: 4, sent: 4 });
  const mail = await mailTo(house.app, THREE, 'The blog moves');
  expect(mail.text).toContain('http://localhost:8014/new/');
  expect(mail.text).not.toContain('On the web');
  const headers = mail.headers.map(({ key }) => key);
  expect(headers).toContain('list-unsubscribe');
  expect(headers).toContain('list-archive');
  expect(headers).not.toContain('archived-at');
});

test('its title is the first heading, or what the author says; a second one of that title is refused', async () => {
  const house = await openMailing({ readers: 1 });
  const announce = (file: string, title: string | null) =>
    draftAnnouncement(house.app, { file, title, send: false });
  const untitled = await letter(house, 'Only words.\n');
  await expect(announce(untitled, null)).rejects.toMatchObject({ code: 'invalid' });
  expect((await announce(untitled, 'One')).edition.key).toBe('announcement:one');
  await expect(announce(untitled, 'One!')).rejects.toMatchObject({ code: 'conflict' });
  expect((await announce(untitled, 'Два')).edition.key).toBe('announcement:2026-12-08');
});

test('whatever the calendar says of approval, words that are no post go out by the author’s yes alone', async () => {
  const house = await openMailing({ readers: 1 });
  const draft = { title: 'T', markdown: 'W' };
  const made = {
    kind: 'announcement',
    key: 'announcement:t',
    topic: null,
    subject: 'T',
    draft,
    test: false,
  } as const;
  await house.app.store.createEdition(made, house.clock.now());
  await house.tickAt('2026-12-10T11:00:00-08:00');
  expect((await editionAt(house.app.store, 'announcement:t')).state.kind).toBe('pending');
  await sendAll(house.app);
  const preview = await mailTo(house.app, AUTHOR, 'Preview: T');
  expect(preview.text).toContain('only after you approve it');
});

test.each([
  ['nothing', '# Title\n', 'has no text'],
  ['a block of code that never ends', '# T\n\n```go\nx\n', 'never closed'],
  ['a link to a script', '# T\n\n[x](javascript:alert(1))\n', 'cannot lead to'],
])('a letter with %s is refused', async (_, markdown, words) => {
  const house = await openMailing({ readers: 1 });
  const file = await letter(house, markdown);
  await expect(draftAnnouncement(house.app, { file, title: null, send: true })).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining(words),
  });
});

test('more than 95 kB of HTML is not recorded, with words on what to cut', async () => {
  const house = await openMailing({ readers: 1 });
  const file = await letter(house, `# Long\n\n${'words '.repeat(20_000)}\n`);
  await expect(draftAnnouncement(house.app, { file, title: null, send: true })).rejects.toMatchObject({
    code: 'invalid',
    help: expect.stringContaining('link to a page'),
  });
  expect(await house.app.store.editionByKey('announcement:long')).toBeNull();
  expect(await mailsTo(house.app, ONE)).toEqual([]);
});
