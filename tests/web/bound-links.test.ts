import { beforeEach, describe, expect, test } from 'vitest';
import { boundToken } from '../../src/app/bound-link.ts';
import { confirmUrl } from '../../src/app/confirm.ts';
import { unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { DAY, HOUR, SECOND } from '../../src/core/clock.ts';
import { makeToken } from '../../src/core/tokens.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { mailsTo, sendAll } from '../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL, hashFor } from '../support/readers.ts';
import { address, readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { type Answer, type Visitor, visitorOf } from '../support/visitor.ts';

const NEW = 'alice@new.example';

let house: TestApp;
let visitor: Visitor;
let alice: SubscriberId;
beforeEach(async () => {
  house = await openTestApp();
  visitor = visitorOf(house.app);
  const [id] = await addActive(house.app, ALICE);
  if (id === undefined) throw new Error('nobody');
  alice = id;
});

async function move(): Promise<void> {
  house.clock.advance(SECOND);
  const wanted = { address: address(NEW), addressHash: hashFor(house.app, NEW) };
  await house.app.store.askForAddress(alice, wanted, house.clock.now());
  if (!(await house.app.store.changeAddress(alice, wanted.addressHash, house.clock.now())))
    throw new Error('not moved');
  house.clock.advance(SECOND);
}

const leave = () => visitor.post(new URL(unsubscribeUrl(house.app, alice)).pathname, { by: 'page' });
const stateOf = async (typed: string) => (await readerAt(house.app.store, typed)).state.kind;

function linkIn({ html }: Answer, path: '/undo/' | '/why/'): string {
  const action = new RegExp(`action="(${path}[^"]+)"`).exec(html)?.[1];
  if (action === undefined) throw new Error(`no ${path} on the page`);
  return action;
}

describe('after a change of address', () => {
  test('an older link to confirm has run out: the form offers a new one, and nothing goes to either address', async () => {
    const link = new URL(confirmUrl(house.app, alice, address(ALICE), house.clock.now())).pathname;
    expect((await visitor.get(link)).status).toBe(200);
    await move();
    await sendAll(house.app);
    const before = [await mailsTo(house.app, ALICE), await mailsTo(house.app, NEW)];
    for (const answer of [await visitor.get(link), await visitor.post(link)]) {
      expect(answer.status).toBe(410);
      expect(answer.html).toContain('This link has run out');
      expect(answer.html).toMatch(/<form [^>]*action="\/subscribe"/);
    }
    await visitor.post(`${link}/again`);
    await sendAll(house.app);
    expect([await mailsTo(house.app, ALICE), await mailsTo(house.app, NEW)]).toEqual(before);
    expect(await stateOf(NEW)).toBe('active');
  });

  test('a link to confirm that is made for the new address works', async () => {
    await move();
    const link = new URL(confirmUrl(house.app, alice, address(NEW), house.clock.now())).pathname;
    expect((await visitor.post(link)).status).toBe(200);
  });

  test('an older Undo and an older question are void, and those of today work', async () => {
    const older = await leave();
    expect((await visitor.post(linkIn(older, '/undo/'))).status).toBe(200);
    await move();
    const newer = await leave();
    expect((await visitor.post(linkIn(older, '/undo/'))).status).toBe(410);
    expect((await visitor.post(linkIn(older, '/why/'), { reason: 'other' })).status).toBe(410);
    expect(await stateOf(NEW)).toBe('unsubscribed');
    expect((await visitor.post(linkIn(newer, '/why/'), { reason: 'other' })).status).toBe(200);
    expect((await visitor.post(linkIn(newer, '/undo/'))).status).toBe(200);
    expect(await stateOf(NEW)).toBe('active');
  });
});

test('a link for somebody who had this number before, as after a restored backup, confirms nobody', async () => {
  const bob = await addPending(house.app, BOB);
  const token = boundToken(house.app, 'confirm', bob, address(CAROL), house.clock.now());
  expect((await visitor.get(`/confirm/${token}`)).status).toBe(410);
  expect((await visitor.post(`/confirm/${token}`)).status).toBe(410);
  await visitor.post(`/confirm/${token}/again`);
  expect(await stateOf(BOB)).toBe('pending');
  await sendAll(house.app);
  expect(await mailsTo(house.app, BOB)).toHaveLength(1);
});

describe('links of an earlier version, bound to no address,', () => {
  const unbound = (purpose: 'confirm' | 'undo' | 'reason', id: SubscriberId) =>
    makeToken(house.app.keyring, purpose, String(id), house.clock.now());

  test('work for their life', async () => {
    const bob = await addPending(house.app, BOB);
    const link = `/confirm/${unbound('confirm', bob)}`;
    house.clock.advance(72 * HOUR - SECOND);
    expect((await visitor.post(link)).status).toBe(200);
    expect(await stateOf(BOB)).toBe('active');
    await leave();
    const [undo, why] = [`/undo/${unbound('undo', alice)}`, `/why/${unbound('reason', alice)}`];
    expect((await visitor.post(why, { reason: 'other' })).status).toBe(200);
    expect((await visitor.post(undo)).status).toBe(200);
  });

  test('and no longer', async () => {
    const bob = await addPending(house.app, BOB);
    const link = `/confirm/${unbound('confirm', bob)}`;
    house.clock.advance(72 * HOUR + SECOND);
    expect((await visitor.get(link)).html).toContain(`${link}/again`);
    expect((await visitor.post(link)).status).toBe(410);
    await leave();
    const undo = `/undo/${unbound('undo', alice)}`;
    house.clock.advance(DAY + SECOND);
    expect((await visitor.post(undo)).status).toBe(410);
  });
});

test('who was erased may still say why they left, and cannot undo', async () => {
  await house.app.store.erase(alice, house.clock.now());
  const left = await leave();
  expect((await visitor.post(linkIn(left, '/why/'), { reason: 'other' })).status).toBe(200);
  expect((await visitor.post(linkIn(left, '/undo/'))).status).toBe(410);
});
