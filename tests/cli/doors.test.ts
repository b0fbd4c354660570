import { beforeEach, expect, test } from 'vitest';
import { run } from '../support/command-line.ts';
import { BOB } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { visitorOf } from '../support/visitor.ts';

let house: TestApp;
beforeEach(async () => {
  house = await openTestApp({ environment: { FORTNIGHT_SIGNUP_LIMITS: 'unconfirmed=3/h' } });
});

async function flood(): Promise<void> {
  const visitor = visitorOf(house.app);
  for (let one = 0; one < 5; one += 1)
    await visitor.post('/subscribe', { email: `stranger${one}@example.org` });
}

test('doors show says how things stand, and doors open ends a pause', async () => {
  expect(await run(house, ['doors', 'show'])).toMatchObject({
    code: 0,
    out: 'open\n0 unconfirmed within the last hour, usually 0; more than 3 shut the doors\n',
  });
  await flood();
  const shut = await run(house, ['doors', 'show']);
  expect(shut.code).toBe(1);
  expect(shut.out).toContain('shut until 2026-12-08T03:00:00.000Z: 4 unconfirmed within an hour, usually 0');
  expect(JSON.parse((await run(house, ['doors', 'show', '--json'])).out)).toMatchObject({
    version: 1,
    pause: { unconfirmed: 4 },
    trend: { limit: 3 },
  });
  expect((await visitorOf(house.app).post('/subscribe', { email: BOB })).status).toBe(503);
  expect(await run(house, ['doors', 'open'])).toMatchObject({ code: 0, out: 'the doors are open again\n' });
  expect((await visitorOf(house.app).post('/subscribe', { email: BOB })).status).toBe(200);
  expect((await run(house, ['doors', 'open'])).code).toBe(1);
});

test('the author is never shut out', async () => {
  await flood();
  expect((await run(house, ['subscribers', 'add', BOB])).out).toContain('is asked to confirm');
  expect((await run(house, ['subscribers', 'add', BOB])).out).toContain('as often as it may be');
});

test('embed prints the form, and says what is missing while no page may use it', async () => {
  const { code, out, err } = await run(house, ['embed']);
  expect(code).toBe(1);
  expect(out).toContain('action="http://localhost:8014/subscribe"');
  expect(out).not.toMatch(/<script|style=/);
  expect(err).toContain('FORTNIGHT_ALLOWED_ORIGINS');
  const allowed = await house.another({ FORTNIGHT_ALLOWED_ORIGINS: 'https://www.example.com' });
  expect(await run(allowed, ['embed'])).toMatchObject({ code: 0, out, err: '' });
});
