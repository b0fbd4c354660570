import { beforeEach, describe, expect, test } from 'vitest';
import { eraseReader } from '../../src/app/erase-reader.ts';
import { unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { DAY } from '../../src/core/clock.ts';
import { linkIn, mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL } from '../support/readers.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Answer, forged, type Visitor, visitorOf } from '../support/visitor.ts';

let house: TestApp;
let visitor: Visitor;
let link: string;
beforeEach(async () => {
  house = await openTestApp();
  visitor = visitorOf(house.app);
  const [alice] = await addActive(house.app, ALICE);
  if (alice === undefined) throw new Error('nobody');
  link = new URL(unsubscribeUrl(house.app, alice)).pathname;
});

const active = async () => (await house.app.store.countSubscribers()).active;

function undoOf({ html }: Answer): string {
  const action = /action="(\/undo\/[^"]+)"/.exec(html)?.[1];
  if (action === undefined) throw new Error('no Undo on the page');
  return action;
}

function whyOf({ html }: Answer): string {
  const action = /action="(\/why\/[^"]+)"/.exec(html)?.[1];
  if (action === undefined) throw new Error('no question on the page');
  return action;
}

function oneClick(): FormData {
  const form = new FormData();
  form.append('List-Unsubscribe', 'One-Click');
  return form;
}

describe('one click (RFC 8058)', () => {
  test.each<[string, Parameters<Visitor['post']>[1], Record<string, string>]>([
    ['urlencoded', { 'List-Unsubscribe': 'One-Click' }, {}],
    ['multipart', oneClick(), {}],
    ['no body', undefined, {}],
    ['a body without a type', 'List-Unsubscribe=One-Click', { 'Content-Type': '' }],
    ['a body of another type', '{"a":1}', { 'Content-Type': 'application/json' }],
    [
      'multipart that was cut off',
      '--x\r\nContent-Dis',
      { 'Content-Type': 'multipart/form-data; boundary=x' },
    ],
    ['multipart without a boundary', 'x', { 'Content-Type': 'multipart/form-data' }],
    [
      'from another site, by an odd program',
      undefined,
      { 'Sec-Fetch-Site': 'cross-site', Origin: 'null', 'User-Agent': '' },
    ],
  ])('%s leaves at once: 200, no redirect, no cookie', async (_, body, headers) => {
    const answer = await visitor.post(link, body, headers);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Location')).toBeNull();
    expect(answer.headers.get('Set-Cookie')).toBeNull();
    expect(await active()).toBe(0);
  });

  test('pressed again it is 200 again', async () => {
    for (let press = 0; press < 3; press += 1) expect((await visitor.post(link)).status).toBe(200);
    expect(await active()).toBe(0);
  });

  test('after an erasure it is 200 still', async () => {
    await eraseReader(house.app, ALICE);
    expect((await visitor.post(link)).status).toBe(200);
    expect((await visitor.get(link)).status).toBe(200);
  });

  test('years later the link still works', async () => {
    house.clock.advance(3_000 * DAY);
    expect((await visitor.post(link)).status).toBe(200);
    expect(await active()).toBe(0);
  });

  test('a wrong token is told so, and nobody leaves', async () => {
    for (const path of [forged(link), '/unsubscribe/x', '/unsubscribe/v1.1.0.aaaaaaaaaaaaaaaaaaaaaa']) {
      expect((await visitor.post(path)).status).toBe(404);
    }
    expect(await active()).toBe(1);
  });

  test('how the reader left is on record: by one click, or on the page', async () => {
    await visitor.post(link, { 'List-Unsubscribe': 'One-Click' });
    const [event] = await house.app.store.events(1);
    expect(event).toMatchObject({ kind: 'subscriber.unsubscribed', detail: 'one-click' });
  });
});

