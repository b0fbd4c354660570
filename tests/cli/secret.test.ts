import { readFile } from 'node:fs/promises';
import { beforeEach, expect, test } from 'vitest';
import { DAY } from '../../src/core/clock.ts';
import { run } from '../support/command-line.ts';
import { openTestApp, type TestApp } from '../support/test-app.ts';

let house: TestApp;
beforeEach(async () => {
  house = await openTestApp();
});

const say = (line: string, typed?: string) =>
  run(house, line.split(' '), typed === undefined ? {} : { typed });

test('secret list shows each key by its id, and no secret', async () => {
  const first = house.app.keyring.current.id;
  house.clock.advance(30 * DAY);
  const rotated = await say('secret rotate');
  expect(rotated.code).toBe(0);
  house.clock.advance(DAY);
  const { out } = await say('secret list');
  expect(rotated.out).toContain(out);
  expect(out).toBe(
    `${house.app.keyring.current.id}  since 2027-01-07     signs links and Message-IDs\n` +
      `${first}  since 2026-12-08     needed by the mails sent until 2027-01-07: their unsubscribe links, and bounces that name them; by it, addresses that must not be mailed are known\n`,
  );
  const json = (await say('secret list --json')).out;
  expect(JSON.parse(json)).toEqual({
    version: 1,
    kept: 'file',
    keys: [
      {
        id: house.app.keyring.current.id,
        since: '2027-01-07T02:00:00.000Z',
        until: null,
        current: true,
        hashesAddresses: false,
      },
      {
        id: first,
        since: '2026-12-08T02:00:00.000Z',
        until: '2027-01-07T02:00:00.000Z',
        current: false,
        hashesAddresses: true,
      },
    ],
  });
  for (const line of (await readFile(house.workspace.secretFile, 'utf8')).trim().split('\n').slice(1))
    for (const shown of [out, json]) expect(shown).not.toContain(line.split(' ').at(-1));
});

test('secret retire asks first, and takes only an older key', async () => {
  const first = house.app.keyring.current.id;
  expect((await say(`secret retire ${first} --yes`)).failure).toMatchObject({ code: 'refused' });
  await say('secret rotate');
  expect((await say(`secret retire ${first}`)).code).toBe(2);
  expect((await say(`secret retire ${first}`, 'n')).code).toBe(1);
  expect((await say('secret list')).out).toContain(first);
  const { code, out } = await say(`secret retire ${first}`, 'y');
  expect([code, out.split('\n')[0]]).toEqual([0, `${first} is retired`]);
  expect((await say('secret list')).out).not.toContain(first);
  expect((await say('secret retire nonsense --yes')).code).toBe(2);
});

test('with a secret in the environment it says what is there, and what the author has to do', async () => {
  const environment = {
    FORTNIGHT_SECRET: 'the present secret of this blog, in .env',
    FORTNIGHT_SECRET_PREVIOUS: 'the-first-secret-of-this-blog-in-the-.env',
  };
  const there = await openTestApp({ environment });
  const listed = JSON.parse((await run(there, ['secret', 'list', '--json'])).out);
  expect(listed).toMatchObject({ kept: 'environment', keys: [{ current: true }, { hashesAddresses: true }] });
  const { failure } = await run(there, ['secret', 'rotate']);
  expect(failure).toMatchObject({
    code: 'refused',
    help: expect.stringContaining('FORTNIGHT_SECRET_PREVIOUS'),
  });
});
