import { beforeEach, describe, expect, test } from 'vitest';
import { recordFeedback } from '../../src/app/record-feedback.ts';
import { ourMessageId } from '../../src/app/sender.ts';
import type { EmailAddress } from '../../src/core/email-address.ts';
import type { Feedback } from '../../src/domain/inbound/feedback.ts';
import { EDITION, leaveUncertain, openMailing } from '../support/mailing.ts';
import { ledgerOf, mailsTo, sendAll } from '../support/post-office.ts';
import { hashFor } from '../support/readers.ts';
import { address, editionAt, readerAt } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const [FIRST, SECOND] = ['reader1@example.org', 'reader2@example.org'];
const STRANGER = 'stranger@example.net';

let house: TestApp;
let event = 0;
beforeEach(async () => {
  house = await openMailing({ readers: 2 });
});

async function mailTo(reader: string, key = EDITION): Promise<string> {
  const { id } = await editionAt(house.app.store, key);
  return ourMessageId(house.app, 'e', id, (await readerAt(house.app.store, reader)).id);
}

function told(
  messageId: string | null,
  to: string | null,
): Omit<Extract<Feedback, { kind: 'complaint' }>, 'kind'> {
  const holder: EmailAddress | null = to === null ? null : address(to);
  event += 1;
  const facts = { at: null, messageId, providerId: null, detail: null };
  return { eventId: `event-${event}`, address: holder, ...facts };
}

const complaint = (messageId: string | null, to: string | null): Feedback => ({
  kind: 'complaint',
  ...told(messageId, to),
});
const deadAddress = (messageId: string | null, to: string | null): Feedback => ({
  kind: 'bounce',
  status: '5.1.1',
  permanent: true,
  suppress: true,
  reason: 'mailbox-unknown',
  ...told(messageId, to),
});

const record = (...feedback: readonly Feedback[]) => recordFeedback(house.app, 'ses', feedback, null);
const stateOf = async (reader: string) => (await readerAt(house.app.store, reader)).state.kind;
const suppressionOf = (typed: string) => house.app.store.suppressionOf(hashFor(house.app, typed));

describe('the reader is found', () => {
  test('by our own Message-ID, when the address is kept from us', async () => {
    await record(complaint(await mailTo(FIRST), null));
    expect([await stateOf(FIRST), await stateOf(SECOND)]).toEqual(['unsubscribed', 'active']);
    expect(await suppressionOf(FIRST)).toBe('complained');
  });

  test('by the address, when the Message-ID is not ours, or was tampered with', async () => {
    const other = (await mailTo(FIRST)).replace('<e.', '<e.1');
    await record(complaint(other, SECOND.toUpperCase()));
    expect([await stateOf(FIRST), await stateOf(SECOND)]).toEqual(['active', 'unsubscribed']);
  });

  test('not by a Message-ID alone that we did not make', async () => {
    const forged = (await mailTo(FIRST)).replace(/\.[0-9a-f]{20}@/, '.00000000000000000000@');
    await record(complaint(forged, null), deadAddress(forged, null));
    expect(await stateOf(FIRST)).toBe('active');
    expect(await suppressionOf(FIRST)).toBeNull();
  });

  test('and a bounce is written down with the edition that the Message-ID names', async () => {
    const { id } = await editionAt(house.app.store, EDITION);
    await record(deadAddress(await mailTo(FIRST), FIRST));
    const reader = await readerAt(house.app.store, FIRST);
    expect(await house.app.store.bouncesOf(reader.id)).toMatchObject([{ edition: id, status: '5.1.1' }]);
  });
});

describe('a mail that ended up at an address that is not its reader’s', () => {
  test('costs the reader nothing when it bounces there', async () => {
    await record(deadAddress(await mailTo(FIRST), STRANGER));
    expect(await suppressionOf(FIRST)).toBeNull();
    expect(await suppressionOf(STRANGER)).toBe('bounced');
  });

  test('ends the subscription when a person there complains', async () => {
    await record(complaint(await mailTo(FIRST), STRANGER));
    expect(await stateOf(FIRST)).toBe('unsubscribed');
  });

  test('is about the reader who has that address, if there is one', async () => {
    await record(complaint(await mailTo(FIRST), SECOND));
    expect([await stateOf(FIRST), await stateOf(SECOND)]).toEqual(['active', 'unsubscribed']);
  });
});

test('a reader who is suppressed gets nothing of the edition that is on its way', async () => {
  await record(deadAddress(null, FIRST), complaint(null, SECOND));
  await sendAll(house.app);
  expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 2, skipped: 2 });
  for (const reader of [FIRST, SECOND]) expect(await mailsTo(house.app, reader)).toEqual([]);
});

test('whatever is told of a mail, it was sent: what was uncertain is settled', async () => {
  await leaveUncertain(house, 1);
  const delivered: Feedback = { kind: 'delivered', ...told(await mailTo(FIRST), FIRST) };
  await record(delivered);
  expect(await ledgerOf(house.app, EDITION)).toMatchObject({ sent: 1 });
  const { id } = await editionAt(house.app.store, EDITION);
  const delivery = await house.app.store.deliveryTo(id, (await readerAt(house.app.store, FIRST)).id);
  if (delivery === null) throw new Error('no delivery');
  expect((await house.app.store.deliveryNotes(delivery.id)).at(-1)).toMatchObject({
    by: 'evidence',
    detail: 'told by ses',
  });
});

test('delays and deliveries change nothing of a reader, and leave no trace', async () => {
  const before = await house.app.store.events(1);
  await record(
    { kind: 'delay', status: '4.2.2', ...told(null, FIRST) },
    { kind: 'delivered', ...told(null, FIRST) },
  );
  expect(await house.app.store.events(1)).toEqual(before);
});

test('in test mode, what becomes of a mail at the author’s address costs no reader anything', async () => {
  house = await openMailing({ readers: 2, environment: { FORTNIGHT_ALL_MAIL_TO: 'ali@example.com' } });
  const key = `test:${EDITION}`;
  if ((await house.app.store.editionByKey(key)) === null) throw new Error('no test run was opened');
  await record(complaint(await mailTo(FIRST, key), 'ali@example.com'));
  expect(await stateOf(FIRST)).toBe('active');
});
