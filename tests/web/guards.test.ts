import { beforeEach, describe, expect, test } from 'vitest';
import { stampOfForm } from '../../src/app/subscribe.ts';
import { tick } from '../../src/app/tick.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/core/clock.ts';
import { mailsTo, sendAll, subjectsTo } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Answer, visitorOf } from '../support/visitor.ts';

const CLIENT = '203.0.113.7';

let house: TestApp;
async function open(limits: string): Promise<void> {
  house = await openTestApp({ environment: { FORTNIGHT_SIGNUP_LIMITS: limits } });
}

/** So many strangers by the form, from one client; what they are told. */
async function strangers(count: number, fields: Record<string, string> = {}): Promise<readonly Answer[]> {
  const visitor = visitorOf(house.app, CLIENT);
  const answers: Answer[] = [];
  for (let one = 0; one < count; one += 1) {
    const email = `stranger${one}-${house.clock.now()}@example.org`;
    answers.push(await visitor.post('/subscribe', { email, ...fields }));
  }
  return answers;
}

const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status);

function stampIn({ html }: Answer): string {
  const stamp = /name="stamp" value="([^"]+)"/.exec(html)?.[1];
  if (stamp === undefined) throw new Error('no stamp on the page');
  return stamp;
}

/** What a person does who is shown the page with one more button: reads, and presses. */
function pressed(page: Answer): Promise<Answer> {
  const email = /name="email" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
  return visitorOf(house.app, CLIENT).post('/subscribe', { email, stamp: stampIn(page) });
}

describe('a form that does not prove when it was opened', () => {
  beforeEach(() => open('client=8/h'));

  test('is taken on a smaller budget, and past that asks for one more press', async () => {
    const answers = await strangers(3);
    expect(statuses(answers)).toEqual([200, 200, 429]);
    const page = answers[2];
    if (page === undefined) throw new Error('no third answer');
    expect(page.html).toContain('One more press');
    house.clock.advance(4 * SECOND);
    expect((await pressed(page)).status).toBe(200);
    expect((await house.app.store.countSubscribers()).pending).toBe(3);
  });

  test('asks again when the button is pressed as quickly as machines do, with the same stamp, which ripens', async () => {
    const page = (await strangers(3))[2];
    if (page === undefined) throw new Error('no third answer');
    house.clock.advance(SECOND);
    const again = await pressed(page);
    expect(again.status).toBe(429);
    expect(stampIn(again)).toBe(stampIn(page));
    house.clock.advance(2 * SECOND);
    expect((await pressed(again)).status).toBe(200);
  });
});

describe('a form with a stamp', () => {
  beforeEach(() => open('client=8/h'));

  const fresh = async () => stampIn(await visitorOf(house.app).get('/subscribe'));

  test('has the whole budget of its client', async () => {
    const stamp = await fresh();
    house.clock.advance(3 * SECOND);
    const answers = await strangers(9, { stamp });
    expect(statuses(answers)).toEqual([...Array(8).fill(200), 429]);
    expect(answers[8]?.headers.get('Retry-After')).toBe('450');
    expect(answers[8]?.html).toContain('try again in 8 minutes');
    house.clock.advance(450 * SECOND);
    expect(statuses(await strangers(1, { stamp }))).toEqual([200]);
  });

  test.each<[string, (stamp: string) => string, number]>([
    ['two seconds old', (stamp) => stamp, 2 * SECOND],
    ['more than a day old', (stamp) => stamp, DAY + SECOND],
    ['not ours', (stamp) => `${stamp.slice(0, -1)}${stamp.endsWith('A') ? 'B' : 'A'}x`, MINUTE],
    ['made for something else', () => 'v1.1.0.aaaaaaaaaaaaaaaaaaaaaa', MINUTE],
  ])('that is %s counts as one without', async (_, change, age) => {
    const stamp = change(await fresh());
    house.clock.advance(age);
    expect(statuses(await strangers(3, { stamp }))).toEqual([200, 200, 429]);
  });

  test('is in every form that is made on request', async () => {
    const visitor = visitorOf(house.app);
    for (const page of [
      await visitor.get('/subscribe'),
      await visitor.post('/subscribe', { email: 'bob' }),
      await visitor.get('/confirm/x'),
    ])
      expect(stampIn(page)).toBe(stampOfForm(house.app));
    expect((await visitor.get('/subscribe')).headers.get('Cache-Control')).toBe('no-store');
  });
});

test('whatever the guards say, they say it alike of a new, a pending, an active and a suppressed address', async () => {
  await open('client=4/h');
  await addActive(house.app, ALICE);
  await addPending(house.app, BOB);
  await suppressFor(house.app, CAROL);
  const visitor = visitorOf(house.app, CLIENT);
  const about = (email: string) => visitor.post('/subscribe', { email });
  await about('first@example.org');
  for (const budget of ['press again', 'too many']) {
    const shown = [];
    for (const email of ['dave@example.org', BOB, ALICE, CAROL]) {
      const { status, html } = await about(email);
      shown.push({ status, html: html.replaceAll(email, 'ADDRESS') });
    }
    for (const one of shown) expect({ budget, ...one }).toEqual({ budget, ...shown[0], status: 429 });
    const stamp = stampOfForm(house.app);
    house.clock.advance(3 * SECOND);
    for (let one = 0; one < 3; one += 1)
      await visitor.post('/subscribe', { email: `more${one}@example.org`, stamp });
  }
});

describe('a spike', () => {
  beforeEach(() => open('client=1000/h, network=1000/h, unconfirmed=5/h'));

  test('shuts the form, says when to come back, and tells the author once', async () => {
    const answers = await strangers(7);
    expect(statuses(answers)).toEqual([...Array(6).fill(200), 503]);
    const last = answers[6];
    expect(last?.headers.get('Retry-After')).toBe('3600');
    expect(last?.html).toContain('try again in 60 minutes');
    for (let look = 0; look < 2; look += 1) await tick(house.app);
    await sendAll(house.app);
    const told = (await subjectsTo(house.app, AUTHOR)).filter((subject) => subject === 'Sign-ups are paused');
    expect(told).toHaveLength(1);
  });

  test('ends by itself', async () => {
    await strangers(7);
    house.clock.advance(HOUR);
    expect(statuses(await strangers(1))).toEqual([200]);
  });

  test('holds in another process, too', async () => {
    await strangers(7);
    const other = await house.another();
    expect((await visitorOf(other.app).post('/subscribe', { email: BOB })).status).toBe(503);
  });
});

test('a form filled by a bot mails one address once, and writes one consent', async () => {
  await open('client=1000/h, network=1000/h');
  const visitor = visitorOf(house.app, CLIENT);
  for (let press = 0; press < 200; press += 1) await visitor.post('/subscribe', { email: BOB });
  await sendAll(house.app);
  expect(await mailsTo(house.app, BOB)).toHaveLength(1);
  expect(
    (await house.app.store.events(100)).filter(({ kind }) => kind === 'subscriber.pending'),
  ).toHaveLength(1);
});
