import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { run, type Spoken } from '../support/command-line.ts';
import { ALICE, addActive, addPending, BOB, CAROL, hashFor, suppressFor } from '../support/readers.ts';
import { address, readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
let file: string;
beforeEach(async () => {
  house = await openTestApp();
  file = join(house.workspace.root, 'readers.csv');
});

async function importText(text: string | Buffer, ...options: readonly string[]): Promise<Spoken> {
  await writeFile(file, text);
  return importFile(file, ...options);
}

function importFile(path: string, ...options: readonly string[]): Promise<Spoken> {
  return run(house, ['subscribers', 'import', path, '--consent', 'at a meetup', ...options]);
}

async function stateOf(text: string): Promise<string> {
  const reader = await house.app.store.subscriberByAddress(address(text));
  const suppression = await house.app.store.suppressionOf(hashFor(house.app, text));
  return suppression ?? reader?.state.kind ?? 'nobody';
}

describe('import', () => {
  const CSV = `\uFEFFName,E-Mail,City\r\nDave,dave@example.org,"Seat\r\ntle"\r\n,${BOB},\r\nCarol,${CAROL},\r\nErin,not-an-address,\r\n,${ALICE}\r\n\r\nDave,DAVE@example.org,\r\n`;

  beforeEach(async () => {
    await addActive(house.app, ALICE);
    await addPending(house.app, BOB);
    await suppressFor(house.app, CAROL);
  });

  test('adds new and pending readers, leaves known and suppressed ones alone, and names each bad line', async () => {
    const { code, out, err } = await importText(CSV);
    expect(out).toBe('2 added, 2 known, 0 left, 1 suppressed, 1 invalid\n');
    expect(err).toContain('line 6: "not-an-address": the @ is missing');
    expect(code).toBe(1);
    expect(await readerAt(house.app.store, 'dave@example.org')).toMatchObject({
      name: 'Dave',
      state: { kind: 'active' },
    });
    expect((await readerAt(house.app.store, BOB)).state.kind).toBe('active');
    expect(await house.app.store.countSubscribers()).toEqual({ active: 3, pending: 0, unsubscribed: 0 });
  });

  test('a dry run tells exactly what would happen, and changes nothing', async () => {
    const [before, events] = [await house.app.store.countSubscribers(), await house.app.store.events(100)];
    const rehearsed = await importText(CSV, '--dry-run');
    expect(rehearsed.out).toBe('2 would be added, 2 known, 0 left, 1 suppressed, 1 invalid\n');
    expect(await house.app.store.countSubscribers()).toEqual(before);
    expect(await house.app.store.events(100)).toEqual(events);
  });

  test('the same file twice changes nothing the second time', async () => {
    await importText(CSV);
    const events = await house.app.store.events(100);
    expect((await importText(CSV)).out).toBe('0 added, 4 known, 0 left, 1 suppressed, 1 invalid\n');
    expect(await house.app.store.events(100)).toEqual(events);
  });

  test('a reader who has left is not brought back', async () => {
    const { id } = await readerAt(house.app.store, ALICE);
    await house.app.store.unsubscribe(id, 'page', house.clock.now());
    for (const dry of [['--dry-run'], []]) {
      expect((await importText(`email\n${ALICE}\n`, ...dry)).out).toContain('0 known, 1 left');
    }
    expect((await readerAt(house.app.store, ALICE)).state.kind).toBe('unsubscribed');
  });

  test('an erased reader is not brought back', async () => {
    await run(house, ['subscribers', 'remove', ALICE]);
    expect((await importText(`email\n${ALICE}\n`)).out).toContain('0 added, 0 known, 0 left, 1 suppressed');
  });

  test('prints its report as JSON, with the columns it read', async () => {
    expect(JSON.parse((await importText(CSV, '--json')).out)).toMatchObject({
      version: 1,
      source: 'csv',
      mapping: [
        { column: 'Name', field: 'name' },
        { column: 'E-Mail', field: 'email' },
      ],
      notRead: ['City'],
      added: 2,
      invalid: [{ line: 6 }],
      invalidCount: 1,
    });
  });

  test('writes what is not taken over into a file, as it was', async () => {
    await importText(CSV, '--rejects', 'rejects.csv');
    expect(await readFile(join(house.workspace.root, 'rejects.csv'), 'utf8')).toBe(
      `line,reason,Name,E-Mail,City\n6,the @ is missing,Erin,not-an-address,\n5,this address must not be mailed,Carol,${CAROL},\n`,
    );
  });

  test('counts every bad line and lists the first hundred', async () => {
    const { out, err } = await importText(`email\n${'nobody\n'.repeat(2_500)}`);
    expect(out).toContain('2,500 invalid');
    expect(err.match(/ {2}line \d+:/g)).toHaveLength(100);
    expect(err).toContain('and 2,400 more; --rejects FILE writes them all');
  });
});

describe('a dry run counts as the import does', () => {
  test.each([
    ['a pending reader', `email\n${BOB}\n`],
    ['an address that comes twice', 'email\nx@example.org\nX@example.org\n'],
    ['who has left on one line of two', 'email,status\nx@example.org,active\nX@example.org,unsubscribed\n'],
    ['a bounce after a subscription', 'email,status\nx@example.org,active\nx@example.org,bounced\n'],
  ])('%s', async (_, text) => {
    await addPending(house.app, BOB);
    const rehearsed = JSON.parse((await importText(text, '--dry-run', '--json')).out);
    expect(JSON.parse((await importText(text, '--json')).out)).toEqual({ ...rehearsed, dryRun: false });
  });

  test('ten thousand addresses that come again', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `r${index}@example.org\n`).join('');
    const { out } = await importText(`email\n${lines}${lines}`, '--dry-run');
    expect(out).toBe('10,000 would be added, 10,000 known, 0 left, 0 suppressed, 0 invalid\n');
  });
});

