import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { run, type Spoken } from '../support/command-line.ts';
import { ALICE, addActive, addPending, BOB, CAROL, suppressFor } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
let file: string;
beforeEach(async () => {
  house = await openTestApp();
  file = join(house.workspace.root, 'readers.csv');
});

async function importText(text: string, ...options: readonly string[]): Promise<Spoken> {
  await writeFile(file, text);
  return run(house, ['subscribers', 'import', file, '--consent', 'at a meetup', ...options]);
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
    expect(out).toBe('2 added, 2 known, 1 suppressed, 1 invalid\n');
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
    const before = await house.app.store.countSubscribers();
    const rehearsed = await importText(CSV, '--dry-run');
    expect(rehearsed.out).toBe('2 would be added, 2 known, 1 suppressed, 1 invalid\n');
    expect(await house.app.store.countSubscribers()).toEqual(before);
  });

  test.each([
    ['a pending reader', `email\n${BOB}\n`, '1', '0'],
    ['an address that comes twice', 'email\nx@example.org\nX@example.org\n', '1', '1'],
  ])('a dry run counts %s as the import does', async (_, text, added, known) => {
    expect((await importText(text, '--dry-run')).out).toContain(`${added} would be added, ${known} known`);
    expect((await importText(text)).out).toContain(`${added} added, ${known} known`);
  });

  test('the same file twice changes nothing the second time', async () => {
    await importText(CSV);
    expect((await importText(CSV)).out).toBe('0 added, 4 known, 1 suppressed, 1 invalid\n');
  });

  test('a reader who has left is not brought back', async () => {
    const { id } = await readerAt(house.app.store, ALICE);
    await house.app.store.unsubscribe(id, 'page', house.clock.now());
    for (const dry of [['--dry-run'], []]) {
      expect((await importText(`email\n${ALICE}\n`, ...dry)).out).toContain('1 known');
    }
    expect((await readerAt(house.app.store, ALICE)).state.kind).toBe('unsubscribed');
  });

  test('an erased reader is not brought back', async () => {
    await run(house, ['subscribers', 'remove', ALICE]);
    expect((await importText(`email\n${ALICE}\n`)).out).toContain('0 added, 0 known, 1 suppressed');
  });

  test('prints its report as JSON', async () => {
    expect(JSON.parse((await importText(CSV, '--json')).out)).toMatchObject({
      version: 1,
      added: 2,
      invalid: [{ line: 6 }],
    });
  });
});

describe('a file that is none', () => {
  test.each([
    ['no column for addresses', 'Name,City\nDave,Seattle\n', 'invalid', 'has no column "email"'],
    ['a quote that never ends', 'email\n"dave@example.org\n', 'invalid', 'not valid CSV'],
  ])('%s', async (_, text, code, words) => {
    const { failure } = await importText(text);
    expect(failure).toMatchObject({ code, message: expect.stringContaining(words) });
  });

  test('nothing there, or a folder', async () => {
    const attempt = (path: string) => run(house, ['subscribers', 'import', path, '--consent', 'x']);
    expect((await attempt(join(house.workspace.root, 'none.csv'))).failure).toMatchObject({
      code: 'not-found',
    });
    await mkdir(file);
    expect((await attempt(file)).failure).toMatchObject({ code: 'invalid' });
  });

  test('a file with a header alone, or with nothing at all, adds nobody', async () => {
    expect((await importText('email,name\n')).out).toContain('0 added');
    expect(await importText('')).toMatchObject({ code: null, failure: { code: 'invalid' } });
  });
});

describe('the list', () => {
  test('add asks for a confirmation, as the form does', async () => {
    expect(await run(house, ['subscribers', 'add', BOB, '--name', 'Bob'])).toMatchObject({ code: 0 });
    expect(await readerAt(house.app.store, BOB)).toMatchObject({ name: 'Bob', state: { kind: 'pending' } });
    await suppressFor(house.app, CAROL);
    expect(await run(house, ['subscribers', 'add', CAROL])).toMatchObject({ code: 1 });
    expect((await run(house, ['subscribers', 'add', 'bob'])).failure).toMatchObject({ code: 'invalid' });
  });

  test('lists by state', async () => {
    await addActive(house.app, ALICE);
    await addPending(house.app, BOB);
    const { out } = await run(house, ['subscribers', 'list', '--state', 'pending']);
    expect(out).toContain(BOB);
    expect(out).not.toContain(ALICE);
  });

  test('exports every reader, with formulas disarmed', async () => {
    await importText(
      'email,name\n=cmd@example.org,"=HYPERLINK(""http://x"")"\n+tag@example.org,"Ann, ""A"""\n@x.example@example.org,@SUM(1)\n',
    );
    const { out } = await run(house, ['subscribers', 'export']);
    const [header, ...rows] = out.trimEnd().split('\n');
    expect(header).toBe('email,name,state,since,created');
    for (const cell of rows.flatMap((row) => row.split(','))) expect(cell).not.toMatch(/^"?[=+@\-\t]/);
    expect(out).toContain('"Ann, ""A"""');
  });

  test('what was exported can be imported again, into the same addresses', async () => {
    await importText('email,name\n+tag@example.org,=Ann\ndave@example.org,Dave\n');
    const { out } = await run(house, ['subscribers', 'export']);
    expect((await importText(out)).out).toBe('0 added, 2 known, 0 suppressed, 0 invalid\n');
  });

  test('remove erases the reader, once', async () => {
    await addActive(house.app, ALICE);
    expect(await run(house, ['subscribers', 'remove', ALICE])).toMatchObject({ code: 0 });
    expect((await run(house, ['subscribers', 'list'])).out).not.toContain(ALICE);
    expect((await run(house, ['subscribers', 'remove', ALICE])).failure).toMatchObject({ code: 'not-found' });
  });
});
