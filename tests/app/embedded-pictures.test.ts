import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { withEmbedded } from '../../src/app/embedded-pictures.ts';
import { sendTest } from '../../src/app/preview.ts';
import { listMailbox, readStored } from '../../src/mail/mailbox/mailbox-files.ts';
import { readMailboxMessage } from '../../src/mail/mailbox/read-message.ts';
import { SAMPLE_POSTS } from '../support/calendar-text.ts';
import { photo } from '../support/pictures.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const MARKDOWN = '![Four colours](four.png)\n\nA quorum has $n/2 + 1$ members.\n';

async function houseWith(environment: Readonly<Record<string, string>>): Promise<TestApp> {
  const house = await openTestApp({ posts: { ...SAMPLE_POSTS, pacelc: MARKDOWN }, environment });
  await writeFile(join(house.workspace.postsFolder, 'four.png'), await photo(200, 100).png().toBuffer());
  await sendTest(house.app, 'pacelc', 'alice@example.com');
  return house;
}

async function lastMail({ workspace }: TestApp) {
  const [summary] = await listMailbox(workspace.mailboxFolder, { limit: 1 });
  return readStored(workspace.mailboxFolder, summary?.id ?? '');
}

test('where the author chose it, pictures and formulas come with the mail, and the mailbox shows them', async () => {
  const house = await houseWith({ FORTNIGHT_MAIL_PICTURES: 'embed' });
  const { source, summary } = await lastMail(house);
  expect(source.toString('latin1')).toMatch(
    /multipart\/alternative[\s\S]+text\/plain[\s\S]+multipart\/related[\s\S]+text\/html/,
  );
  const { html = '', attachments } = await PostalMime.parse(source);
  const shown = [...html.matchAll(/src="cid:([^"]+)"/g)].map(([, id]) => `<${id}>`);
  expect(
    attachments.map(({ contentId, mimeType, disposition }) => [contentId, mimeType, disposition]),
  ).toEqual(shown.map((id) => [id, 'image/png', 'inline']));
  expect(shown.length).toBe(2);
  for (const { contentId = '', content } of attachments) {
    const path = join(house.workspace.siteFolder, 'media', contentId.slice(1).split('@')[0] ?? '');
    expect(Buffer.from(content as ArrayBuffer).equals(await readFile(path))).toBe(true);
  }
  const { parsed } = await readMailboxMessage(house.workspace.mailboxFolder, summary.id);
  expect(parsed.html).not.toContain('cid:');
  expect(parsed.html?.match(/src="data:image\/png;base64,/g)?.length).toBe(2);
}, 60_000);

test('else the site has them', async () => {
  const { source } = await lastMail(await houseWith({}));
  const { html = '', attachments } = await PostalMime.parse(source);
  expect(attachments).toEqual([]);
  expect(html.match(/src="http:\/\/localhost:8014\/media\//g)?.length).toBe(2);
}, 60_000);

test('what would make the mail too heavy, is not there, or is none of ours stays where it is', async () => {
  const { app, workspace } = await openTestApp({ environment: { FORTNIGHT_MAIL_PICTURES: 'embed' } });
  const media = join(workspace.siteFolder, 'media');
  await mkdir(media, { recursive: true });
  const name = (letter: string) => `${letter.repeat(32)}.png`;
  await writeFile(join(media, name('a')), Buffer.alloc(600_000));
  await writeFile(join(media, name('b')), Buffer.alloc(200_000));
  await writeFile(join(media, name('c')), Buffer.alloc(90_000));
  await rm(join(media, name('d')), { force: true });
  const sources = ['a', 'b', 'c', 'd'].map((letter) => `http://localhost:8014/media/${name(letter)}`);
  const foreign = ['http://localhost:8014/media/../../secret', `https://x.example/media/${name('a')}`];
  const html = [...sources, ...foreign].map((source) => `<img src="${source}">`).join('');
  const embedded = await withEmbedded(app, html);
  expect(embedded.pictures.map((picture) => picture.name)).toEqual([name('a'), name('c')]);
  expect(embedded.html.match(/cid:/g)?.length).toBe(2);
  for (const kept of [sources[1], sources[3], ...foreign]) expect(embedded.html).toContain(`src="${kept}"`);
});
