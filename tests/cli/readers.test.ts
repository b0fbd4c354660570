import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { DAY } from '../../src/core/clock.ts';
import { run } from '../support/command-line.ts';
import { ALICE, addActive, addPending, BOB, CAROL, hashFor, suppressFor } from '../support/readers.ts';
import { readerAt } from '../support/stores.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
beforeEach(async () => {
  house = await openTestApp();
});

const subscribers = (...argv: readonly string[]) => run(house, ['subscribers', ...argv]);
const suppressions = (...argv: readonly string[]) => run(house, ['suppressions', ...argv]);

describe('one reader', () => {
  test('is shown with state, consent and what stands against the address', async () => {
    await addActive(house.app, ALICE);
    await suppressFor(house.app, ALICE, 'bounced');
    const { code, out } = await subscribers('show', ALICE);
    expect(code).toBe(0);
    expect(out).toContain('active since 2026-12-08 02:00:00 UTC');
    expect(out).toMatch(/never mailed\s+bounced/);
    expect(out).toMatch(/agreed\s+2026-12-08 02:00:00 UTC, by form/);
    expect(JSON.parse((await subscribers('show', ALICE, '--json')).out)).toMatchObject({
      version: 1,
      address: ALICE,
      suppression: 'bounced',
      consent: { door: 'form', wording: 'Yes.' },
    });
  });

  test('who is nobody, or no address, is not found', async () => {
    expect((await subscribers('show', BOB)).failure).toMatchObject({ code: 'not-found' });
    expect((await subscribers('show', 'bob')).failure).toMatchObject({ code: 'invalid' });
  });

  test('is found by a part of address or name, whatever it holds', async () => {
    await addActive(house.app, ALICE);
    await addPending(house.app, '100%_bob@example.net');
    expect((await subscribers('find', 'ALICE')).out).toContain(`active        ${ALICE}`);
    expect((await subscribers('find', '%_b')).out.trim()).toBe('pending       100%_bob@example.net');
    expect(await subscribers('find', '100%b')).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse((await subscribers('find', '@example', '--json')).out)).toMatchObject({
      readers: [{ address: ALICE }, { state: 'pending' }],
      more: false,
    });
  });

  test('has a history in the order of time', async () => {
    await addActive(house.app, ALICE);
    await house.tickAt('2026-12-08T09:00:00-08:00');
    const { id } = await readerAt(house.app.store, ALICE);
    house.clock.advance(DAY);
    await house.app.store.unsubscribe(id, 'page', house.clock.now());
    const { out } = await subscribers('history', ALICE);
    expect(out).toMatch(
      /agreed \(form\): Yes\.[\s\S]*subscriber\.confirmed[\s\S]*subscriber\.unsubscribed: page/,
    );
    expect(JSON.parse((await subscribers('history', ALICE, '--json')).out).history).toHaveLength(4);
  });

  test('is suppressed and let go again by the author, and the graver reason stays', async () => {
    await addActive(house.app, ALICE);
    expect((await subscribers('suppress', ALICE, '--reason', 'complained')).out).toContain('(complained)');
    expect((await subscribers('suppress', ALICE, '--reason', 'bounced')).out).toContain('(complained)');
    expect((await subscribers('unsuppress', ALICE)).out).toBe(
      `${ALICE} may be mailed again (it was complained); the next mailing goes to it\n`,
    );
    expect(await house.app.store.suppressionOf(hashFor(house.app, ALICE))).toBeNull();
    expect((await subscribers('unsuppress', ALICE)).failure).toMatchObject({ code: 'not-found' });
  });

  test('is erased', async () => {
    await addActive(house.app, ALICE);
    expect(await subscribers('erase', ALICE)).toMatchObject({ code: 0 });
    expect((await subscribers('show', ALICE)).failure).toMatchObject({ code: 'not-found' });
  });
});

describe('stats', () => {
  const grow = async (): Promise<void> => {
    const file = join(house.workspace.root, 'list.csv');
    await writeFile(
      file,
      'email,created at,unsubscribed at\na@example.org,2026-10-02,\nb@example.org,2026-10-03,2026-11-20\nc@example.org,2026-12-01,\n',
    );
    await subscribers('import', file, '--consent', 'x');
  };

  test('tells who came and left, month by month', async () => {
    await grow();
    await addPending(house.app, BOB);
    const { out, err } = await subscribers('stats');
    expect(out).toBe(
      [
        'Month    Joined  Left  Net  Readers',
        '2026-10      +2     0   +2        2',
        '2026-11       0    -1   -1        1',
        '2026-12      +1     0   +1        2',
        '',
      ].join('\n'),
    );
    expect(err).toContain('2 active readers, 1 yet to confirm, 1 unsubscribed');
  });

  test('draws bars on a terminal, within 80 columns', async () => {
    await grow();
    const { out } = await run(house, ['subscribers', 'stats'], {
      tty: true,
      columns: 80,
      environment: { NO_COLOR: '1' },
    });
    const lines = out.trimEnd().split('\n');
    expect(lines[1]).toMatch(/█{20,}$/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('prints data, and only the last periods when asked', async () => {
    await grow();
    const { out } = await subscribers('stats', '--json', '--last', '1');
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      by: 'month',
      periods: [{ name: '2026-12', joined: 1, left: 0, net: 1, readers: 2 }],
    });
    expect((await subscribers('stats', '--by', 'fortnight')).out).toContain('2026-11-23');
  });

  test('a house without readers says so', async () => {
    expect((await subscribers('stats')).out).toBe('nobody has subscribed yet\n');
  });
});

describe('suppressions', () => {
  test('are listed as hashes with reason and time', async () => {
    await suppressFor(house.app, CAROL);
    await suppressFor(house.app, BOB, 'bounced');
    const hash = hashFor(house.app, CAROL);
    expect((await suppressions('list', '--reason', 'complained')).out).toBe(
      `complained  2026-12-08  ${hash}\n`,
    );
    expect(
      (await suppressions('list', '--json')).out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).reason)
        .toSorted(),
    ).toEqual(['bounced', 'complained']);
  });

  test('exported and imported again are the same; the second time nothing changes', async () => {
    await suppressFor(house.app, CAROL);
    const { out } = await suppressions('export');
    const file = join(house.workspace.root, 'never.csv');
    await writeFile(file, out);
    await subscribers('unsuppress', CAROL);
    expect((await suppressions('import', file)).out).toBe('1 added, 0 known, 0 invalid\n');
    expect((await suppressions('import', file)).out).toBe('0 added, 1 known, 0 invalid\n');
    expect((await suppressions('export')).out).toBe(out);
  });

  test('plain addresses are kept as hashes, and what is none is named', async () => {
    const file = join(house.workspace.root, 'never.csv');
    await writeFile(file, `${CAROL}\nnobody\n${BOB},\n`);
    const { code, out, err } = await suppressions('import', file, '--reason', 'complained');
    expect([code, out]).toEqual([1, '2 added, 0 known, 1 invalid\n']);
    expect(err).toContain('line 2: the @ is missing');
    expect(await house.app.store.suppressionOf(hashFor(house.app, BOB))).toBe('complained');
    await writeFile(file, `email,reason\n${BOB},because\n`);
    expect((await suppressions('import', file)).err).toContain('"because" is no reason');
  });
});
