import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishByHand } from '../../src/app/publish-by-hand.ts';
import { packageRoot } from '../../src/package-root.ts';
import { mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
import { SHIPPED_POSTS, shippedPost } from '../support/shipped-blog.ts';
import { openTestApp } from '../support/test-app.ts';

const valuesOf = (mail: { headers: readonly { key: string; value: string }[] }, key: string) =>
  mail.headers.filter((header) => header.key === key).map(({ value }) => value);

test('a confirmation is marked as automatic and carries no list header', async () => {
  const { app } = await openTestApp();
  await addPending(app, BOB);
  await sendAll(app);
  const mail = await mailTo(app, BOB, 'Confirm');
  expect(valuesOf(mail, 'auto-submitted')).toHaveLength(1);
  expect(valuesOf(mail, 'list-unsubscribe')).toEqual([]);
  expect(mail.html).not.toContain('<img');
});

test('a confirmation that waited until its reader had confirmed is not sent any more', async () => {
  const { app } = await openTestApp();
  await addActive(app, ALICE);
  await sendAll(app);
  expect((await mailsTo(app, ALICE)).map(({ subject }) => subject)).toEqual(['Welcome to Imposter Syndrome']);
});

test('a welcome shows the latest post and a way out with one click', async () => {
  const house = await openTestApp();
  await publishByHand(house.app, 'on-call', null);
  await addActive(house.app, ALICE);
  await sendAll(house.app);
  const mail = await mailTo(house.app, ALICE, 'Welcome');
  expect(mail.text).toContain('/posts/on-call/');
  expect(valuesOf(mail, 'list-unsubscribe')).toHaveLength(1);
  expect(valuesOf(mail, 'list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click']);
});

test('a welcome has the reading paths of the site, with what came out before Fortnight, in print’s quotes', async () => {
  const house = await openTestApp({
    calendar: readFileSync(join(packageRoot(), 'calendar', 'calendar.yaml'), 'utf8'),
    posts: Object.fromEntries(SHIPPED_POSTS.map((id) => [id, shippedPost(id)])),
  });
  await addActive(house.app, ALICE);
  await sendAll(house.app);
  const { text = '' } = await mailTo(house.app, ALICE, 'Welcome');
  const path = text.slice(text.indexOf('Distributed systems\n==='));
  expect(path.match(/^- .*$/gm)?.slice(0, 4)).toEqual([
    '- CAP Theorem Explained: Beyond the “Pick Two” Myth',
    '- CP Systems Explained: The Hidden Cost of Strong Consistency',
    '- AP Systems Explained: Stale Data Beats Dead Servers',
    '- Beyond “Pick Two”: Real-World Trade Offs',
  ]);
  expect(text).not.toMatch(/["']/);
});

test('a reader who complained gets nothing more, whatever was queued for them', async () => {
  const { app } = await openTestApp();
  await addPending(app, CAROL);
  await suppressFor(app, CAROL, 'complained');
  await sendAll(app);
  expect(await mailsTo(app, CAROL)).toEqual([]);
  expect(await app.store.countMails()).toMatchObject({ queued: 0, failed: 1 });
});

test('no mail leaves before the calendar was read once: there is nobody it could come from', async () => {
  const { app } = await openTestApp({ unseen: true });
  await addPending(app, BOB);
  expect(await sendAll(app)).toMatchObject({ begun: 0 });
  expect(await app.store.countMails()).toMatchObject({ queued: 1 });
});

test('who leaves before the welcome was sent is not welcomed', async () => {
  const { app, clock } = await openTestApp();
  const [alice] = await addActive(app, ALICE);
  if (alice !== undefined) await app.store.unsubscribe(alice, 'page', clock.now());
  await sendAll(app);
  expect(await mailsTo(app, ALICE)).toEqual([]);
});
