import { writeFile } from 'node:fs/promises';
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
    expect(header).toBe(
      'email,name,state,since,created,left_how,suppression,opted_in_at,confirmed_at,consent',
    );
    for (const cell of rows.flatMap((row) => row.split(','))) expect(cell).not.toMatch(/^"?[=+@\-\t]/);
    expect(out).toContain('"Ann, ""A"""');
  });

  test('what was exported is the same in another house', async () => {
    await importText(
      'email,name,state,left\n+tag@example.org,=Ann,active,\ndave@example.org,"Dave ""D""",unsubscribed,2024-01-02\nerin@example.org,,pending,\n',
    );
    await addActive(house.app, ALICE);
    await suppressFor(house.app, ALICE, 'bounced');
    const { out } = await run(house, ['subscribers', 'export']);
    house = await openTestApp();
    file = join(house.workspace.root, 'readers.csv');
    expect((await importText(out)).out).toContain('1 added, 0 known, 0 left, 0 suppressed, 0 invalid');
    expect((await run(house, ['subscribers', 'export'])).out).toBe(out);
    expect((await importText(out)).out).toContain('0 added, 2 known, 1 left, 1 suppressed, 0 invalid');
  });

  test('exports JSON, an object a line', async () => {
    await addActive(house.app, ALICE);
    const { out } = await run(house, ['subscribers', 'export', '--format', 'jsonl']);
    expect(out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(out)).toMatchObject({
      email: ALICE,
      state: 'active',
      suppression: null,
      consent: { door: 'form' },
    });
  });

  test('remove erases the reader, once', async () => {
    await addActive(house.app, ALICE);
    expect(await run(house, ['subscribers', 'remove', ALICE])).toMatchObject({ code: 0 });
    expect((await run(house, ['subscribers', 'list'])).out).not.toContain(ALICE);
    expect((await run(house, ['subscribers', 'remove', ALICE])).failure).toMatchObject({ code: 'not-found' });
  });
});
