import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ourMessageId } from '../../src/app/sender.ts';
import { run } from '../support/command-line.ts';
import { EDITION, leaveFailed, leaveSent, leaveUncertain, openMailing } from '../support/mailing.ts';
import { ledgerOf, sendAll } from '../support/post-office.ts';
import { editionAt, readerAt } from '../support/stores.ts';
import type { TestApp } from '../support/test-app.ts';

const READER = 'reader1@example.org';
const say = (house: TestApp, line: string, options = {}) => run(house, line.split(' '), options);

describe('edition pause, resume, cancel, retry', () => {
  test('say what they did, and how many mails it is about', async () => {
    const house = await openMailing({ readers: 3 });
    expect(await say(house, 'edition pause pacelc')).toMatchObject({
      code: 0,
      out: 'regular:pacelc is paused: 3 mails wait until `fortnight edition resume regular:pacelc`\n',
    });
    expect((await say(house, 'status')).out).toContain('paused by you at 2026-12-08 19:00 UTC');
    expect((await say(house, 'edition resume pacelc --json')).out).toBe(
      `${JSON.stringify({ version: 1, edition: EDITION, state: 'open', waiting: 3 }, null, 2)}\n`,
    );
    await leaveFailed(house, 1);
    expect((await say(house, 'edition retry pacelc')).out).toContain('1 failed mail waits to be sent again');
    expect((await say(house, 'edition retry pacelc --reason dislike')).code).toBe(2);
    expect((await say(house, 'edition resume pacelc')).failure).toMatchObject({ code: 'conflict' });
  });

  test('cancel asks, does nothing on a no, and wants --yes where nobody can be asked', async () => {
    const house = await openMailing({ readers: 3 });
    await leaveSent(house, 1);
    const unasked = await say(house, 'edition cancel pacelc');
    expect(unasked).toMatchObject({ code: 2, out: '' });
    expect(unasked.err).toContain('2 readers will not get it, 1 got it already');
    expect(await say(house, 'edition cancel pacelc', { typed: 'n' })).toMatchObject({ code: 1 });
    expect(await say(house, 'edition cancel pacelc', { typed: '' })).toMatchObject({ code: 1 });
    expect((await editionAt(house.app.store, EDITION)).state.kind).toBe('open');
    expect(await say(house, 'edition cancel pacelc', { typed: 'y' })).toMatchObject({ code: 0 });
    expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 3, sent: 1, skipped: 2 });
    expect((await say(house, 'ledger pacelc')).out).not.toContain('reader3@');
    expect((await say(house, 'ledger pacelc --skipped')).out).toContain(
      'skipped  reader3@example.org  cancelled',
    );
    expect((await say(house, 'edition cancel pacelc --yes')).failure).toMatchObject({ code: 'conflict' });
  });
});

