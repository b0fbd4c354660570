import { expect, test } from 'vitest';
import { confirm } from '../../src/app/confirm.ts';
import { DAY, HOUR } from '../../src/core/clock.ts';
import { linkIn, mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive, BOB } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Visitor, visitorOf } from '../support/visitor.ts';

/** Every address of our own in every mail so far: in its text, its HTML and its header. */
async function linksOfAllMails(house: TestApp): Promise<readonly string[]> {
  const mails = (await Promise.all([ALICE, BOB, AUTHOR].map((to) => mailsTo(house.app, to)))).flat();
  const everything = mails.flatMap(({ text, html, headers }) => [
    text,
    html,
    ...headers.map(({ value }) => value),
  ]);
  const links = everything.flatMap((part) => part.match(/https?:\/\/[^\s<>()"']+/g) ?? []);
  const own = links.filter((link) => link.startsWith(house.app.config.url)).map((link) => new URL(link));
  return [...new Set(own.map(({ pathname, search }) => `${pathname}${search}`))];
}

/** What the store says about readers, mails, editions and history. */
async function everythingIn({ app }: TestApp): Promise<unknown> {
  const { store } = app;
  return {
    readers: await store.subscribers(null, null, 100),
    mails: await store.countMails(),
    editions: await store.editions(),
    events: await store.events(1_000),
  };
}

async function scan(visitor: Visitor, links: readonly string[]): Promise<void> {
  for (const link of links) {
    await visitor.head(link);
    await visitor.get(link, { 'User-Agent': 'a scanner' });
    await visitor.get(link);
  }
}

test('a scanner that opens every link of every mail confirms nobody, unsubscribes nobody and uses nothing up', async () => {
  const house = await openTestApp();
  const visitor = visitorOf(house.app);
  await addActive(house.app, ALICE);
  await visitor.post('/subscribe', { email: BOB });
  await visitor.post('/leave', { email: ALICE });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await sendAll(house.app);
  await house.tickAt('2026-12-08T13:00:00-08:00');
  await sendAll(house.app);
  const links = await linksOfAllMails(house);
  for (const kind of ['confirm', 'unsubscribe', 'editions', 'posts'])
    expect(links.filter((link) => link.startsWith(`/${kind}/`)).length, kind).toBeGreaterThan(0);

  const before = await everythingIn(house);
  await scan(visitor, links);
  expect(await everythingIn(house)).toEqual(before);

  house.clock.advance(HOUR);
  const bobs = linkIn(await mailTo(house.app, BOB, 'onfirm'), '/confirm/');
  expect((await visitor.post(bobs)).status).toBe(200);
  expect((await readerAt(house.app.store, BOB)).state.kind).toBe('active');
  const [out] = links.filter((link) => link.startsWith('/unsubscribe/'));
  house.clock.advance(400 * DAY);
  expect((await visitor.post(out ?? '')).status).toBe(200);
  expect((await house.app.store.countSubscribers()).unsubscribed).toBe(1);
  expect(await confirm(house.app, bobs.split('/').at(-1) ?? '')).toBe('expired');
});
