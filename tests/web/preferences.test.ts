import { beforeEach, describe, expect, test } from 'vitest';
import { eraseReader } from '../../src/app/erase-reader.ts';
import { preferencesUrl } from '../../src/app/preference-link.ts';
import { unsubscribeUrl } from '../../src/app/unsubscribe.ts';
import { DAY, HOUR } from '../../src/core/clock.ts';
import { PLAIN_PREFERENCES } from '../../src/domain/readers/preferences.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import { linkIn, mailsTo, mailTo, sendAll, subjectsTo } from '../support/post-office.ts';
import { ALICE, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
import { address, readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';
import { forged, type Visitor, visitorOf } from '../support/visitor.ts';

const NEW = 'alice@new.example';

let house: TestApp;
let visitor: Visitor;
let alice: SubscriberId;
let page: string;
beforeEach(async () => {
  house = await openTestApp();
  visitor = visitorOf(house.app);
  const [first] = await addActive(house.app, ALICE);
  if (first === undefined) throw new Error('nobody');
  alice = first;
  page = pathFor(alice, ALICE);
});

const pathFor = (id: SubscriberId, typed: string) =>
  new URL(preferencesUrl(house.app, id, address(typed))).pathname;
const preferences = () => house.app.store.preferencesOf(alice);
/** A form as a browser sends it, with every ticked box. */
const save = (
  change: Readonly<Record<string, string>> = {},
  tracks: readonly string[] = ['systems', 'personal'],
) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ rhythm: 'every-post', pause: '', name: '', ...change }))
    form.append(name, value);
  for (const track of tracks) form.append('track', track);
  return visitor.post(page, form);
};

describe('the page', () => {
  test('shows what holds now, and changes nothing by being looked at', async () => {
    const before = await house.app.store.events(1);
    for (const look of [visitor.get, visitor.head, visitor.get]) expect((await look(page)).status).toBe(200);
    const { html } = await visitor.get(page);
    expect(html).toContain(ALICE);
    expect(html).toMatch(/value="every-post" checked/);
    expect(html.match(/name="track"[^>]* checked/g)).toHaveLength(2);
    expect(await house.app.store.events(1)).toEqual(before);
    expect(await preferences()).toEqual(PLAIN_PREFERENCES);
  });

  test('saves name, tracks, rhythm and pause, and says so', async () => {
    const wanted = { name: 'Alice', rhythm: 'monthly-digest', pause: '2027-01-31' };
    const answer = await save(wanted, ['personal']);
    expect(answer.status).toBe(200);
    expect(answer.html).toMatch(/role="status"[^>]*>\s*Saved\./);
    expect(answer.html).toContain('no mail comes before 31 January 2027');
    expect(answer.html).toContain('Once a month:');
    expect(await preferences()).toEqual({
      tracks: ['personal'],
      rhythm: 'monthly-digest',
      pausedUntil: Date.parse('2027-01-31T00:00:00-08:00'),
    });
    expect((await readerAt(house.app.store, ALICE)).name).toBe('Alice');
  });

  test('gives a form with faults back as it was typed, each fault at the top and at its field', async () => {
    const answer = await save({ pause: '"><script>', name: 'Alice' }, []);
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('<title>Not saved: Your preferences');
    for (const field of ['tracks', 'pause']) {
      expect(answer.html).toContain(`href="#preferences-${field}"`);
      expect(answer.html).toContain(`id="preferences-${field}"`);
      expect(answer.html).toContain(`id="preferences-${field}-problem"`);
    }
    expect(answer.html).not.toContain('<script');
    expect(answer.html).toContain('value="Alice"');
    expect(await preferences()).toEqual(PLAIN_PREFERENCES);
  });

  test('shows a name harmlessly', async () => {
    const { html } = await save({ name: '"><script>alert(1)</script>' });
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;');
  });

  test('says when no track that was chosen is left, and lets the reader choose anew', async () => {
    await save({}, ['personal']);
    await house.app.store.savePreferences(alice, { name: null, ...PLAIN_PREFERENCES, tracks: ['gone'] }, 1);
    expect((await visitor.get(page)).html).toContain('No post comes:');
    expect((await save({}, ['systems'])).status).toBe(200);
    expect(await preferences()).toMatchObject({ tracks: ['systems'] });
  });

  test('offers a way out that takes effect at once and can be undone', async () => {
    const { html } = await visitor.get(page);
    const action = /action="(\/unsubscribe\/[^"]+)"/.exec(html)?.[1] ?? '';
    expect((await visitor.post(action, { by: 'page' })).html).toContain('>Undo</button>');
    const after = (await visitor.get(page)).html;
    expect(after).toContain('You have left:');
    expect(after).not.toContain('>Save</button>');
    await save({}, ['personal']);
    expect(await preferences()).toEqual(PLAIN_PREFERENCES);
  });

  test('tells who has not confirmed, and whose mail comes back, why nothing comes', async () => {
    const bob = await addPending(house.app, BOB);
    expect((await visitor.get(pathFor(bob, BOB))).html).toContain('You have not confirmed yet:');
    await suppressFor(house.app, ALICE, 'bounced');
    expect((await visitor.get(page)).html).toContain('No mail is sent to this address:');
  });
});

