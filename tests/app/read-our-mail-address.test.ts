import { beforeEach, describe, expect, test } from 'vitest';
import { eraseReader } from '../../src/app/erase-reader.ts';
import { mailReturnedTo, readerConfirmingBy, readerLeavingBy } from '../../src/app/read-our-mail-address.ts';
import { makeAddressToken } from '../../src/core/address-tokens.ts';
import { DAY, HOUR, MINUTE } from '../../src/core/clock.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { ALICE, addActive, addPending, BOB, hashFor } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
let bob: SubscriberId;
beforeEach(async () => {
  house = await openTestApp();
  bob = await addPending(house.app, BOB);
});

const token = (purpose: 'unsubscribe-mail' | 'bounce', ...fields: readonly number[]) =>
  makeAddressToken(house.app.keyring, purpose, fields);

function confirmToken(madeAt: number): string {
  const binding = { expiresAt: madeAt + 72 * HOUR, boundTo: hashFor(house.app, BOB) };
  return makeAddressToken(house.app.keyring, 'confirm-mail', [bob], binding);
}

test('the token to leave by names its reader for ever, in whatever case, and after an erasure', async () => {
  const [alice] = await addActive(house.app, ALICE);
  const made = token('unsubscribe-mail', alice ?? 0);
  await eraseReader(house.app, ALICE);
  house.clock.advance(3_000 * DAY);
  expect(readerLeavingBy(house.app, made.toUpperCase())).toBe(alice);
  expect(readerLeavingBy(house.app, made.slice(1))).toBeNull();
  expect(readerLeavingBy(house.app, token('unsubscribe-mail', 0))).toBeNull();
  expect(readerLeavingBy(house.app, '')).toBeNull();
});

test('the token of what comes back names the edition and the reader, or the reader alone', () => {
  expect(mailReturnedTo(house.app, token('bounce', 7, bob))).toEqual({ edition: 7, reader: bob });
  expect(mailReturnedTo(house.app, token('bounce', 0, bob))).toEqual({ edition: null, reader: bob });
  expect(mailReturnedTo(house.app, token('bounce', 7, 0))).toBeNull();
  expect(mailReturnedTo(house.app, token('unsubscribe-mail', bob))).toBeNull();
});

describe('the token to confirm by', () => {
  test('names its reader for 72 hours, and says to the minute when it was made, never later than it was', async () => {
    const madeAt = house.clock.now() + 12_345;
    house.clock.set(madeAt + 71 * HOUR);
    const read = await readerConfirmingBy(house.app, confirmToken(madeAt));
    expect(read).toMatchObject({ kind: 'good', reader: bob });
    const said = read.kind === 'good' ? read.madeAt : 0;
    expect(said).toBeLessThanOrEqual(madeAt);
    expect(said).toBeGreaterThan(madeAt - MINUTE);
    house.clock.set(madeAt + 72 * HOUR + MINUTE);
    expect(await readerConfirmingBy(house.app, confirmToken(madeAt))).toEqual({
      kind: 'expired',
      reader: bob,
    });
  });

  test('dies with the address, and is none for other purposes', async () => {
    const made = confirmToken(house.clock.now());
    await eraseReader(house.app, BOB);
    expect(await readerConfirmingBy(house.app, made)).toEqual({ kind: 'invalid' });
    expect(await readerConfirmingBy(house.app, token('unsubscribe-mail', bob))).toEqual({ kind: 'invalid' });
    expect(await readerConfirmingBy(house.app, '')).toEqual({ kind: 'invalid' });
  });
});
