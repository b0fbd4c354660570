import { SECOND } from '../../src/core/clock.ts';
import type { DeliverySettlement } from '../../src/store/edition-store.ts';
import type { CalendarText } from './calendar-text.ts';
import { begin, settle } from './ledger-turns.ts';
import { hashFor } from './readers.ts';
import { editionAt, importedReader } from './stores.ts';
import { openTestApp, type TestApp } from './test-app.ts';

/** The edition of `openMailing`. */
export const EDITION = 'regular:pacelc';

interface MailingOptions {
  /** How many, `reader1@example.org` and so on. */
  readonly readers?: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly calendar?: CalendarText;
}

/** An application whose edition of `pacelc` is open, at 11:00 in Los Angeles, and of which nothing was sent yet. */
export async function openMailing({
  readers = 3,
  environment = {},
  calendar = {},
}: MailingOptions = {}): Promise<TestApp> {
  const house = await openTestApp({
    calendar: { ...calendar, email: { approval: 'none' } },
    environment,
    at: '2026-12-08T08:59:00-08:00',
  });
  const addresses = Array.from({ length: readers }, (_, index) => `reader${index + 1}@example.org`);
  await house.app.store.importSubscribers(
    addresses.map((one) => importedReader(one, { addressHash: hashFor(house.app, one) })),
    house.clock.now(),
  );
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await house.tickAt('2026-12-08T11:00:00-08:00');
  return house;
}

/** A worker begins so many deliveries and is gone before it hears of any; another takes over: they are uncertain. */
export async function leaveUncertain({ app, clock }: TestApp, count: number, key = EDITION): Promise<void> {
  await beginAnd({ app, clock }, count, key, () => []);
  clock.advance(SECOND);
  await app.store.acquireLease('the heir', clock.now(), SECOND);
  await app.store.releaseLease('the heir');
}

/** So many deliveries fail, as the relay refuses them. */
export async function leaveFailed(
  house: Pick<TestApp, 'app' | 'clock'>,
  count: number,
  reason: 'policy' | 'no-such-mailbox' | 'refused' = 'policy',
): Promise<void> {
  await beginAnd(house, count, EDITION, (ids) =>
    ids.map((id) => ({
      id,
      settlement: { kind: 'failed', reason, reply: '550 5.7.1 no' },
      suppress: reason === 'no-such-mailbox',
    })),
  );
  await house.app.store.releaseLease('a worker');
}

/** So many deliveries are sent, and the others wait. */
export async function leaveSent(house: Pick<TestApp, 'app' | 'clock'>, count: number): Promise<void> {
  await beginAnd(house, count, EDITION, (ids) =>
    ids.map((id) => ({ id, settlement: { kind: 'sent', reply: '250 ok' }, suppress: false })),
  );
  await house.app.store.releaseLease('a worker');
}

async function beginAnd(
  { app, clock }: Pick<TestApp, 'app' | 'clock'>,
  count: number,
  key: string,
  outcomes: (ids: readonly DeliverySettlement['id'][]) => readonly Omit<DeliverySettlement, 'relay'>[],
): Promise<void> {
  const lease = await app.store.acquireLease('a worker', clock.now(), SECOND);
  if (lease === null) throw new Error('another worker holds the lease');
  const { id } = await editionAt(app.store, key);
  const begun = await begin(app.store, id, count, lease.epoch, clock.now());
  if (begun.length !== count) throw new Error(`${begun.length} of ${count} were begun`);
  await settle(app.store, outcomes(begun.map((delivery) => delivery.id)), lease.epoch, clock.now());
}