describe('the link', () => {
  test('stands in every edition and in the welcome mail, and never changes', async () => {
    await sendAll(house.app);
    expect(linkIn(await mailTo(house.app, ALICE, 'Welcome'), '/preferences/')).toBe(page);
    await house.tickAt('2026-12-08T09:00:00-08:00');
    await house.tickAt('2026-12-08T11:00:00-08:00');
    await sendAll(house.app);
    const mail = await mailTo(house.app, ALICE, 'After CAP');
    expect(linkIn(mail, '/preferences/')).toBe(page);
    expect(mail.html).toContain(`${page}"`);
  });

  test('is void when it is forged, for another reader, another purpose or an erased one', async () => {
    const other = page.replace(/v2\.([0-9a-f]{4})\.\d+\./, 'v2.$1.99.');
    const leave = new URL(unsubscribeUrl(house.app, alice)).pathname;
    const wrong = leave.replace('/unsubscribe/', '/preferences/');
    for (const path of [forged(page), other, wrong, '/preferences/x', `${forged(page)}/my-data.json`]) {
      expect((await visitor.get(path)).status, path).toBe(404);
      expect((await visitor.post(path, { rhythm: 'every-post' })).status, path).toBe(404);
    }
    expect((await visitor.post(page.replace('/preferences/', '/unsubscribe/'))).status).toBe(404);
    await eraseReader(house.app, ALICE);
    expect((await visitor.get(page)).status).toBe(404);
  });

  test('is kept by no cache, listed by no search engine, and sets no cookie; other sites cannot post to it', async () => {
    for (const path of [page, `${page}/erase`, `${page}/my-data.json`, '/address/x']) {
      const { headers } = await visitor.get(path);
      expect(headers.get('Cache-Control'), path).toBe('no-store');
      expect(headers.get('X-Robots-Tag'), path).toBe('noindex');
      expect(headers.get('Set-Cookie'), path).toBeNull();
    }
    const elsewhere = { 'Sec-Fetch-Site': 'cross-site' };
    for (const path of [page, `${page}/erase`, `${page}/address`, '/preferences', '/address/x'])
      expect((await visitor.post(path, {}, elsewhere)).status, path).toBe(403);
    expect(await house.app.store.subscriberById(alice)).not.toBeNull();
  });

  test('comes by mail to who types an address, and the page never says whether it is known', async () => {
    const [known, unknown] = [
      await visitor.post('/preferences', { email: ALICE }),
      await visitor.post('/preferences', { email: CAROL }),
    ];
    expect(known).toEqual({ ...unknown, headers: known.headers });
    await visitor.post('/preferences', { email: ALICE.toUpperCase() });
    await sendAll(house.app);
    expect(linkIn(await mailTo(house.app, ALICE, 'preferences'), '/preferences/')).toBe(page);
    expect(await mailsTo(house.app, CAROL)).toEqual([]);
    expect((await visitor.post('/preferences', { email: 'bob' })).html).toContain('The @ is missing.');
  });
});

