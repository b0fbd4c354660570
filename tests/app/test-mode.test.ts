import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { draftAnnouncement } from '../../src/app/draft-announcement.ts';
import { redirected, testCopy } from '../../src/app/test-mode.ts';
import { tick } from '../../src/app/tick.ts';
import { renderEdition } from '../../src/mail/compose/render-edition.ts';
import { composeSingleMail } from '../../src/mail/compose/single-mail.ts';
import { listMailbox } from '../../src/mail/mailbox/mailbox-files.ts';
import { loadTemplates } from '../../src/mail/templates/templates.ts';
import { address, alice, EMAILS, editionHeaders, editionView } from '../mail/views.ts';
import { run } from '../support/command-line.ts';
import { EDITION, openMailing } from '../support/mailing.ts';
import { ledgerOf, sendAll, subjectsTo } from '../support/post-office.ts';
import { addPending, BOB } from '../support/readers.ts';
import { editionAt, topicId } from '../support/stores.ts';
import { openTestApp } from '../support/test-app.ts';

const TESTER = 'tester@example.net';
const TEST_MODE = { FORTNIGHT_ALL_MAIL_TO: TESTER };
const RUN = `test:${EDITION}`;

describe('a mailing that is due in test mode', () => {
  test('is opened as a test run of the same words to the same readers; the mailing itself stays', async () => {
    const { app } = await openMailing({ readers: 3, environment: TEST_MODE });
    expect((await editionAt(app.store, EDITION)).state.kind).toBe('pending');
    const trial = await editionAt(app.store, RUN);
    expect(trial).toMatchObject({ test: true, kind: 'regular', topic: 'pacelc', state: { kind: 'open' } });
    expect(await ledgerOf(app, RUN)).toEqual({ audience: 3, queued: 3 });
  });

  test('is tried out once, and leaves when test mode is over, to everybody', async () => {
    const house = await openMailing({ readers: 3, environment: TEST_MODE });
    const again = await house.tickAt('2026-12-08T11:01:00-08:00');
    expect(again.editions).toEqual([
      { key: EDITION, state: 'waits', words: expect.stringContaining('test mode') },
    ]);
    expect((await run(house, ['status'])).out).toMatch(/Test mode +every mail goes to tester@example.net/);
    const real = await house.another({});
    await tick(real.app);
    expect(await ledgerOf(real.app, EDITION)).toEqual({ audience: 3, queued: 3 });
    expect((await editionAt(real.app.store, EDITION)).state.kind).toBe('open');
  });

  test('waits for its hour and its yes as ever', async () => {
    const house = await openTestApp({ environment: TEST_MODE });
    await house.tickAt('2026-12-08T09:00:00-08:00');
    expect(await house.app.store.editionByKey(RUN)).toBeNull();
  });

  test('goes on after a kill between its record and its opening', async () => {
    const house = await openTestApp({ environment: TEST_MODE, calendar: { email: { approval: 'none' } } });
    await house.tickAt('2026-12-08T09:00:00-08:00');
    const subject = 'After CAP';
    const made = {
      kind: 'regular',
      key: RUN,
      topic: topicId('pacelc'),
      subject,
      draft: null,
      test: true,
    } as const;
    await house.app.store.createEdition(made, house.clock.now());
    await house.tickAt('2026-12-08T09:01:00-08:00');
    expect((await editionAt(house.app.store, RUN)).state.kind).toBe('open');
  });

  test('can be an announcement: its words go with it', async () => {
    const house = await openMailing({ readers: 2, environment: TEST_MODE });
    const file = `${house.workspace.root}/calendar/posts/pacelc.md`;
    await draftAnnouncement(house.app, { file, title: 'News', send: true });
    await house.tickAt('2026-12-08T11:01:00-08:00');
    const trial = await editionAt(house.app.store, 'test:announcement:news');
    expect(trial).toMatchObject({ test: true, state: { kind: 'open' } });
    expect((await house.app.store.frozenContent(trial.id))?.text).toContain('latency or consistency');
  });

  test('shows in its ledger what it is', async () => {
    const house = await openMailing({ readers: 2, environment: TEST_MODE });
    expect((await run(house, ['ledger', RUN])).out).toContain('a test run');
    expect(JSON.parse((await run(house, ['ledger', RUN, '--json'])).out)).toMatchObject({ test: true });
    const real = await house.another({});
    expect((await run(real, ['ledger', RUN])).out).toContain('only while FORTNIGHT_ALL_MAIL_TO is set');
  });
});