describe('ledger of an edition', () => {
  test('gives the sum, the reasons, what waits for what, and who did not simply get it', async () => {
    const house = await openMailing({ readers: 5 });
    await leaveFailed(house, 1);
    await leaveUncertain(house, 2);
    const { code, out } = await say(house, 'ledger pacelc');
    expect(code).toBe(0);
    expect(out).toContain('adds up: audience 5 = 2 queued + 1 failed + 2 uncertain');
    expect(out).toContain('failed: 1 policy');
    expect(out).toContain('2 uncertain: `fortnight ledger regular:pacelc --uncertain` names them');
    expect(out).toContain('failed  reader1@example.org  policy: 550 5.7.1 no');
    expect(out).toContain('uncertain  reader2@example.org  since 2026-12-08 19:00:01 UTC, attempt 1');
  });

  test('can be of one state, or by domain', async () => {
    const house = await openMailing({ readers: 3 });
    await leaveFailed(house, 1);
    await leaveUncertain(house, 1);
    const uncertain = (await say(house, 'ledger pacelc --uncertain')).out;
    expect([uncertain.includes('reader2@'), uncertain.includes('reader1@')]).toEqual([true, false]);
    expect((await say(house, 'ledger pacelc --failed')).out).not.toContain('reader2@');
    const domains = (await say(house, 'ledger pacelc --domains')).out;
    expect(domains).toMatch(/example\.org +3 +1 +1 +1/);
    expect(domains).not.toContain('reader1@');
    expect(JSON.parse((await say(house, 'ledger pacelc --domains --json')).out)).toMatchObject({
      version: 1,
      reasons: { failed: { policy: 1 } },
      domains: [{ domain: 'example.org', audience: 3, states: { failed: 1, uncertain: 1, queued: 1 } }],
      readers: [],
    });
    expect((await say(house, 'ledger --uncertain')).code).toBe(2);
  });

  test('--watch ends when it is complete, with a line in a pipe and a bar on a terminal', async () => {
    const house = await openMailing({ readers: 3 });
    await leaveSent(house, 2);
    const watched = say(house, 'ledger pacelc --watch');
    await sendAll(house.app);
    const { code, out } = await watched;
    expect(code).toBe(0);
    expect(out).toMatch(/^66 % {2}2 of 3\n/);
    expect(out).toContain('100 %  3 of 3\n');
    expect(out).toContain('regular:pacelc is complete: adds up: audience 3 = 3 sent');
    const drawn = await say(house, 'ledger pacelc --watch', { tty: true, columns: 60 });
    expect(drawn.out).toContain('████████████████████████');
    const data = (await say(house, 'ledger pacelc --watch --json')).out.trimEnd().split('\n');
    expect(data.map((line) => JSON.parse(line))).toMatchObject([{ version: 1, share: 1, secondsLeft: 0 }]);
  });

  test('--watch ends with 1 when it is paused', async () => {
    const house = await openMailing({ readers: 3 });
    await say(house, 'edition pause pacelc');
    const { code, out } = await say(house, 'ledger pacelc --watch');
    expect([code, out.includes('paused by you')]).toEqual([1, true]);
  });
});

describe('why READER EDITION', () => {
  test('tells the chain for one reader, by address or number', async () => {
    const house = await openMailing({ readers: 2 });
    await leaveUncertain(house, 1);
    const { code, out } = await say(house, `why ${READER} pacelc`);
    expect(code).toBe(0);
    expect(out).toMatch(/reader1@example\.org {2}regular:pacelc {2}uncertain/);
    expect(out).toContain('2026-12-08 19:00:00 UTC  content and list of readers frozen');
    expect(out).toContain('queued, one of 2');
    expect(out).toContain('19:00:01 UTC  begun (attempt 1) by a worker that died');
    const { id } = await readerAt(house.app.store, READER);
    expect((await say(house, `why ${id} pacelc`)).out).toBe(out);
    const { story } = JSON.parse((await say(house, `why ${id} pacelc --json`)).out);
    expect(story[0]).toMatchObject({ at: '2026-12-08T19:00:00.000Z' });
  });

  test('says of a reader who was not on the list how they stand; of an unknown one that there is none', async () => {
    const house = await openMailing({ readers: 1 });
    await say(house, 'subscribers add late@example.org');
    expect((await say(house, 'why late@example.org pacelc')).failure).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('the reader is pending since 2026-12-08T19:00Z'),
    });
    expect((await say(house, 'why nobody@example.org pacelc')).failure).toMatchObject({ code: 'not-found' });
  });

  test('still tells of a reader who was erased, by number', async () => {
    const house = await openMailing({ readers: 1 });
    const { id } = await readerAt(house.app.store, READER);
    await sendAll(house.app);
    await say(house, `subscribers remove ${READER}`);
    expect((await say(house, `why ${id} pacelc`)).out).toContain(`erased reader ${id}`);
  });
});

