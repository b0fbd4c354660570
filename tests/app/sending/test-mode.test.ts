import { expect, test } from 'vitest';
import { faultyRelay } from '../../support/faulty-relay.ts';
import { ledgerOf, sendAll } from '../../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL } from '../../support/readers.ts';
import { editionAt } from '../../support/stores.ts';
import { openTestApp } from '../../support/test-app.ts';

const AUTHOR_AT = 'staging@example.com';

test('in test mode every mail goes to one address, apart from the real ledger; outside it the readers get theirs', async () => {
  const relay = await faultyRelay();
  const house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: { SMTP_URL: relay.url, FORTNIGHT_ALL_MAIL_TO: AUTHOR_AT },
  });
  await addActive(house.app, ALICE, CAROL);
  await addPending(house.app, BOB);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  await sendAll(house.app);

  expect(new Set(relay.accepted)).toEqual(new Set([AUTHOR_AT]));
  const subjects = relay.sources.map((source) => /^Subject: .*/m.exec(source)?.[0]);
  expect(subjects).toEqual(
    subjects.map(() => expect.stringMatching(/^Subject: (\[test, for |=\?UTF-8\?Q\?=5Btest=2C_for_)/)),
  );
  expect(await ledgerOf(house.app, 'test:regular:pacelc')).toEqual({ audience: 2, sent: 2 });
  expect((await editionAt(house.app.store, 'regular:pacelc')).state.kind).toBe('pending');

  await house.close();
  const real = await house.another({ SMTP_URL: relay.url });
  await real.tickAt('2026-12-08T11:05:00-08:00');
  await sendAll(real.app);
  expect(await ledgerOf(real.app, 'regular:pacelc')).toEqual({ audience: 2, sent: 2 });
  expect(await ledgerOf(real.app, 'test:regular:pacelc')).toEqual({ audience: 2, sent: 2 });
  const readers = relay.accepted.filter((address) => address === ALICE || address === CAROL);
  expect(readers.toSorted()).toEqual([ALICE, CAROL]);
});

test('an edition that is open when test mode begins sends nothing more until it ends', async () => {
  const relay = await faultyRelay();
  const house = await openTestApp({
    calendar: { email: { approval: 'none' } },
    environment: { SMTP_URL: relay.url },
  });
  await addActive(house.app, ALICE, CAROL);
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  const testing = await house.another({ SMTP_URL: relay.url, FORTNIGHT_ALL_MAIL_TO: AUTHOR_AT });
  await sendAll(testing.app);
  expect(await ledgerOf(testing.app, 'regular:pacelc')).toEqual({ audience: 2, queued: 2 });
  await sendAll(house.app);
  expect(await ledgerOf(house.app, 'regular:pacelc')).toEqual({ audience: 2, sent: 2 });
});
