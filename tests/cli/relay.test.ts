import { expect, test } from 'vitest';
import { DAY } from '../../src/core/clock.ts';
import { run } from '../support/command-line.ts';
import { faultyRelay } from '../support/faulty-relay.ts';
import { openMailing } from '../support/mailing.ts';
import { sendAll } from '../support/post-office.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

const say = (house: TestApp, line: string) => run(house, line.split(' '));

test('relay status shows limits, what was used of them, and how far a warm-up is', async () => {
  const relay = await faultyRelay();
  const url = `${relay.url}?hourly=40&daily=100&rate=14&warmup=5,50`;
  const house = await openMailing({ readers: 4, environment: { SMTP_URL: url } });
  expect((await say(house, 'relay status')).out).toMatch(
    /today +0 of 100\n +warm-up +day 1 of 2, at most 5 today/,
  );
  await sendAll(house.app);
  const { code, out } = await say(house, 'relay status');
  expect(code).toBe(0);
  expect(out).toContain('relay 1  ali@127.0.0.1');
  expect(out).not.toContain('secret');
  expect(out).toMatch(/rate +14\/s\n +this hour +\d of 40\n/);
  house.clock.advance(DAY);
  expect((await say(house, 'relay status')).out).toContain('day 2 of 2, at most 50 today');
  house.clock.advance(DAY);
  expect((await say(house, 'relay status')).out).not.toContain('warm-up');
});

test('relay status is 1 while a server has something against us', async () => {
  const relay = await faultyRelay();
  relay.lock(true);
  const house = await openMailing({ readers: 1, environment: { SMTP_URL: relay.url } });
  await sendAll(house.app);
  const { code, out } = await say(house, 'relay status');
  expect([code, out.includes('trouble    it refuses our user name or password')]).toEqual([1, true]);
  const data = JSON.parse((await say(house, 'relay status --json')).out);
  expect(data).toMatchObject({ version: 1, relays: [{ name: 'relay 1', trouble: { kind: 'login' } }] });
  expect(JSON.stringify(data)).not.toContain('secret');
});

test('relay test goes step by step, and ends with what to do when one fails', async () => {
  const [good, bad] = [await faultyRelay(), await faultyRelay()];
  bad.lock(true);
  const house = await openTestApp({ environment: { SMTP_URL: good.url, SMTP_URL_2: bad.url } });
  const first = await say(house, 'relay test 1');
  expect(first.code).toBe(0);
  expect(first.out).toMatch(/ok {2}login +\d+ ms {2}accepted\n/);
  expect(first.out).toContain('mail can be handed to it');
  const all = await say(house, 'relay test');
  expect(all.code).toBe(1);
  expect(all.out).toMatch(/no {2}login[\s\S]*login-refused: .*535[\s\S]*help: /u);
  expect(all.out).not.toContain('secret');
  expect(JSON.parse((await say(house, 'relay test 2 --json')).out)).toMatchObject({
    version: 1,
    relays: [{ name: 'relay 2', variable: 'SMTP_URL_2', failure: { trouble: 'login-refused' } }],
  });
  expect((await say(house, 'relay test 3')).failure).toMatchObject({ code: 'not-found' });
  expect(good.accepted).toEqual([]);
});

test('without a mail server both say so', async () => {
  const house = await openTestApp();
  expect(await say(house, 'relay status')).toMatchObject({
    code: 0,
    out: 'no mail server is configured: mail stays in the embedded mailbox\n',
  });
  expect((await say(house, 'relay test')).failure).toMatchObject({
    help: expect.stringContaining('SMTP_URL'),
  });
});
