import { expect, test } from 'vitest';
import { decideByKey } from '../../src/app/decide-edition-by-key.ts';
import { tick } from '../../src/app/tick.ts';
import { ledgerOf, linksIn, mailsTo, sendAll } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const MAIL_TIME = '2026-12-08T11:00:00-08:00';

async function publishedHouse(): Promise<TestApp> {
  const house = await openTestApp({ calendar: { email: { approval: 'required' } } });
  await addActive(house.app, ALICE);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await sendAll(house.app);
  return house;
}

async function previews({ app }: TestApp): Promise<number> {
  return (await mailsTo(app, AUTHOR)).filter(({ subject }) => subject.includes('After CAP')).length;
}

test('without a yes nothing is mailed, ever', async () => {
  const house = await publishedHouse();
  expect(await house.tickAt('2026-12-20T11:00:00-08:00')).toMatchObject({
    editions: [{ state: 'waits', words: "waits for the author's yes" }],
  });
  expect(await ledgerOf(house.app, 'regular:pacelc')).toEqual({});
});

test('the preview asks for the yes', async () => {
  const house = await publishedHouse();
  const [preview] = (await mailsTo(house.app, AUTHOR)).filter(({ subject }) => subject.includes('After CAP'));
  expect(preview?.text).toContain('only after you approve it');
  expect(preview === undefined ? [] : linksIn(preview, '/editions/')).toHaveLength(3);
});

test('a yes lets it go at its time, not before', async () => {
  const house = await publishedHouse();
  await decideByKey(house.app, 'approve', 'regular:pacelc');
  expect(await tick(house.app)).toMatchObject({ editions: [{ state: 'waits' }] });
  expect(await house.tickAt(MAIL_TIME)).toMatchObject({ editions: [{ state: 'open' }] });
});

test('a yes holds for the content it was given for: after an edit the author is asked again, once', async () => {
  const house = await publishedHouse();
  await decideByKey(house.app, 'approve', 'pacelc');
  await house.writePost('pacelc', 'Other words.\n');
  expect(await house.tickAt(MAIL_TIME)).toMatchObject({
    editions: [{ state: 'waits', words: expect.stringContaining('content changed') }],
  });
  await tick(house.app);
  await sendAll(house.app);
  expect(await previews(house)).toBe(2);
  await decideByKey(house.app, 'approve', 'pacelc');
  expect(await tick(house.app)).toMatchObject({ editions: [{ state: 'open' }] });
});

test('a yes is good for seven days', async () => {
  const house = await publishedHouse();
  await decideByKey(house.app, 'approve', 'pacelc');
  // The worker was away until the yes had run out.
  expect(await house.tickAt('2026-12-15T11:00:00-08:00')).toMatchObject({
    editions: [{ state: 'waits', words: expect.stringContaining('older than 7 days') }],
  });
  await sendAll(house.app);
  expect(await previews(house)).toBe(2);
});

test('an unanswered preview is sent again when its links have run out, and not before; a yes ends the asking', async () => {
  const house = await publishedHouse();
  await house.tickAt('2026-12-15T08:59:00-08:00');
  await sendAll(house.app);
  expect(await previews(house)).toBe(1);
  await house.tickAt('2026-12-15T20:00:00-08:00');
  await sendAll(house.app);
  expect(await previews(house)).toBe(2);
  await decideByKey(house.app, 'approve', 'pacelc');
  await house.tickAt('2026-12-15T20:01:00-08:00');
  await sendAll(house.app);
  expect(await previews(house)).toBe(2);
});

test('Send now is a yes, too', async () => {
  const house = await publishedHouse();
  await decideByKey(house.app, 'send-now', 'pacelc');
  expect(await tick(house.app)).toMatchObject({ editions: [{ state: 'open' }] });
});
