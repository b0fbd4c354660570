import { expect, test } from 'vitest';
import { cancelEdition, finishCancelling, lookAtCancelling } from '../../src/app/cancel-edition.ts';
import { openEdition } from '../../src/app/open-edition.ts';
import { pauseEdition } from '../../src/app/pause-edition.ts';
import { resumeEdition } from '../../src/app/resume-edition.ts';
import { retryFailed } from '../../src/app/retry-failed.ts';
import { DAY } from '../../src/core/clock.ts';
import { EDITION, leaveFailed, openMailing } from '../support/mailing.ts';
import { ledgerOf, mailsTo, sendAll } from '../support/post-office.ts';
import { editionAt, importReaders, newPublication, readerAt } from '../support/stores.ts';

test('while it is paused nothing more is begun; resumed, it goes on where it was', async () => {
  const { app } = await openMailing({ readers: 3 });
  await pauseEdition(app, 'pacelc');
  await sendAll(app);
  expect(await ledgerOf(app, EDITION)).toEqual({ audience: 3, queued: 3 });
  expect((await editionAt(app.store, EDITION)).state).toMatchObject({ kind: 'paused', by: 'author' });
  await resumeEdition(app, EDITION);
  await sendAll(app);
  expect(await ledgerOf(app, EDITION)).toEqual({ audience: 3, sent: 3 });
});

test('a pause in the middle of a list takes effect at the next begin', async () => {
  const { app } = await openMailing({ readers: 60 });
  const turnLedger: typeof app.store.turnLedger = async (turn) => {
    const turned = await app.store.turnLedger(turn);
    if (turned.begun.length > 0) await pauseEdition(app, EDITION).catch(() => undefined);
    return turned;
  };
  await sendAll({ ...app, store: { ...app.store, turnLedger } });
  const { sent = 0, queued = 0 } = await ledgerOf(app, EDITION);
  expect([sent + queued, sent < 30]).toEqual([60, true]);
});

test('what is cancelled is never sent, and every reader who did not get it is accounted for', async () => {
  const { app } = await openMailing({ readers: 3 });
  expect(await lookAtCancelling(app, EDITION)).toMatchObject({ unsent: 3, sent: 0 });
  await cancelEdition(app, EDITION);
  await sendAll(app);
  expect(await ledgerOf(app, EDITION)).toEqual({ audience: 3, skipped: 3 });
  const { id } = await editionAt(app.store, EDITION);
  expect(await app.store.ledgerReasons(id)).toMatchObject({ skipped: { cancelled: 3 } });
  expect(await mailsTo(app, 'reader1@example.org')).toEqual([]);
});

test('a cancellation that a kill interrupted is finished by the next tick', async () => {
  const house = await openMailing({ readers: 3 });
  const { id } = await editionAt(house.app.store, EDITION);
  await house.app.store.cancelEdition(id, house.clock.now());
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 3, queued: 3 });
  await house.tickAt('2026-12-08T11:01:00-08:00');
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 3, skipped: 3 });
  await finishCancelling(house.app);
});

test('what is cancelled while its list is being written ends the writing', async () => {
  const house = await openMailing({ readers: 3 });
  await house.app.store.publish(newPublication({ slot: null }));
  const edition = await editionAt(house.app.store, 'regular:raft-1');
  const content = { subject: 'R', html: 'h', text: 't', hash: 'x' };
  await house.app.store.freezeEdition(edition.id, content, house.clock.now());
  await cancelEdition(house.app, 'raft-1');
  expect(await openEdition(house.app, edition)).toBe(0);
});

test('a wish that comes in the wrong state is refused in words, and changes nothing', async () => {
  const { app } = await openMailing({ readers: 1 });
  await expect(resumeEdition(app, EDITION)).rejects.toMatchObject({
    code: 'conflict',
    message: 'regular:pacelc is on its way, so there is nothing to resume',
  });
  await sendAll(app);
  for (const wish of [pauseEdition, cancelEdition, lookAtCancelling])
    await expect(wish(app, EDITION)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('is complete'),
    });
});

test('an edition that does not exist is named by its nearest', async () => {
  const { app } = await openMailing({ readers: 1 });
  await expect(pauseEdition(app, 'pacelk')).rejects.toMatchObject({
    code: 'not-found',
    help: 'did you mean pacelc?',
  });
  await expect(pauseEdition(app, 'regulor:pacelc')).rejects.toMatchObject({
    help: 'did you mean regular:pacelc?',
  });
});

test('each wish is recorded with who and when', async () => {
  const { app } = await openMailing({ readers: 1 });
  await pauseEdition(app, EDITION);
  await resumeEdition(app, EDITION);
  await cancelEdition(app, EDITION);
  const events = (await app.store.events(3)).map(({ kind, subject, detail }) => [kind, subject, detail]);
  expect(events.toReversed()).toEqual([
    ['edition.paused', EDITION, 'author'],
    ['edition.resumed', EDITION, null],
    ['edition.cancelled', EDITION, 'author'],
  ]);
});

test('a retry sends what has failed once more; who must not be mailed stays out', async () => {
  const house = await openMailing({ readers: 4 });
  await leaveFailed(house, 1, 'no-such-mailbox');
  await leaveFailed(house, 2, 'policy');
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 4, sent: 1, failed: 3 });
  house.clock.advance(3 * DAY);
  expect(await retryFailed(house.app, EDITION, [], null)).toMatchObject({ queued: 2, suppressed: 1 });
  expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('open');
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 4, sent: 3, failed: 1 });
});

test('a retry can be for a reason, or for readers by address or number', async () => {
  const house = await openMailing({ readers: 4 });
  await leaveFailed(house, 1, 'refused');
  await leaveFailed(house, 3, 'policy');
  expect(await retryFailed(house.app, EDITION, [], 'refused')).toMatchObject({ queued: 1, suppressed: 0 });
  const { id } = await readerAt(house.app.store, 'reader3@example.org');
  expect(await retryFailed(house.app, EDITION, ['READER2@example.org', String(id)], null)).toMatchObject({
    queued: 2,
  });
  await expect(retryFailed(house.app, EDITION, ['nobody@example.org', 'x'], null)).rejects.toMatchObject({
    code: 'not-found',
    message: 'no reader is called nobody@example.org, x',
  });
});

test('who joined since is not on the list of an edition that goes on', async () => {
  const house = await openMailing({ readers: 2 });
  await pauseEdition(house.app, EDITION);
  await importReaders(house.app.store, 5);
  await resumeEdition(house.app, EDITION);
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, sent: 2 });
});