describe('resolve', () => {
  test('by the author’s word asks where all are meant, and says that someone may be mailed twice', async () => {
    const house = await openMailing({ readers: 3 });
    await leaveUncertain(house, 2);
    expect(await say(house, 'resolve pacelc --resend')).toMatchObject({ code: 2 });
    expect(await say(house, 'resolve pacelc')).toMatchObject({ code: 2 });
    expect(await say(house, 'resolve pacelc --sent --resend')).toMatchObject({ code: 2 });
    const one = await say(house, `resolve pacelc --resend ${READER}`);
    expect(one.out).toContain('1 mail to be sent once more');
    expect(one.out).toContain('It carries the same Message-ID');
    expect((await say(house, 'resolve pacelc --sent --yes')).out).toContain('1 mail counted as sent');
    expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 3, queued: 2, sent: 1 });
    expect((await say(house, `resolve pacelc --sent ${READER}`)).code).toBe(1);
  });

  test('by a log, from a file, a packed file or standard input; what it does not prove stays, and that is 1', async () => {
    const house = await openMailing({ readers: 3 });
    await leaveUncertain(house, 3);
    const proof = async (reader: number) => {
      const { id } = await editionAt(house.app.store, EDITION);
      const subscriber = (await readerAt(house.app.store, `reader${reader}@example.org`)).id;
      const messageId = ourMessageId(house.app, 'e', id, subscriber).slice(1, -1);
      return `2026-12-08 19:00:01 1tKabc-0001Xy-AB <= a@b H=c [192.0.2.1] P=esmtp S=9 id=${messageId}\n`;
    };
    const file = join(house.workspace.root, 'main.log');
    await writeFile(file, await proof(1));
    await writeFile(`${file}.gz`, gzipSync(await proof(2)));
    const dry = await say(house, `resolve pacelc --log ${file} --dry-run`);
    expect(dry).toMatchObject({ code: 1 });
    expect(dry.out).toContain('1 mail would be settled, 2 still uncertain');
    expect((await say(house, `resolve pacelc --log ${file}`)).out).toContain(
      'sent  reader1@example.org  main.log line 1: exim message 1tKabc-0001Xy-AB',
    );
    expect((await say(house, `resolve pacelc --log ${file}.gz --json`)).out).toContain('"uncertain": 1');
    const last = await say(house, 'resolve pacelc --log -', { piped: await proof(3) });
    expect([last.code, last.err]).toEqual([0, '']);
    expect(await ledgerOf(house.app, EDITION)).toEqual({ audience: 3, sent: 3 });
    expect((await say(house, `resolve pacelc --log ${file}.nothing`)).failure).toMatchObject({
      code: 'not-found',
    });
    expect((await say(house, `resolve pacelc --log ${house.workspace.root}`)).failure).toMatchObject({
      code: 'invalid',
    });
  });
});

describe('correction and announce', () => {
  test('hold what they made, say how to look at it, and let it go with --send', async () => {
    const house = await openMailing({ readers: 2 });
    await sendAll(house.app);
    const held = await say(house, 'correction pacelc');
    expect(held).toMatchObject({ code: 0 });
    expect(held.out).toContain('fortnight edition send-now correction:pacelc');
    expect((await say(house, 'edition preview correction:pacelc --text')).out).toContain('This corrects');
    expect((await say(house, 'edition preview pacelc')).out).toContain('<h1');
    const file = join(house.workspace.root, 'news.md');
    await writeFile(file, '# News\n\nSoon.\n');
    expect(JSON.parse((await say(house, `announce ${file} --send --json`)).out)).toEqual({
      version: 1,
      edition: 'announcement:news',
      subject: 'News',
      state: 'pending',
      htmlBytes: expect.any(Number),
    });
    await writeFile(file, `# Long\n\n${'words '.repeat(11_500)}\n`);
    expect((await say(house, `announce ${file}`)).err).toMatch(/Its HTML has 8\d kB/);
    expect((await say(house, 'tick')).out).toContain('announcement:news: opened for 2 readers');
    expect((await say(house, 'status')).out).toContain('correction:pacelc: held');
  });
});
