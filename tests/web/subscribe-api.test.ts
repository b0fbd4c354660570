import { beforeEach, describe, expect, test } from 'vitest';
import { SECOND } from '../../src/core/clock.ts';
import { mailsTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Answer, type Visitor, visitorOf } from '../support/visitor.ts';

const ELSEWHERE = 'https://static.example.net';
const JSON_TYPE = { 'Content-Type': 'application/json' };

let house: TestApp;
let visitor: Visitor;
beforeEach(async () => {
  house = await openTestApp({
    environment: { FORTNIGHT_ALLOWED_ORIGINS: ELSEWHERE, FORTNIGHT_SIGNUP_LIMITS: 'client=8/h' },
  });
  visitor = visitorOf(house.app, '203.0.113.7');
});

const ask = (body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  visitor.post('/api/subscribe', typeof body === 'string' ? body : JSON.stringify(body), {
    ...JSON_TYPE,
    ...headers,
  });

describe('POST /api/subscribe', () => {
  test('asks the address to confirm, and keeps the name', async () => {
    expect((await ask({ email: BOB, name: ' Bob ' })).status).toBe(202);
    expect(await readerAt(house.app.store, BOB)).toMatchObject({ name: 'Bob', state: { kind: 'pending' } });
    await sendAll(house.app);
    const [mail] = await mailsTo(house.app, BOB);
    expect(mail?.subject).toContain('onfirm');
    expect(JSON.stringify(mail)).not.toContain('Bob ');
  });

  test('answers the same whether the address is new, pending, active or suppressed', async () => {
    await addActive(house.app, ALICE);
    await addPending(house.app, BOB);
    await suppressFor(house.app, CAROL);
    const stamp = await ripeStamp();
    for (const email of ['dave@example.org', BOB, ALICE, CAROL]) {
      const { status, html } = await ask({ email, stamp });
      expect({ status, html }).toEqual({
        status: 202,
        html: '{"status":"a confirmation is on its way to the address, if it needs one"}',
      });
    }
  });

  test.each([
    ['an address that is none', { email: 'bob' }, 400, 'the @ is missing'],
    ['no address', {}, 400, 'an email address is needed'],
    ['an address that is no text', { email: [BOB] }, 400, 'an email address is needed'],
    ['a name of two lines', { email: BOB, name: 'Bob\r\nBcc: x' }, 400, 'on one line'],
    ['a name without end', { email: BOB, name: 'x'.repeat(101) }, 400, 'at most 100'],
    ['a list', [BOB], 400, 'an email address is needed'],
    ['no object', 'null', 400, 'a JSON object'],
    ['no JSON', '{"email":', 400, 'a JSON object'],
  ])('refuses %s, with a reason', async (_, body, status, reason) => {
    const answer = await ask(body);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.html).error).toContain(reason);
    expect((await house.app.store.countSubscribers()).pending).toBe(0);
  });

  test('takes nothing that a plain form on any page could send', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])
      expect((await ask({ email: BOB }, { 'Content-Type': type })).status).toBe(415);
  });

  test('tells a machine that fills every field what it tells everybody, and does nothing', async () => {
    expect((await ask({ email: BOB, website: 'https://spam.example' })).status).toBe(202);
    expect((await house.app.store.countSubscribers()).pending).toBe(0);
  });

  test('past the budget gives a stamp to send along, and past the whole one only a time', async () => {
    for (const email of ['a@example.org', 'b@example.org']) await ask({ email });
    const refused = await ask({ email: BOB });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('3');
    const { stamp } = JSON.parse(refused.html);
    house.clock.advance(3 * SECOND);
    for (let one = 0; one < 6; one += 1)
      expect((await ask({ email: `c${one}@example.org`, stamp })).status).toBe(202);
    const last = await ask({ email: BOB, stamp });
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('Retry-After'))).toBeGreaterThan(400);
    expect(JSON.parse(last.html)).toEqual({ error: 'too many sign-ups from there' });
  });
});

describe('a page elsewhere', () => {
  const crossing = (origin: string) => ({ Origin: origin, 'Sec-Fetch-Site': 'cross-site' });

  test('on an allowed origin is told that it may, and may read the answer', async () => {
    const preflight = await visitor.options('/api/subscribe', crossing(ELSEWHERE));
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBe(ELSEWHERE);
    expect(preflight.headers.get('Access-Control-Allow-Headers')).toBe('Content-Type');
    const answer = await ask({ email: BOB }, crossing(ELSEWHERE));
    expect(answer.status).toBe(202);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(ELSEWHERE);
    expect(answer.headers.get('Vary')).toContain('Origin');
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
  });

  test('on an allowed origin may post the plain form, and nothing else', async () => {
    expect((await visitor.post('/subscribe', { email: BOB }, crossing(ELSEWHERE))).status).toBe(200);
    for (const path of ['/leave', '/confirm/x', '/undo/x', '/why/x', '/editions/x'])
      expect((await visitor.post(path, { email: BOB }, crossing(ELSEWHERE))).status, path).toBe(403);
  });

  test.each(['https://evil.example', `${ELSEWHERE}.evil.example`, 'http://static.example.net', 'null'])(
    'on %s may do nothing',
    async (origin) => {
      expect((await ask({ email: BOB }, crossing(origin))).status).toBe(403);
      expect((await visitor.post('/subscribe', { email: BOB }, crossing(origin))).status).toBe(403);
      const preflight = await visitor.options('/api/subscribe', crossing(origin));
      expect(preflight.headers.get('Access-Control-Allow-Origin')).toBeNull();
      expect((await house.app.store.countSubscribers()).pending).toBe(0);
    },
  );
});

/** What the form on a page has carried for long enough. */
async function ripeStamp(): Promise<string> {
  const { html } = await visitor.get('/subscribe');
  house.clock.advance(3 * SECOND);
  return /name="stamp" value="([^"]+)"/.exec(html)?.[1] ?? '';
}