describe('sending in test mode', () => {
  test('brings every mail to one address, and nothing to any reader; after it the mailing goes to all', async () => {
    const house = await openMailing({ readers: 2, environment: TEST_MODE });
    await addPending(house.app, BOB);
    await sendAll(house.app);
    expect(await ledgerOf(house.app, RUN)).toEqual({ audience: 2, sent: 2 });
    expect((await subjectsTo(house.app, TESTER)).toSorted()).toEqual([
      '[test, for ali@example.com] Test run: 2 of 2 copies of “After CAP” went to the test address',
      '[test, for bob@example.net] Confirm your subscription to Imposter Syndrome',
      '[test, for reader1@example.org] After CAP',
      '[test, for reader2@example.org] After CAP',
    ]);
    const listed = await listMailbox(house.app.workspace.mailboxFolder, { limit: 10 });
    expect(listed.map(({ to }) => to.includes(TESTER))).toEqual([true, true, true, true]);
    const real = await house.another({});
    await tick(real.app);
    await sendAll(real.app);
    expect(await subjectsTo(real.app, 'reader1@example.org')).toEqual(['After CAP']);
    expect(await ledgerOf(real.app, EDITION)).toEqual({ audience: 2, sent: 2 });
  });

  test('leaves an open mailing alone, and a test run is left alone without it', async () => {
    const house = await openMailing({ readers: 2 });
    const testing = await house.another(TEST_MODE);
    await sendAll(testing.app);
    expect(await ledgerOf(testing.app, EDITION)).toEqual({ audience: 2, queued: 2 });
    expect((await run(testing, ['status'])).out).toContain('no mailing reaches its readers while');
    const trial = await openMailing({ readers: 2, environment: TEST_MODE });
    const real = await trial.another({});
    await sendAll(real.app);
    expect(await ledgerOf(real.app, RUN)).toEqual({ audience: 2, queued: 2 });
  });
});

describe('a copy in a test run', () => {
  test('goes to the test address, names its reader, and is else as the reader would get it', async () => {
    const frozen = await renderEdition(loadTemplates(EMAILS), editionView());
    const reader = alice({
      unsubscribeAddress: address('unsubscribe+u1@in.blog.example'),
      bounceAddress: address('bounce+b1@in.blog.example'),
    });
    const mail = await testCopy(frozen, editionHeaders(), reader, address(TESTER));
    expect(mail.envelope).toEqual({ from: 'bounce@blog.example', to: TESTER });
    const read = await PostalMime.parse(mail.raw);
    expect(read.subject).toBe('[test, for alice@example.org] Raft, part 1');
    expect(read.to).toEqual([{ name: 'Alice (alice@example.org)', address: TESTER }]);
    expect(read.text).toContain('This is for Alice (alice@example.org),\nwho subscribed');
    expect(read.headers.find(({ key }) => key === 'list-unsubscribe')?.value).toBe(
      `<${alice().unsubscribeUrl}>, <mailto:unsubscribe+u1@in.blog.example?subject=unsubscribe>`,
    );
  });

  test('a mail to one person too', async () => {
    const mail = { subject: 'Confirm', html: '<p>x</p>', text: 'x' };
    const { from, replyTo, envelopeFrom, date } = editionHeaders();
    const to = address('bob@example.net');
    const headers = { from, replyTo, envelopeFrom, date, to, messageId: '<a@b>', unsubscribe: null };
    expect(redirected(mail, headers, null)).toEqual([mail, headers]);
    const composed = await composeSingleMail(...redirected(mail, headers, address(TESTER)));
    expect(composed.envelope.to).toBe(TESTER);
    const read = await PostalMime.parse(composed.raw);
    expect(read.subject).toBe('[test, for bob@example.net] Confirm');
    expect(read.to).toEqual([{ name: 'bob@example.net', address: TESTER }]);
  });
});