describe('the exports of other services', () => {
  const fixture = (name: string) => join(packageRoot(), 'tests/fixtures/readers', name);

  test.each([
    [
      'substack.csv',
      'ada@example.org active, bo.lind@example.net active, left.reader@example.com unsubscribed, mixed.case@example.org active',
    ],
    [
      'subscribed_members_export_1a2b3c4d5e.csv',
      'ada@example.org active, dmitri@example.net active, wei@example.com active',
    ],
    [
      'unsubscribed_members_export_1a2b3c4d5e.csv',
      'goran@example.org unsubscribed, hana@example.net unsubscribed',
    ],
    ['cleaned_members_export_1a2b3c4d5e.csv', 'gone@example.com bounced'],
    ['nonsubscribed_members_export_1a2b3c4d5e.csv', 'shopper@example.org pending'],
    [
      'buttondown.csv',
      'kofi@example.org active, lena@example.net active, maya@example.com pending, nils@example.org unsubscribed, oona@example.net bounced, prize-now@example.com pending, quim@example.org active, rosa@example.net complained',
    ],
    [
      'ghost.csv',
      'sara@example.org active, timo@example.net unsubscribed, uma@example.com active, vera@example.org unsubscribed',
    ],
    [
      'kit.csv',
      'anais@example.org active, bjorn@example.net unsubscribed, chloe@example.com bounced, dora@example.org complained, eve@example.net pending',
    ],
    [
      'listmonk.csv',
      'finn@example.org active, gita@example.net active, hugo@example.com author, ines@example.org unsubscribed',
    ],
    ['spreadsheet.csv', 'juergen@example.org active, zoe@example.net unsubscribed'],
  ])('%s', async (name, expected) => {
    await importFile(fixture(name));
    for (const [, text = '', state = ''] of expected.matchAll(/(\S+@\S+) (\w+)/g))
      expect([text, await stateOf(text)]).toEqual([text, state]);
    const again = JSON.parse((await importFile(fixture(name), '--json')).out);
    expect(again).toMatchObject({ added: 0, recorded: { unsubscribed: 0, suppressed: 0, pending: 0 } });
  });

  test('keep names, dates and what is known of the consent', async () => {
    await importFile(fixture('subscribed_members_export_1a2b3c4d5e.csv'));
    await importFile(fixture('kit.csv'));
    const ada = await readerAt(house.app.store, 'ada@example.org');
    expect(ada).toMatchObject({ name: 'Ada Byrne', createdAt: Date.UTC(2019, 2, 4, 10, 11, 12) });
    const [given] = await house.app.store.consentsOf(ada.id);
    expect(given).toMatchObject({
      consent: {
        door: 'import',
        wording:
          'at a meetup (mailchimp, asked 2019-03-04T10:11:12.000Z from 203.0.113.7, confirmed 2019-03-04T10:15:30.000Z from 203.0.113.8)',
      },
      confirmedAt: Date.UTC(2019, 2, 4, 10, 15, 30),
    });
    expect((await readerAt(house.app.store, 'wei@example.com')).name).toBe('Wei, Jr. Zhang');
    expect((await readerAt(house.app.store, 'anais@example.org')).name).toBe('Anaïs');
  });

  test('in whichever order its files are read, who left Mailchimp stays away', async () => {
    await importText('email\ngoran@example.org\ngone@example.com\n');
    await importFile(fixture('unsubscribed_members_export_1a2b3c4d5e.csv'));
    await importFile(fixture('cleaned_members_export_1a2b3c4d5e.csv'));
    await importText('email\ngoran@example.org\ngone@example.com\n');
    expect(await stateOf('goran@example.org')).toBe('unsubscribed');
    expect(await stateOf('gone@example.com')).toBe('bounced');
  });

  test('a column may be named, or said to be none', async () => {
    await importFile(
      fixture('spreadsheet.csv'),
      '--map',
      'first-name=Vorname',
      '--map',
      'last-name=Nachname',
    );
    expect((await readerAt(house.app.store, 'juergen@example.org')).name).toBe('Jürgen Groß');
    const { out } = await importText('email,state\nx@example.org,CA\n', '--map', 'state=');
    expect(out).toContain('1 added');
    expect((await importText('email\n', '--map', 'colour=x')).code).toBe(2);
  });
});