describe('another address', () => {
  const ask = async (typed: string) => (await visitor.post(`${page}/address`, { email: typed })).html;
  const linkTo = async (typed: string) => {
    await sendAll(house.app);
    return linkIn(await mailTo(house.app, typed, 'new address'), '/address/');
  };

  test('is asked by mail; looking at the link changes nothing, the button does, twice is fine', async () => {
    expect(await ask(NEW)).toContain('Nothing changes before the link is pressed');
    const link = await linkTo(NEW);
    for (const look of [visitor.get, visitor.head]) expect((await look(link)).status).toBe(200);
    expect((await readerAt(house.app.store, ALICE)).id).toBe(alice);
    for (const press of [1, 2]) {
      const answer = await visitor.post(link);
      expect(answer.status, `press ${press}`).toBe(200);
      expect(answer.html).toContain(NEW);
    }
    expect((await readerAt(house.app.store, NEW)).id).toBe(alice);
    await sendAll(house.app);
    expect(await subjectsTo(house.app, ALICE)).toContain('Your address for Imposter Syndrome was changed');
  });

  test('makes the links to the preferences of the old one void, and none to unsubscribe', async () => {
    await ask(NEW);
    await visitor.post(await linkTo(NEW));
    expect((await visitor.get(page)).status).toBe(404);
    expect((await visitor.get(pathFor(alice, NEW))).status).toBe(200);
    expect((await visitor.post(new URL(unsubscribeUrl(house.app, alice)).pathname)).status).toBe(200);
    expect((await readerAt(house.app.store, NEW)).state.kind).toBe('unsubscribed');
  });

  test('that is another reader’s or suppressed gets the same answer, and no mail', async () => {
    await addActive(house.app, BOB);
    await suppressFor(house.app, CAROL);
    expect(await ask(BOB)).toBe(await ask(CAROL));
    expect(await ask(BOB)).toBe(await ask(NEW));
    await sendAll(house.app);
    expect(await subjectsTo(house.app, BOB)).toEqual(['Welcome to Imposter Syndrome']);
    expect(await mailsTo(house.app, CAROL)).toEqual([]);
  });

  test('has three days to be confirmed, and a later wish takes its place', async () => {
    await ask(NEW);
    const first = await linkTo(NEW);
    await ask('second@new.example');
    expect((await visitor.post(first)).status).toBe(410);
    const second = await linkTo('second@new.example');
    house.clock.advance(72 * HOUR + 1_000);
    expect((await visitor.get(second)).status).toBe(410);
    expect((await visitor.post(second)).status).toBe(410);
    expect((await readerAt(house.app.store, ALICE)).id).toBe(alice);
  });

  test('that became somebody’s meanwhile is not taken from them', async () => {
    await ask(NEW);
    const link = await linkTo(NEW);
    await addActive(house.app, NEW);
    expect((await visitor.post(link)).status).toBe(410);
    expect((await readerAt(house.app.store, ALICE)).id).toBe(alice);
  });

  test('that is none is refused at its field', async () => {
    const answer = await visitor.post(`${page}/address`, { email: 'alice@' });
    expect(answer.status).toBe(400);
    expect(answer.html).toMatch(/href="#preferences-address"[\s\S]*id="preferences-address-problem"/);
  });
});

describe('my data', () => {
  test('comes as a file with everything that is stored', async () => {
    await save({ name: 'Alice' }, ['personal']);
    const { headers, html } = await visitor.get(`${page}/my-data.json`);
    expect(headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="my-data.json"');
    const data: unknown = JSON.parse(html);
    expect(data).toMatchObject({
      version: 1,
      id: alice,
      address: ALICE,
      name: 'Alice',
      preferences: [{ tracks: ['personal'], at: '2026-12-08T02:00:00.000Z' }],
      consents: [{ door: 'form', wording: 'Yes.' }],
      mails: [{ kind: 'confirm' }, { kind: 'welcome' }],
    });
  });

  test('is erased after one more question, and the link to unsubscribe answers 200 after it', async () => {
    expect((await visitor.get(`${page}/erase`)).html).toContain('cannot be undone');
    expect(await house.app.store.subscriberById(alice)).not.toBeNull();
    expect((await visitor.post(`${page}/erase`)).html).toContain('You are forgotten');
    expect(await house.app.store.subscriberById(alice)).toBeNull();
    const leave = new URL(unsubscribeUrl(house.app, alice)).pathname;
    expect((await visitor.post(leave)).status).toBe(200);
    expect((await visitor.post(`${page}/erase`)).status).toBe(404);
  });
});

test('no token and no address of any of it is logged', async () => {
  await save();
  await visitor.post(`${page}/address`, { email: NEW });
  house.clock.advance(DAY);
  const log = house.logged.join('\n');
  for (const secret of [page.split('/').at(-1) ?? '', ALICE, NEW]) expect(log).not.toContain(secret);
});
