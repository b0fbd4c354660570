import { expect, test } from 'vitest';
import { decideByKey } from '../../src/app/decide-edition-by-key.ts';
import { sendAll, subjectsTo } from '../support/post-office.ts';
import { AUTHOR } from '../support/readers.ts';
import { editionAt } from '../support/stores.ts';
import { openTestApp } from '../support/test-app.ts';

const SLOT = '2026-12-08T09:00:00-08:00';
const MAIL_TIME = '2026-12-08T11:00:00-08:00';
const BLOCKED = 'The mail of “After CAP” cannot go out';

test('without a postal address the post is published, the mail is blocked, and the author hears once', async () => {
  const house = await openTestApp({ calendar: { blog: { postal_address: undefined } } });
  expect(await house.tickAt(SLOT)).toMatchObject({ published: true, editions: [{ state: 'blocked' }] });
  expect(await house.tickAt(MAIL_TIME)).toMatchObject({ editions: [{ state: 'blocked' }] });
  await sendAll(house.app);
  expect(await subjectsTo(house.app, AUTHOR)).toEqual([BLOCKED]);
  await house.writeCalendar({});
  expect(await house.tickAt('2026-12-08T11:01:00-08:00')).toMatchObject({ editions: [{ state: 'open' }] });
});

test('a mail too heavy to be read whole is blocked, and goes out once it is shorter', async () => {
  const house = await openTestApp();
  await house.writePost('pacelc', 'All work and no play. '.repeat(5_000));
  expect(await house.tickAt(SLOT)).toMatchObject({ published: true, editions: [{ state: 'blocked' }] });
  await sendAll(house.app);
  expect(await subjectsTo(house.app, AUTHOR)).toContain(BLOCKED);
  await house.writePost('pacelc', 'Shorter.\n');
  expect(await house.tickAt(MAIL_TIME)).toMatchObject({ editions: [{ state: 'open' }] });
});

test('a growing mail does not tell the author of every byte', async () => {
  const house = await openTestApp();
  await house.writePost('pacelc', 'All work and no play. '.repeat(5_000));
  await house.tickAt(SLOT);
  await house.writePost('pacelc', 'All work and no play. '.repeat(5_001));
  await house.tickAt('2026-12-08T09:01:00-08:00');
  await sendAll(house.app);
  expect((await subjectsTo(house.app, AUTHOR)).filter((subject) => subject === BLOCKED)).toHaveLength(1);
});

test('a heavy mail goes out, and the author is warned in the quiet period', async () => {
  const house = await openTestApp();
  await house.writePost('pacelc', 'All work and no play. '.repeat(3_100));
  await house.tickAt(SLOT);
  await sendAll(house.app);
  expect(await subjectsTo(house.app, AUTHOR)).toContain('The mail of “After CAP” is heavy');
  expect(await house.tickAt(MAIL_TIME)).toMatchObject({ editions: [{ state: 'open' }] });
});

test('a blocked mail can be held', async () => {
  const house = await openTestApp({ calendar: { blog: { postal_address: undefined } } });
  await house.tickAt(SLOT);
  await decideByKey(house.app, 'hold', 'pacelc');
  expect((await editionAt(house.app.store, 'regular:pacelc')).state.kind).toBe('held');
});

test('a blocked edition does not keep another one back', async () => {
  const house = await openTestApp({ calendar: { email: { approval: 'none' } } });
  await house.writePost('pacelc', 'All work and no play. '.repeat(5_000));
  await house.tickAt(SLOT);
  await house.tickAt('2026-12-22T09:00:00-08:00');
  const { editions } = await house.tickAt('2026-12-22T11:00:00-08:00');
  expect(editions).toMatchObject([
    { key: 'regular:pacelc', state: 'blocked' },
    { key: 'regular:raft-1', state: 'open' },
  ]);
});
