import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { publishByHand, unpublish } from '../../src/app/publish-by-hand.ts';
import { tick } from '../../src/app/tick.ts';
import { SAMPLE_TOPICS } from '../support/calendar-text.ts';
import { date } from '../support/calendars.ts';
import { mailsTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive } from '../support/readers.ts';
import { editionAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const SLOT = '2026-12-08T09:00:00-08:00';

function onTheWeb({ workspace }: TestApp, topic: string): Promise<boolean> {
  const page = join(workspace.siteFolder, 'posts', topic, 'index.html');
  return access(page).then(
    () => true,
    () => false,
  );
}

test('publishing by hand uses no slot', async () => {
  const house = await openTestApp();
  await publishByHand(house.app, 'on-call', null);
  expect(await onTheWeb(house, 'on-call')).toBe(true);
  expect(await house.tickAt(SLOT)).toMatchObject({
    published: true,
    decision: { next: { topic: 'pacelc' } },
  });
});

test('publishing by hand into the next open slot uses it up', async () => {
  const house = await openTestApp();
  await publishByHand(house.app, 'on-call', date('2026-12-08'));
  expect(await house.tickAt(SLOT)).toMatchObject({ published: false, decision: { next: { kind: 'idle' } } });
});

test('a slot that is held is the next open one', async () => {
  const house = await openTestApp({
    calendar: { topics: [{ id: 'crdts', title: 'CRDTs', status: 'draft' }] },
  });
  await house.tickAt(SLOT);
  await house.writePost('crdts', 'Merge.\n');
  await publishByHand(house.app, 'crdts', date('2026-12-08'));
  expect(await onTheWeb(house, 'crdts')).toBe(true);
});

test.each(['2026-12-22', '2026-11-24', '2026-12-09'])(
  '%s is refused: it is not the next open slot',
  async (slot) => {
    const house = await openTestApp();
    const attempt = publishByHand(house.app, 'on-call', date(slot));
    await expect(attempt).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('2026-12-08'),
    });
    expect(await onTheWeb(house, 'on-call')).toBe(false);
  },
);

test('a topic is published by hand once', async () => {
  const house = await openTestApp();
  await publishByHand(house.app, 'on-call', null);
  await expect(publishByHand(house.app, 'on-call', null)).rejects.toMatchObject({ code: 'conflict' });
  await expect(publishByHand(house.app, 'nowhere', null)).rejects.toMatchObject({ code: 'not-found' });
  await expect(publishByHand(house.app, 'crdts', null)).rejects.toMatchObject({ code: 'not-found' });
});

test('unpublishing takes the page away, cancels the pending mail and keeps the slot used', async () => {
  const house = await openTestApp();
  await addActive(house.app, ALICE);
  await house.tickAt(SLOT);
  expect(await unpublish(house.app, 'pacelc')).toEqual({ mailed: false });
  expect(await onTheWeb(house, 'pacelc')).toBe(false);
  expect((await editionAt(house.app.store, 'regular:pacelc')).state.kind).toBe('cancelled');
  expect(await house.tickAt('2026-12-08T12:00:00-08:00')).toMatchObject({ published: false, editions: [] });
  await sendAll(house.app);
  expect((await mailsTo(house.app, ALICE)).map(({ subject }) => subject)).not.toContain('After CAP');
});

test('unpublishing says so when the mail has begun, and a second time that there is nothing to take back', async () => {
  const house = await openTestApp();
  await house.tickAt(SLOT);
  await house.tickAt('2026-12-08T11:00:00-08:00');
  expect(await unpublish(house.app, 'pacelc')).toEqual({ mailed: true });
  await expect(unpublish(house.app, 'pacelc')).rejects.toMatchObject({ code: 'not-found' });
});

test('a post can be taken back although its topic has gone from the file', async () => {
  const house = await openTestApp();
  await house.tickAt(SLOT);
  await house.writeCalendar({ topics: SAMPLE_TOPICS.filter(({ id }) => id !== 'pacelc') });
  await unpublish(house.app, 'pacelc');
  expect(await onTheWeb(house, 'pacelc')).toBe(false);
});

test('a post can be taken back while the file is broken', async () => {
  const house = await openTestApp();
  await house.tickAt(SLOT);
  await house.writeCalendar('topics: [');
  await unpublish(house.app, 'pacelc');
  expect(await onTheWeb(house, 'pacelc')).toBe(false);
  await tick(house.app);
  expect(await onTheWeb(house, 'pacelc')).toBe(false);
});
