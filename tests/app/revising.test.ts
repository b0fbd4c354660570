import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SAMPLE_TOPICS } from '../support/calendar-text.ts';
import { mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const MAIL_TIME = '2026-12-08T11:00:00-08:00';

async function publishedHouse(): Promise<TestApp> {
  const house = await openTestApp();
  await addActive(house.app, ALICE);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  return house;
}

function page({ workspace }: TestApp, path: string): Promise<string> {
  return readFile(join(workspace.siteFolder, path), 'utf8');
}

test('a fix made in the quiet period is on the page and in the mail', async () => {
  const house = await publishedHouse();
  await house.writePost('pacelc', 'Even so there is a choise, now spelt choice.\n');
  expect(await house.tickAt('2026-12-08T10:00:00-08:00')).toMatchObject({ revised: 1 });
  expect(await page(house, 'posts/pacelc/index.html')).toContain('now spelt choice');
  await house.tickAt(MAIL_TIME);
  await sendAll(house.app);
  expect((await mailTo(house.app, ALICE, 'After CAP')).text).toContain('now spelt choice');
});

test('an edit after the mail changes page and feed, and mails nobody again', async () => {
  const house = await publishedHouse();
  await house.tickAt(MAIL_TIME);
  await sendAll(house.app);
  const mails = (await mailsTo(house.app, ALICE)).length;
  await house.writePost('pacelc', 'A second thought.\n');
  await house.tickAt('2026-12-08T12:00:00-08:00');
  expect(await sendAll(house.app)).toMatchObject({ begun: 0 });
  expect(await mailsTo(house.app, ALICE)).toHaveLength(mails);
  expect(await page(house, 'posts/pacelc/index.html')).toContain('A second thought');
  expect(await page(house, 'feed.xml')).toContain('A second thought');
});

test('content is frozen when the edition opens: an edit before the sending is not in the mail', async () => {
  const house = await publishedHouse();
  await house.tickAt(MAIL_TIME);
  await house.writePost('pacelc', 'Too late for the mail.\n');
  await house.tickAt('2026-12-08T11:01:00-08:00');
  await sendAll(house.app);
  expect((await mailTo(house.app, ALICE, 'After CAP')).text).not.toContain('Too late');
});

test('a new title in the quiet period is the subject of the mail', async () => {
  const house = await publishedHouse();
  const topics = SAMPLE_TOPICS.map((topic) =>
    topic.id === 'pacelc' ? { ...topic, title: 'After CAP: PACELC' } : topic,
  );
  await house.writeCalendar({ topics });
  await house.tickAt(MAIL_TIME);
  await sendAll(house.app);
  expect((await mailTo(house.app, ALICE, 'PACELC')).subject).toBe('After CAP: PACELC');
});

test('a body that has gone leaves the published words as they are', async () => {
  const house = await publishedHouse();
  await house.writePost('pacelc', null);
  expect(await house.tickAt('2026-12-08T10:00:00-08:00')).toMatchObject({ revised: 0 });
  expect(await page(house, 'posts/pacelc/index.html')).toContain('latency or consistency');
});

test('code in braces reaches the mail byte for byte', async () => {
  const house = await publishedHouse();
  await house.tickAt(MAIL_TIME);
  await sendAll(house.app);
  expect((await mailTo(house.app, ALICE, 'After CAP')).text).toContain('fmt.Println("{{name}}")');
});
