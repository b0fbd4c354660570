import { expect, test } from 'vitest';
import { decideEdition, lookAtDecisionLink } from '../../src/app/decide-edition.ts';
import { decideByKey } from '../../src/app/decide-edition-by-key.ts';
import { tick } from '../../src/app/tick.ts';
import { ledgerOf, linksIn, mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive } from '../support/readers.ts';
import { editionAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const SLOT = '2026-12-08T09:00:00-08:00';

async function publishedHouse(email: Readonly<Record<string, unknown>> = {}): Promise<TestApp> {
  const house = await openTestApp({ calendar: { email } });
  await addActive(house.app, ALICE);
  await house.tickAt(SLOT);
  await sendAll(house.app);
  return house;
}

/** Does what the link with this purpose in the author's preview does. */
async function press({ app }: TestApp, decision: 'hold' | 'send-now'): Promise<boolean> {
  const preview = await mailTo(app, AUTHOR, 'After CAP');
  for (const path of linksIn(preview, '/editions/')) {
    const link = await lookAtDecisionLink(app, path.split('/').at(-1) ?? '');
    if (link?.decision === decision) return decideEdition(app, link.edition.id, decision, link.hash);
  }
  throw new Error(`no link to ${decision}`);
}

test('the author gets one preview when the post is published, before any reader gets the mail', async () => {
  const house = await publishedHouse();
  await house.tickAt('2026-12-08T09:01:00-08:00');
  await sendAll(house.app);
  const preview = await mailTo(house.app, AUTHOR, 'After CAP');
  expect(preview.text).toContain('latency or consistency');
  expect(preview.text).toContain(
    'It leaves on 8 December 2026 at 11:00\n(America/Los_Angeles) unless you hold it.\n',
  );
  expect(linksIn(preview, '/editions/')).toHaveLength(2);
  expect((await mailsTo(house.app, ALICE)).map(({ subject }) => subject)).not.toContain('After CAP');
});

test('silence sends when the quiet period is over, and not a minute earlier', async () => {
  const house = await publishedHouse();
  await house.tickAt('2026-12-08T10:59:00-08:00');
  expect((await editionAt(house.app.store, 'regular:pacelc')).state.kind).toBe('pending');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  await sendAll(house.app);
  expect(await ledgerOf(house.app, 'regular:pacelc')).toEqual({ audience: 1, sent: 1 });
});

test('Hold stops the mail, however late it gets, and approving releases it', async () => {
  const house = await publishedHouse();
  expect(await press(house, 'hold')).toBe(true);
  expect(await house.tickAt('2026-12-09T11:00:00-08:00')).toMatchObject({ editions: [{ state: 'held' }] });
  await decideByKey(house.app, 'approve', 'pacelc');
  expect(await tick(house.app)).toMatchObject({ editions: [{ state: 'open' }] });
});

test('Send now opens at once, inside the quiet period', async () => {
  const house = await publishedHouse();
  expect(await press(house, 'send-now')).toBe(true);
  expect(await tick(house.app)).toMatchObject({ editions: [{ state: 'open' }] });
});

test('what is decided after the opening comes too late', async () => {
  const house = await publishedHouse();
  await house.tickAt('2026-12-08T11:00:00-08:00');
  expect(await press(house, 'hold')).toBe(false);
  await expect(decideByKey(house.app, 'hold', 'pacelc')).rejects.toMatchObject({ code: 'conflict' });
  await expect(decideByKey(house.app, 'hold', 'nothing')).rejects.toMatchObject({ code: 'not-found' });
});

test('an edition whose quiet period ends outside the window waits for the morning', async () => {
  const house = await publishedHouse({ after: '10h' });
  const report = await house.tickAt('2026-12-08T19:00:00-08:00');
  expect(report.editions).toMatchObject([
    { state: 'waits', words: expect.stringContaining('2026-12-09 08:00') },
  ]);
  expect(await house.tickAt('2026-12-09T07:59:00-08:00')).toMatchObject({ editions: [{ state: 'waits' }] });
  expect(await house.tickAt('2026-12-09T08:00:00-08:00')).toMatchObject({ editions: [{ state: 'open' }] });
});

test('without approval no preview is written', async () => {
  const house = await publishedHouse({ approval: 'none' });
  expect((await mailsTo(house.app, AUTHOR)).map(({ subject }) => subject)).not.toContain('After CAP');
});
