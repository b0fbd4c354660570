import { expect, test } from 'vitest';
import { editionHolds } from '../../src/app/edition-holds.ts';
import { standing } from '../../src/app/standing.ts';
import { DAY } from '../../src/core/clock.ts';
import { faultyRelay } from '../support/faulty-relay.ts';
import { EDITION, leaveUncertain, openMailing } from '../support/mailing.ts';
import { sendAll } from '../support/post-office.ts';
import { editionAt } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

async function wordsFor({ app }: TestApp, key = EDITION): Promise<readonly string[]> {
  const edition = await editionAt(app.store, key);
  const holds = await editionHolds(app, edition, await app.store.ledger(edition.id));
  return holds.map(({ words }) => words);
}

test('a daily quota that is used up says which, how much, and when it goes on', async () => {
  const relay = await faultyRelay();
  const house = await openMailing({ readers: 8, environment: { SMTP_URL: `${relay.url}?daily=5` } });
  await sendAll(house.app);
  expect(await wordsFor(house)).toEqual([
    'waiting: daily quota of relay 1 (5), next at 2026-12-09 00:00 UTC',
  ]);
  house.clock.advance(DAY);
  expect(await wordsFor(house)).toEqual([]);
});

test('a relay that refuses us says what it has against us; while another can be used, nothing waits for it', async () => {
  const [first, second] = [await faultyRelay(), await faultyRelay()];
  first.lock(true);
  const house = await openMailing({ readers: 2, environment: { SMTP_URL: first.url } });
  await sendAll(house.app);
  const [words = ''] = await wordsFor(house);
  expect(words).toMatch(
    /^relay 1 refuses our user name or password .*535 5\.7\.8.*asked again at 2026-12-08 19:\d\d/,
  );
  expect((await standing(house.app)).relays[0]).toContain('refuses our user name or password');
  const both = await house.another({ SMTP_URL: first.url, SMTP_URL_2: second.url });
  expect(await wordsFor(both)).toEqual([]);
});

test('a domain at its limit says how many wait behind it', async () => {
  const relay = await faultyRelay();
  const environment = { SMTP_URL: relay.url, SMTP_DOMAIN_LIMITS: 'example.org=1/h' };
  const house = await openMailing({ readers: 4, environment });
  await sendAll(house.app);
  expect(await wordsFor(house)).toEqual(['3 wait behind the limit of example.org']);
});

test('what was refused for now says when it is tried again', async () => {
  const relay = await faultyRelay();
  relay.answer('reader1@example.org', { code: 451, words: '4.7.1 later' });
  const house = await openMailing({ readers: 2, environment: { SMTP_URL: relay.url } });
  await sendAll(house.app);
  expect(await wordsFor(house)).toEqual(['1 refused for now, next try at 2026-12-08 19:01 UTC']);
});

test('what is uncertain is told of although the edition is complete', async () => {
  const house = await openMailing({ readers: 2 });
  await leaveUncertain(house, 1);
  await sendAll(house.app);
  const { editions } = await standing(house.app);
  expect(editions).toMatchObject([
    { key: EDITION, state: 'complete', waitsFor: [{ why: 'uncertain', until: null }] },
  ]);
  await house.app.store.resolveUncertain(
    (await editionAt(house.app.store, EDITION)).id,
    { how: 'sent', by: 'author', detail: null, subscribers: null },
    house.clock.now(),
  );
  expect((await standing(house.app)).editions).toEqual([]);
});
