import { expect, test } from 'vitest';
import { publishByHand } from '../../src/app/publish-by-hand.ts';
import { SAMPLE_POSTS, SAMPLE_TOPICS } from '../support/calendar-text.ts';
import { mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
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

test('a welcome has what came out before Fortnight too, where its words are, under titles in print’s quotes', async () => {
  const before = { status: 'published', published: '2026-06-23' };
  const cap = { ...before, id: 'cap', title: 'Beyond "Pick Two"', summary: "It's no choice." };
  const lost = { ...before, id: 'lost', title: 'Nowhere' };
  const { app } = await openTestApp({
    calendar: { topics: [lost, cap, ...SAMPLE_TOPICS] },
    posts: { ...SAMPLE_POSTS, cap: 'It began.\n' },
  });
  await addActive(app, ALICE);
  await sendAll(app);
  const { text } = await mailTo(app, ALICE, 'Welcome');
  expect(text).toContain('The latest post: Beyond “Pick Two”\nIt’s no choice.\n');
  expect(text).toMatch(
    /Distributed systems\n=+\n\nStart here\.\n\n- Beyond “Pick Two”\n {2}https?:\S+\/posts\/cap\/\n\n-- \n/,
  );
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
