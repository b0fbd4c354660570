import { beforeEach, describe, expect, test } from 'vitest';
import { receiveMail } from '../../src/app/receive-mail.ts';
import { tick } from '../../src/app/tick.ts';
import { DAY, HOUR } from '../../src/core/clock.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import {
  byServer,
  confirmAddress,
  copyId,
  fateOf,
  keptAs,
  letter,
  openMailRoom,
  post,
  unsubscribeAddress,
} from '../support/mail-room.ts';
import { linkIn, mailsTo, mailTo, sendAll } from '../support/post-office.ts';
import { ALICE, AUTHOR, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';
import { visitorOf } from '../support/visitor.ts';

let house: TestApp;
beforeEach(async () => {
  house = await openMailRoom();
});

const stateOf = async (reader: string) => (await readerAt(house.app.store, reader)).state.kind;
const active = async (reader: string): Promise<SubscriberId> => {
  const [id] = await addActive(house.app, reader);
  if (id === undefined) throw new Error('nobody');
  house.clock.advance(HOUR);
  return id;
};

describe('who writes to subscribe@', () => {
  test('is asked to confirm, once, whatever the mail says, and is taken by name for nobody', async () => {
    const asked = { from: `Bob Builder <${BOB}>`, to: 'subscribe@news.example.org', body: '' };
    expect(fateOf(await post(house.app, asked))).toEqual(['asked', null]);
    expect(fateOf(await post(house.app, asked))).toEqual(['asked', null]);
    await sendAll(house.app);
    expect(await mailsTo(house.app, BOB)).toHaveLength(1);
    const bob = await readerAt(house.app.store, BOB);
    expect([bob.state.kind, bob.name]).toEqual(['pending', null]);
    expect(await house.app.store.consentsOf(bob.id)).toMatchObject([{ consent: { door: 'mail' } }]);
  });

  test.each(['hello+subscribe@news.example.org', 'SUBSCRIBE@News.Example.org'])('or to %s', async (to) => {
    expect(fateOf(await post(house.app, { from: BOB, to }))).toEqual(['asked', null]);
  });

  test('and who writes the word to another address of ours is asked as well', async () => {
    expect(fateOf(await post(house.app, { from: BOB, body: 'Subscribe' }))).toEqual(['asked', null]);
  });

  test('is not asked when the address must not be mailed', async () => {
    await suppressFor(house.app, CAROL);
    const kept = await post(house.app, { from: CAROL, to: 'subscribe@news.example.org' });
    expect(fateOf(kept)).toEqual(['not-asked', null]);
    await sendAll(house.app);
    expect(await mailsTo(house.app, CAROL)).toEqual([]);
  });

  test.each([`${BOB}, ${CAROL}`, `"<${ALICE}>" <${BOB}> <${CAROL}>`])(
    'but not from "%s", which is not one address',
    async (from) => {
      const kept = await post(house.app, { from, to: 'subscribe@news.example.org', sender: BOB });
      expect(fateOf(kept)).toEqual(['ignored', null]);
      expect(await house.app.store.countSubscribers()).toMatchObject({ pending: 0 });
    },
  );

  test('and means to leave is not subscribed', async () => {
    await active(ALICE);
    expect(fateOf(await post(house.app, { to: 'subscribe@news.example.org', body: 'STOP' }))[0]).toBe('left');
  });
});

describe('who replies to the confirmation', () => {
  let bob: SubscriberId;
  let to: string;
  beforeEach(async () => {
    bob = await addPending(house.app, BOB);
    to = confirmAddress(house.app, bob, BOB);
    house.clock.advance(HOUR);
  });

  test('with a short yes, or with nothing at all, has confirmed', async () => {
    expect(fateOf(await post(house.app, { from: BOB, to, body: 'Yes, please!' }))).toEqual([
      'confirmed',
      null,
    ]);
    expect(await stateOf(BOB)).toBe('active');
    house.clock.advance(1);
    expect(fateOf(await post(house.app, { from: BOB, to, body: '' }))).toEqual(['subscribed-already', null]);
  });

  test('from another address of theirs, too', async () => {
    await post(house.app, { from: 'bob@work.example', to, body: 'ok' });
    expect(await stateOf(BOB)).toBe('active');
  });

  test('with more to say has confirmed, and the author reads it', async () => {
    const kept = await post(house.app, { from: BOB, to, body: 'Gladly. I liked your piece on quorums.' });
    expect(fateOf(kept)).toEqual(['confirmed', 'forwarded']);
  });

  test.each(['STOP', 'No.', 'I did not ask for this', 'Das war ich nicht', 'Ce n’est pas moi'])(
    'with "%s" has confirmed nothing, and the author reads it',
    async (body) => {
      expect(fateOf(await post(house.app, { from: BOB, to, body }))).toEqual(['declined', 'forwarded']);
      expect(await stateOf(BOB)).toBe('pending');
    },
  );

  test.each([
    ['an absence note', { subject: 'Out of office', fields: ['Auto-Submitted: auto-replied'] }],
    ['nobody', { sender: '' }],
    ['a list', { fields: ['List-Id: <list.example.org>'] }],
    ['bulk mail', { fields: ['Precedence: bulk'] }],
    ['a mail server', { from: 'MAILER-DAEMON@mx.example.net', sender: '' }],
  ])('never as %s', async (_, machine) => {
    await post(house.app, { from: BOB, body: 'yes', ...machine, to });
    expect(await stateOf(BOB)).toBe('pending');
    await sendAll(house.app);
    expect(await mailsTo(house.app, AUTHOR)).toEqual([]);
  });

  test('after 72 hours gets another one to confirm', async () => {
    house.clock.advance(72 * HOUR);
    expect(fateOf(await post(house.app, { from: BOB, to, body: 'yes' }))).toEqual(['asked', null]);
    expect(await stateOf(BOB)).toBe('pending');
  });

  test('after leaving is not brought back by it', async () => {
    await house.app.store.unsubscribe(bob, 'page', house.clock.now());
    expect(fateOf(await post(house.app, { from: BOB, to, body: 'yes' }))).toEqual(['outdated', null]);
  });

  test('with a no, after the link in it was pressed, has left', async () => {
    await addActive(house.app, ALICE);
    const { id } = await readerAt(house.app.store, ALICE);
    const replied = { to: confirmAddress(house.app, id, ALICE), body: 'I did not ask for this!' };
    house.clock.advance(1);
    expect(fateOf(await post(house.app, replied))).toEqual(['left', 'answered']);
    expect(await stateOf(ALICE)).toBe('unsubscribed');
  });

  test('with a token that was tampered with confirms nobody, and a person reads it', async () => {
    const kept = await post(house.app, { from: BOB, to: to.replace(/..@/, 'aa@'), body: 'yes' });
    expect(fateOf(kept)).toEqual(['unknown-reader', 'forwarded']);
    expect(await stateOf(BOB)).toBe('pending');
  });
});

describe('who leaves by mail', () => {
  test('by the address of the mail’s own header needs to say nothing, and gets one answer with the way back', async () => {
    const alice = await active(ALICE);
    const to = unsubscribeAddress(house.app, alice);
    const kept = await post(house.app, { to, subject: '', body: '', fields: ['X-Evil: <b>'] });
    expect(fateOf(kept)).toEqual(['left', 'answered']);
    expect((await readerAt(house.app.store, ALICE)).state).toMatchObject({
      kind: 'unsubscribed',
      how: 'mail',
    });
    house.clock.advance(1);
    expect(fateOf(await post(house.app, { to, body: 'again' }))).toEqual(['left-already', null]);
    await sendAll(house.app);
    const answer = await mailTo(house.app, ALICE, 'You have left');
    const fieldOf = (name: string) => answer.headers.find(({ key }) => key === name)?.value;
    expect(fieldOf('auto-submitted')).toBe('auto-replied');
    expect(fieldOf('in-reply-to')).toMatch(/^<letter-\d+@example\.net>$/);
    const visitor = visitorOf(house.app);
    const link = linkIn(answer, '/undo/');
    expect((await visitor.get(link)).html).toContain('Stay after all?');
    expect(await stateOf(ALICE)).toBe('unsubscribed');
    expect((await visitor.post(link)).status).toBe(200);
    expect(await stateOf(ALICE)).toBe('active');
  });

  test('with STOP, from the address that is subscribed', async () => {
    await active(ALICE);
    expect(fateOf(await post(house.app, { body: 'STOP' }))).toEqual(['left', 'answered']);
  });

  test('with STOP in a reply to their copy, from whatever address', async () => {
    const alice = await active(ALICE);
    const fields = [`In-Reply-To: ${copyId(house.app, 1, alice)}`];
    expect(fateOf(await post(house.app, { from: 'me@work.example', body: 'stop', fields }))[0]).toBe('left');
    expect(await stateOf(ALICE)).toBe('unsubscribed');
  });

  test('is not thrown out by a Message-ID that somebody made up', async () => {
    const alice = await active(ALICE);
    const fields = [`In-Reply-To: ${copyId(house.app, 1, alice).replace(/\.[0-9a-f]{4}/, '.0000')}`];
    const kept = await post(house.app, { from: 'mallory@example.net', body: 'stop', fields });
    expect(fateOf(kept)).toEqual(['unknown-reader', 'forwarded']);
    expect(await stateOf(ALICE)).toBe('active');
    await sendAll(house.app);
    expect(await mailsTo(house.app, 'mallory@example.net')).toEqual([]);
  });

  test('before confirming gets no answer: there is nothing to bring back', async () => {
    await addPending(house.app, BOB);
    house.clock.advance(HOUR);
    expect(fateOf(await post(house.app, { from: BOB, body: 'STOP' }))).toEqual(['left', null]);
  });

  test('and comes back the same day is answered once in all', async () => {
    const alice = await active(ALICE);
    for (let time = 0; time < 3; time += 1) {
      await post(house.app, { body: 'STOP' });
      await house.app.store.undoUnsubscribe(alice, house.clock.now());
      house.clock.advance(60_000);
    }
    await post(house.app, { body: 'STOP' });
    await sendAll(house.app);
    expect(
      (await mailsTo(house.app, ALICE)).filter(({ subject }) => subject.startsWith('You have')),
    ).toHaveLength(1);
  });
});

test('the same mail by two ways, with other marks of servers on it, is applied once', async () => {
  const alice = await active(ALICE);
  const written = letter({ to: unsubscribeAddress(house.app, alice), body: 'bye' });
  const first = await receiveMail(house.app, byServer(written, { to: unsubscribeAddress(house.app, alice) }));
  await house.app.store.undoUnsubscribe(alice, house.clock.now());
  const inMailbox = `Return-Path: <${ALICE}>\nDelivered-To: news\nReceived: by imap\n${written.replaceAll('\r\n', '\n')}\n`;
  const again = await receiveMail(house.app, { raw: Buffer.from(inMailbox), way: 'imap', envelope: null });
  expect([first.kind, again]).toEqual(['taken', { kind: 'known' }]);
  expect(await stateOf(ALICE)).toBe('active');
});

test('what was kept when the process was killed is applied at the next look, with all that follows', async () => {
  await active(ALICE);
  const { app } = house;
  const dies: typeof app = { ...app, store: { ...app.store, settleInbound: () => new Promise(() => {}) } };
  void receiveMail(dies, byServer(letter({ body: 'STOP' })));
  while ((await app.store.unappliedInbound(null, 1)).length === 0) await new Promise(setImmediate);
  while ((await stateOf(ALICE)) === 'active') await new Promise(setImmediate);
  await house.close();
  const heir = await house.another();
  await tick(heir.app);
  const [kept] = await heir.app.store.inboundMails(null, null, 1);
  if (kept === undefined) throw new Error('the mail is gone');
  expect(fateOf(kept)).toEqual(['left', 'answered']);
});

test('a mail that cannot be applied is tried again, and in the end left for somebody to look at', async () => {
  const { app } = house;
  const fails = async () => Promise.reject(new Error('a fault of ours'));
  const broken: typeof app = { ...app, store: { ...app.store, subscriberByAddress: fails } };
  const received = await receiveMail(broken, byServer(letter()));
  expect(fateOf(await keptAs(app, received))[0]).toBe('received');
  for (let look = 0; look < 4; look += 1) await tick(broken);
  expect(fateOf(await keptAs(app, received))[0]).toBe('failed');
  expect(house.logged.join('\n')).toContain('a fault of ours');
  expect(house.logged.join('\n')).not.toContain(ALICE);
});

test('after 30 days a mail is forgotten, but not that it came', async () => {
  const written = byServer(letter());
  await receiveMail(house.app, written);
  house.clock.advance(30 * DAY + 1);
  await tick(house.app);
  expect(await house.app.store.inboundMails(null, null, 9)).toEqual([]);
  expect(house.logged.join('\n')).toContain('forgot 1 mails that came in 30 days ago');
  expect(await receiveMail(house.app, written)).toEqual({ kind: 'known' });
});
