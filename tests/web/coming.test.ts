import { beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../src/core/clock.ts';
import { linkIn, mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { forged, type Visitor, visitorOf } from '../support/visitor.ts';

let house: TestApp;
let visitor: Visitor;
beforeEach(async () => {
  house = await openTestApp();
  visitor = visitorOf(house.app);
});

const stateOf = async (typed: string) => (await readerAt(house.app.store, typed)).state.kind;

async function confirmLink(typed: string): Promise<string> {
  await sendAll(house.app);
  return linkIn(await mailTo(house.app, typed, 'onfirm'), '/confirm/');
}

describe('the form', () => {
  test('answers the same whether the address is new, pending, active or suppressed', async () => {
    await addActive(house.app, ALICE);
    await addPending(house.app, BOB);
    await suppressFor(house.app, CAROL);
    const answers = [];
    for (const email of ['dave@example.org', BOB, ALICE, CAROL])
      answers.push(await visitor.post('/subscribe', { email }));
    const [first] = answers;
    for (const { status, html } of answers)
      expect({ status, html }).toEqual({ status: 200, html: first?.html });
    expect(await stateOf(ALICE)).toBe('active');
    await sendAll(house.app);
    expect(await mailsTo(house.app, CAROL)).toEqual([]);
  });

  test('mails a pending reader at most once a day', async () => {
    for (let press = 0; press < 3; press += 1) await visitor.post('/subscribe', { email: BOB });
    await sendAll(house.app);
    expect(await mailsTo(house.app, BOB)).toHaveLength(1);
    house.clock.advance(DAY);
    await visitor.post('/subscribe', { email: BOB });
    await sendAll(house.app);
    expect(await mailsTo(house.app, BOB)).toHaveLength(2);
  });

  test('tells a machine what it tells everybody, and does nothing', async () => {
    const answer = await visitor.post('/subscribe', { email: BOB, website: 'https://spam.example' });
    expect(answer).toMatchObject({
      status: 200,
      html: (await visitor.post('/subscribe', { email: ALICE })).html,
    });
    expect(await house.app.store.countSubscribers()).toMatchObject({ pending: 1 });
  });

  test.each([
    ['', 'an email address is needed'],
    ['alice', 'the @ is missing'],
    ['alice@nowhere', 'it has no dot'],
    ['alice@example.org\r\nBcc: bob@example.net', 'control characters'],
    [`${'a'.repeat(65)}@example.org`, 'too long'],
  ])('refuses %j and says why', async (email, reason) => {
    const answer = await visitor.post('/subscribe', { email });
    expect(answer.status).toBe(400);
    expect(answer.html.toLowerCase()).toContain(reason);
    expect(await house.app.store.countSubscribers()).toMatchObject({ pending: 0 });
  });

  test('takes an address that looks mistyped, and asks about it', async () => {
    const { status, html } = await visitor.post('/subscribe', { email: 'dave@gmial.com' });
    expect(status).toBe(200);
    expect(html).toContain('Did you mean <strong>dave@gmail.com</strong>?');
    expect(await stateOf('dave@gmial.com')).toBe('pending');
  });

  test('shows what was typed without letting it become part of the page', async () => {
    const { html } = await visitor.post('/subscribe', { email: '"><script>alert(1)</script>' });
    expect(html).not.toContain('<script>');
  });
});

describe('the link in the confirmation mail', () => {
  test('changes nothing when it is looked at, however often', async () => {
    await visitor.post('/subscribe', { email: BOB });
    const link = await confirmLink(BOB);
    for (const look of [visitor.get, visitor.head, visitor.get]) expect((await look(link)).status).toBe(200);
    expect(await stateOf(BOB)).toBe('pending');
  });

  test('makes an active reader of whoever presses the button, twice if they like, and welcomes them once', async () => {
    await visitor.post('/subscribe', { email: BOB });
    const link = await confirmLink(BOB);
    expect(await visitor.post(link)).toMatchObject({ status: 200 });
    expect(await visitor.post(link)).toMatchObject({ status: 200 });
    expect(await stateOf(BOB)).toBe('active');
    await sendAll(house.app);
    expect((await mailsTo(house.app, BOB)).map(({ subject }) => subject)).toHaveLength(2);
  });

  test('runs out after three days, and a new one can be had', async () => {
    await visitor.post('/subscribe', { email: BOB });
    const link = await confirmLink(BOB);
    house.clock.advance(73 * HOUR);
    const { status, html } = await visitor.get(link);
    expect(status).toBe(410);
    expect(html).toContain(`${link}/again`);
    expect((await visitor.post(link)).status).toBe(410);
    expect(await stateOf(BOB)).toBe('pending');
    await visitor.post(`${link}/again`);
    await sendAll(house.app);
    const [, fresh] = await mailsTo(house.app, BOB);
    if (fresh === undefined) throw new Error('no second mail');
    expect(await visitor.post(linkIn(fresh, '/confirm/'))).toMatchObject({ status: 200 });
    expect(await stateOf(BOB)).toBe('active');
  });

  test('brings nobody back who has left since', async () => {
    await visitor.post('/subscribe', { email: BOB });
    const link = await confirmLink(BOB);
    const { id } = await readerAt(house.app.store, BOB);
    house.clock.advance(HOUR);
    await house.app.store.unsubscribe(id, 'page', house.clock.now());
    expect((await visitor.post(link)).status).toBe(410);
    expect(await stateOf(BOB)).toBe('unsubscribed');
  });

  test('is refused when a letter of it is wrong, and offers the form instead', async () => {
    await visitor.post('/subscribe', { email: BOB });
    const link = await confirmLink(BOB);
    expect((await visitor.get(forged(link))).status).toBe(410);
    expect((await visitor.post(forged(link))).status).toBe(410);
    expect((await visitor.post(`${forged(link)}/again`)).status).toBe(200);
    await sendAll(house.app);
    expect(await stateOf(BOB)).toBe('pending');
    expect(await mailsTo(house.app, BOB)).toHaveLength(1);
  });
});
