import { expect, test } from 'vitest';
import { subscribe } from '../../src/app/subscribe.ts';
import { tick } from '../../src/app/tick.ts';
import { DAY } from '../../src/core/clock.ts';
import { parseIpAddress } from '../../src/core/ip-address.ts';
import { ALICE, addActive, addPending, BOB } from '../support/readers.ts';
import { openTestApp } from '../support/test-app.ts';

test('the worker forgets after 30 days whoever did not confirm, and logs how many, not who', async () => {
  const house = await openTestApp();
  await addActive(house.app, ALICE);
  await addPending(house.app, BOB);
  house.clock.advance(30 * DAY);
  await tick(house.app);
  expect(await house.app.store.countSubscribers()).toMatchObject({ pending: 1 });
  house.clock.advance(1);
  await tick(house.app);
  expect(await house.app.store.countSubscribers()).toMatchObject({ pending: 0, active: 1 });
  const log = house.logged.join('\n');
  expect(log).toContain('forgot 1 sign-ups that nobody confirmed within 30 days');
  expect(log).not.toContain(BOB);
});

test.each([
  ['drop', 0],
  ['keep', 1],
] as const)(
  'with FORTNIGHT_CONSENT_IP=%s, %d address is there to be shortened after 90 days',
  async (choice, addresses) => {
    const house = await openTestApp({ environment: { FORTNIGHT_CONSENT_IP: choice } });
    const client = { ip: parseIpAddress('203.0.113.7'), stamp: '' };
    const words = { name: null, door: 'form', wording: 'Yes.', formVersion: '1' } as const;
    await subscribe(house.app, { address: BOB, ...words, client });
    const bob = await house.app.store.subscribers(null, null, 1);
    if (bob[0] !== undefined) await house.app.store.confirm(bob[0].id, house.clock.now(), house.clock.now());
    house.clock.advance(90 * DAY + 1);
    await tick(house.app);
    const shortened = house.logged.filter((line) => line.includes('IP addresses of consents'));
    expect(shortened).toHaveLength(addresses);
  },
);
