import { beforeEach, expect, test } from 'vitest';
import { lookAtDecisionLink } from '../../src/app/decide-edition.ts';
import { DAY } from '../../src/core/clock.ts';
import { linksIn, mailTo, sendAll } from '../support/post-office.ts';
import { AUTHOR } from '../support/readers.ts';
import { editionAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { forged, type Visitor, visitorOf } from '../support/visitor.ts';

let house: TestApp;
let visitor: Visitor;
const links = new Map<string, string>();
beforeEach(async () => {
  house = await openTestApp({ calendar: { email: { approval: 'required' } } });
  await house.tickAt('2026-12-08T09:00:00-08:00');
  await sendAll(house.app);
  visitor = visitorOf(house.app);
  links.clear();
  for (const path of linksIn(await mailTo(house.app, AUTHOR, 'After CAP'), '/editions/')) {
    const link = await lookAtDecisionLink(house.app, path.split('/').at(-1) ?? '');
    if (link !== null) links.set(link.decision, path);
  }
});

const edition = () => editionAt(house.app.store, 'regular:pacelc');
const linkTo = (decision: string) => links.get(decision) ?? 'no link';

test('looking at the links of a preview decides nothing', async () => {
  const before = await edition();
  for (const path of links.values()) {
    expect((await visitor.get(path)).status).toBe(200);
    expect((await visitor.head(path)).status).toBe(200);
  }
  expect(links.size).toBe(3);
  expect(await edition()).toEqual(before);
});

test('pressing Hold holds, and pressing Approve afterwards releases', async () => {
  expect((await visitor.post(linkTo('hold'))).status).toBe(200);
  expect((await edition()).state.kind).toBe('held');
  expect((await visitor.post(linkTo('approve'))).status).toBe(200);
  expect(await edition()).toMatchObject({
    state: { kind: 'pending' },
    approved: { at: house.clock.now() },
    sendNow: false,
  });
});

test('pressing Send now lets the next tick send', async () => {
  expect((await visitor.post(linkTo('send-now'))).status).toBe(200);
  expect(await house.tickAt('2026-12-08T09:01:00-08:00')).toMatchObject({ editions: [{ state: 'open' }] });
});

test('pressing twice is fine for a yes, and too late once it is out', async () => {
  await visitor.post(linkTo('approve'));
  expect((await visitor.post(linkTo('approve'))).status).toBe(200);
  await house.tickAt('2026-12-08T11:00:00-08:00');
  expect((await visitor.post(linkTo('hold'))).status).toBe(409);
  expect((await edition()).state.kind).toBe('open');
});

test('a yes given for content that has changed since does not send', async () => {
  await house.writePost('pacelc', 'Other words.\n');
  await house.tickAt('2026-12-08T10:00:00-08:00');
  await visitor.post(linkTo('approve'));
  expect(await house.tickAt('2026-12-08T11:00:00-08:00')).toMatchObject({ editions: [{ state: 'waits' }] });
});

test('a link runs out after seven days, and a forged one never was any good', async () => {
  expect((await visitor.post(forged(linkTo('send-now')))).status).toBe(410);
  house.clock.advance(7 * DAY + 1_000);
  for (const look of [visitor.get, visitor.post]) expect((await look(linkTo('send-now'))).status).toBe(410);
  expect(await edition()).toMatchObject({ approved: null });
});