describe('a row that does not say clearly how its reader stands', () => {
  test.each([
    ['an unknown state', 'email,status\nx@example.org,maybe\n', '"maybe" is no state that Fortnight knows'],
    ['no state', 'email,status\nx@example.org,\n', 'does not say whether its reader is subscribed'],
    ['cut off before its state', 'email,name,status\nx@example.org,X\n', 'does not say whether'],
    ['a comma in a name', 'email,name,status\nx@example.org,active,X,unsubscribed\n', 'the row has 4 cells'],
    ['a NUL in the address', 'email\nx\0@example.org\n'.padEnd(20), 'is not a text file'],
  ])('is refused: %s', async (_, text, words) => {
    const { err, failure } = await importText(text);
    expect(`${err}${failure?.message}`).toContain(words);
    expect(await stateOf('x@example.org')).toBe('nobody');
  });
});

describe('a file that is none', () => {
  test.each([
    ['no column for addresses', 'Name,City\nDave,Seattle\n', 'has no column "email"'],
    ['a quote that never ends', 'email\n"dave@example.org\n', 'the row that begins in line 2 never ends'],
    ['one endless line', `email\n${'x'.repeat(2_000_000)}`, 'it has a line of more than 256 kB'],
    ['nothing', '', 'it is empty'],
    ['UTF-16 without a mark', Buffer.from('email\nx@example.org\n', 'utf16le'), 'is not a text file'],
  ])('%s', async (_, text, words) => {
    const { failure } = await importText(text);
    expect(failure).toMatchObject({ code: 'invalid', message: expect.stringContaining(words) });
  });

  test('what stands before a fault is taken over, and not again when it is mended', async () => {
    const good = Array.from({ length: 30_000 }, (_, index) => `r${index}@example.org\n`).join('');
    expect((await importText(`email\n${good}"broken\n`)).failure?.help).toContain('run the same file again');
    expect(await house.app.store.countSubscribers()).toMatchObject({ active: 30_000 });
    expect((await importText(`email\n${good}x@example.org\n`)).out).toContain('1 added, 30,000 known');
  });

  test('nothing there, or a folder', async () => {
    expect((await importFile(join(house.workspace.root, 'none.csv'))).failure).toMatchObject({
      code: 'not-found',
    });
    await mkdir(file);
    expect((await importFile(file)).failure).toMatchObject({ code: 'invalid' });
  });

  test('a file with a header alone adds nobody', async () => {
    expect((await importText('email,name\n')).out).toContain('0 added');
  });
});