describe('the page behind the link', () => {
  test('changes nothing by being looked at', async () => {
    for (const look of [visitor.get, visitor.head, visitor.get]) expect((await look(link)).status).toBe(200);
    expect(await active()).toBe(1);
  });

  test('has an Undo after pressing, good for a day', async () => {
    const undo = undoOf(await visitor.post(link, { by: 'page' }));
    expect((await visitor.get(undo)).html).toContain('<form method="post">');
    expect(await active()).toBe(0);
    expect((await visitor.post(undo)).status).toBe(200);
    expect(await active()).toBe(1);
    const late = undoOf(await visitor.post(link, { by: 'page' }));
    house.clock.advance(DAY + 1_000);
    expect((await visitor.post(late)).status).toBe(410);
    expect((await visitor.get(late)).status).toBe(410);
    expect(await active()).toBe(0);
  });

  test('a token for one purpose is useless for another', async () => {
    const token = link.split('/').at(-1) ?? '';
    expect((await visitor.post(`/undo/${token}`)).status).toBe(410);
    expect((await visitor.post(`/confirm/${token}`)).status).toBe(410);
    expect((await visitor.post(`/editions/${token}`)).status).toBe(410);
  });
});

describe('the question after leaving', () => {
  const lastEvent = async () => (await house.app.store.events(1))[0];

  test('is kept with the reader, and what is said last counts', async () => {
    const why = whyOf(await visitor.post(link, { by: 'page' }));
    for (const reason of ['other', 'too-many'])
      expect((await visitor.post(why, { reason })).status).toBe(200);
    expect(await lastEvent()).toMatchObject({ kind: 'subscriber.left-because', detail: 'too-many' });
  });

  test.each([{}, { reason: 'because' }])('answered with %j is as good as left alone', async (body) => {
    const why = whyOf(await visitor.post(link, { by: 'page' }));
    expect((await visitor.post(why, body)).status).toBe(200);
    expect(await lastEvent()).toMatchObject({ kind: 'subscriber.unsubscribed' });
  });

  test('cannot be answered a day later, by another link, or by one who is back', async () => {
    const left = await visitor.post(link, { by: 'page' });
    const [undo, why] = [undoOf(left), whyOf(left)];
    for (const path of [forged(why), undo.replace('/undo/', '/why/'), link.replace('/unsubscribe/', '/why/')])
      expect((await visitor.post(path, { reason: 'other' })).status).toBe(410);
    await visitor.post(undo);
    expect((await visitor.post(why, { reason: 'other' })).status).toBe(410);
    const again = whyOf(await visitor.post(link, { by: 'page' }));
    house.clock.advance(DAY + 1_000);
    expect((await visitor.post(again, { reason: 'other' })).status).toBe(410);
  });
});

describe('leaving without a mail at hand', () => {
  test('says the same for a reader and a stranger, and mails the reader a link that works', async () => {
    const [reader, stranger] = [
      await visitor.post('/leave', { email: ALICE }),
      await visitor.post('/leave', { email: CAROL }),
    ];
    expect({ status: reader.status, html: reader.html }).toEqual({ status: 200, html: stranger.html });
    await sendAll(house.app);
    expect(await mailsTo(house.app, CAROL)).toEqual([]);
    const mail = await mailTo(house.app, ALICE, 'eav');
    expect((await visitor.post(linkIn(mail, '/unsubscribe/'))).status).toBe(200);
    expect(await active()).toBe(0);
  });

  test('mails nothing to one who has not confirmed, and nothing for a machine', async () => {
    await addPending(house.app, BOB);
    await sendAll(house.app);
    const before = [await mailsTo(house.app, BOB), await mailsTo(house.app, ALICE)].map(
      (mails) => mails.length,
    );
    expect((await visitor.post('/leave', { email: BOB })).status).toBe(200);
    expect((await visitor.post('/leave', { email: ALICE, website: 'x' })).status).toBe(200);
    await sendAll(house.app);
    const after = [await mailsTo(house.app, BOB), await mailsTo(house.app, ALICE)].map(
      (mails) => mails.length,
    );
    expect(after).toEqual(before);
  });

  test('mails the link once a day, and gives a reason for what is no address', async () => {
    await sendAll(house.app);
    const before = (await mailsTo(house.app, ALICE)).length;
    await visitor.post('/leave', { email: ALICE });
    await visitor.post('/leave', { email: ALICE.toUpperCase() });
    await sendAll(house.app);
    expect(await mailsTo(house.app, ALICE)).toHaveLength(before + 1);
    expect((await visitor.post('/leave', { email: 'bob' })).html).toContain('The @ is missing.');
    expect((await visitor.post('/leave', { email: BOB })).status).toBe(200);
  });
});
