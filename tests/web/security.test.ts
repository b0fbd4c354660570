import { beforeEach, describe, expect, test } from 'vitest';
import { confirmUrl } from '../../src/app/confirm.ts';
import { unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { addPending, BOB } from '../support/readers.ts';
import { address } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Visitor, visitorOf } from '../support/visitor.ts';

let house: TestApp;
let visitor: Visitor;
let confirm: string;
let leave: string;
beforeEach(async () => {
  house = await openTestApp();
  visitor = visitorOf(house.app);
  const bob = await addPending(house.app, BOB);
  confirm = new URL(confirmUrl(house.app, bob, address(BOB), house.clock.now())).pathname;
  leave = new URL(unsubscribeUrl(house.app, bob)).pathname;
});

test('every page forbids scripts, sniffing and referrers', async () => {
  for (const path of ['/', '/subscribe', '/leave', '/mailbox', confirm, leave, '/nowhere', '/editions/x']) {
    const { headers } = await visitor.get(path);
    expect(headers.get('Content-Security-Policy'), path).toContain("default-src 'none'");
    expect(headers.get('Content-Security-Policy'), path).not.toContain('unsafe-inline');
    expect(headers.get('X-Content-Type-Options'), path).toBe('nosniff');
    expect(headers.get('Referrer-Policy'), path).toBe('no-referrer');
    expect(headers.get('Set-Cookie'), path).toBeNull();
  }
});

test('pages behind a token are kept by no cache and listed by no search engine', async () => {
  for (const path of [confirm, leave, '/editions/x', '/mailbox']) {
    const { headers } = await visitor.get(path);
    expect(headers.get('Cache-Control'), path).toBe('no-store');
    expect(headers.get('X-Robots-Tag'), path).toBe('noindex');
  }
});

test.each(['cross-site', 'same-site'])('a form on a %s page can post nothing here', async (from) => {
  const headers = { 'Sec-Fetch-Site': from };
  for (const path of ['/subscribe', '/leave', confirm, `${confirm}/again`, '/editions/x', '/undo/x']) {
    expect((await visitor.post(path, { email: 'carol@example.com' }, headers)).status, path).toBe(403);
  }
  expect(await house.app.store.countSubscribers()).toMatchObject({ pending: 1, active: 0 });
});

test.each(['same-origin', 'none'])('a form sent %s is taken', async (from) => {
  expect((await visitor.post(confirm, {}, { 'Sec-Fetch-Site': from })).status).toBe(200);
});

describe('a body that is too large', () => {
  const large = 'x'.repeat(70_000);

  test('is refused when it says so', async () => {
    const headers = { 'Content-Length': String(large.length) };
    expect((await visitor.post('/subscribe', { email: large }, headers)).status).toBe(413);
  });

  test('is refused when it does not say so, on every route', async () => {
    for (const path of ['/subscribe', '/leave', leave])
      expect((await visitor.post(path, { email: large })).status).toBe(413);
    expect(await house.app.store.countSubscribers()).toMatchObject({ pending: 1 });
  });
});

test('a failure is told in words, logged whole, and the log has the route instead of the token', async () => {
  const broken = {
    ...house.app,
    store: { ...house.app.store, unsubscribe: () => Promise.reject(new Error('disk I/O error')) },
  };
  const answer = await visitorOf(broken).post(leave);
  expect(answer.status).toBe(500);
  expect(answer.html).toContain('Nothing you did is lost');
  expect(answer.html).not.toContain('disk I/O');
  const log = house.logged.join('\n');
  expect(log).toContain('POST /unsubscribe/:token failed: Error: disk I/O error');
  expect(log).not.toContain(leave.split('/').at(-1));
});

test('with the database gone there is still an answer in words', async () => {
  await house.close();
  const answer = await visitor.get(confirm);
  expect(answer.status).toBe(500);
  expect(answer.html).toContain('Something broke');
  expect(house.logged.join('\n')).not.toContain(confirm.split('/').at(-1));
});

test('confirming and leaving write no token and no address into the log', async () => {
  await visitor.post(confirm);
  await visitor.post(leave);
  await visitor.post('/subscribe', { email: 'carol@example.com' });
  const log = house.logged.join('\n');
  for (const secret of [confirm.split('/').at(-1) ?? '', leave.split('/').at(-1) ?? '', BOB, 'carol@'])
    expect(log).not.toContain(secret);
});
