import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/core/clock.ts';
import { run } from '../support/command-line.ts';
import { fateOf, letter, openMailRoom, post } from '../support/mail-room.ts';
import { ALICE, addActive, CAROL, hashFor, suppressFor } from '../support/readers.ts';
import { readerAt, temporaryFolder } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
beforeEach(async () => {
  house = await openMailRoom();
  await addActive(house.app, ALICE);
  house.clock.advance(HOUR);
});

const inbound = (...argv: readonly string[]) => run(house, ['inbound', ...argv]);
const linesOf = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('fortnight inbound list', () => {
  test('shows the newest first: what they were and what became of them', async () => {
    await post(house.app, { subject: 'A question' });
    await post(house.app, { subject: 'Re: PACELC', body: 'STOP' });
    const { code, out, err } = await inbound('list');
    const [head, first, second] = out.split('\n');
    expect(code).toBe(0);
    expect(head).toMatch(/^No\. {2}Came \(UTC\) +Kind +From +Subject +What became of it$/);
    expect(first).toMatch(
      /^ {2}2 {2}2026-12-08 03:00 {2}command {2}alice@example\.org {2}Re: PACELC {2}the reader has left; answered$/,
    );
    expect(second).toMatch(/human .* A question +for a person; forwarded$/);
    expect(err).toBe('2 mails of 2 in 30 days\n');
  });

  test('takes a kind and a limit, and gives an object a line', async () => {
    for (const subject of ['one', 'two', 'three']) await post(house.app, { subject });
    await post(house.app, { subject: 'Out of office', fields: ['Auto-Submitted: auto-replied'] });
    expect(linesOf((await inbound('list', '--kind', 'human', '--limit', '2', '--json')).out)).toMatchObject([
      { subject: 'three', kind: 'human', outcome: 'person', passedOn: 'forwarded', way: 'lmtp' },
      { subject: 'two' },
    ]);
    expect((await inbound('list', '--kind', 'spam')).code).toBe(2);
  });

  test('is empty before anything came', async () => {
    expect(await inbound('list')).toMatchObject({ code: 0, out: '', err: '0 mails of 0 in 30 days\n' });
  });
});

describe('fortnight inbound show', () => {
  test('says what a mail was, what was done, and what it says, without what would steer a terminal', async () => {
    await post(house.app, { subject: 'A question', body: 'What is a \u001b[31mquorum\u001b[0m?\u0007' });
    const { out } = await inbound('show', '1');
    expect(out).toMatch(/^A question\n {2}from +alice@example\.org\n {2}to +hello@news\.example\.org\n/);
    expect(out).toMatch(/became +for a person; forwarded/);
    expect(out).toContain('\n\nWhat is a [31mquorum[0m?\n');
    expect(JSON.parse((await inbound('show', '1', '--json')).out)).toMatchObject({
      ...{ version: 1, id: 1, kind: 'human', size: expect.any(Number) },
      text: 'What is a [31mquorum[0m?',
    });
  });

  test('gives the message itself with --raw', async () => {
    await post(house.app, { subject: 'A question' });
    expect((await inbound('show', '1', '--raw')).out).toMatch(
      /^Received: [\s\S]*\r\n\r\nI have a question\.\r\n$/,
    );
  });

  test('knows no mail that never came', async () => {
    expect((await inbound('show', '7')).failure).toMatchObject({ code: 'not-found' });
  });
});

describe('fortnight inbound replay', () => {
  test('does nothing a second time to whoever thought again', async () => {
    await post(house.app, { body: 'STOP' });
    const { id } = await readerAt(house.app.store, ALICE);
    await house.app.store.undoUnsubscribe(id, house.clock.now());
    expect((await inbound('replay', '1')).out).toContain(
      'nothing changed: command, the reader has left; answered',
    );
    expect((await inbound('replay', '--all')).err).toBe('1 mail, 0 changed\n');
    expect((await readerAt(house.app.store, ALICE)).state.kind).toBe('active');
  });

  test('does what could not be done before, and says what changed', async () => {
    await suppressFor(house.app, CAROL);
    expect(fateOf(await post(house.app, { from: CAROL, body: 'subscribe' }))[0]).toBe('not-asked');
    expect((await inbound('replay', '1')).out).toContain('nothing changed');
    await house.app.store.unsuppress(hashFor(house.app, CAROL), house.clock.now());
    const { out } = await inbound('replay', '1', '--json');
    expect(JSON.parse(out)).toMatchObject({ outcome: 'asked', passedOn: null, changed: true });
  });

  test('forwards what stayed here, when there is somebody to forward it to', async () => {
    const alone = await house.another({ INBOUND_ADDRESS: '@news.example.org', INBOUND_FORWARD: 'nobody' });
    expect(fateOf(await post(alone.app, {}))).toEqual(['person', null]);
    const { out } = await inbound('replay', '1');
    expect(out).toMatch(/human, for a person {2}-> {2}human, for a person; forwarded/);
    expect((await inbound('replay', '1')).out).toContain('nothing changed');
  });

  test.each([[[]], [['1', '--all']]])('needs one number or --all, not %j', async (argv) => {
    expect((await inbound('replay', ...argv)).failure).toMatchObject({ code: 'invalid' });
  });
});

describe('fortnight inbound take', () => {
  test('takes files in as if they had just come, each once', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'more'));
    writeFileSync(
      join(folder, 'a.eml'),
      letter({ to: 'subscribe@news.example.org', from: 'new@example.net' }),
    );
    writeFileSync(join(folder, 'more', 'b.eml'), letter({ subject: 'Hi' }));
    const { code, out } = await inbound('take', folder);
    expect(code).toBe(0);
    expect(out).toMatch(
      /a\.eml {2}human 1, asked to confirm\n.*b\.eml {2}human 2, for a person; forwarded\n$/,
    );
    expect((await inbound('take', folder)).out.match(/known: it came before/g)).toHaveLength(2);
    expect(linesOf((await inbound('take', folder, '--json')).out)).toMatchObject([
      { taken: null },
      { taken: null },
    ]);
  });

  test('needs an address at which mail comes in, and files that are there', async () => {
    expect((await inbound('take', 'no-such.eml')).failure).toMatchObject({ code: 'not-found' });
    house = await openTestApp();
    const file = join(temporaryFolder(), 'a.eml');
    writeFileSync(file, letter());
    expect((await inbound('take', file)).failure).toMatchObject({ code: 'configuration' });
  });
});

test('status says how much came in, and how much of it was not understood', async () => {
  await post(house.app, { from: 'mallory@example.net', body: 'STOP' });
  const { out } = await run(house, ['status']);
  expect(out).toMatch(/Mail in +1 came in within 30 days, 1 about no reader we could tell\n/);
  house = await openTestApp();
  expect((await run(house, ['status'])).out).not.toContain('Mail in');
});
