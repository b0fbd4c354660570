import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { SECOND, VirtualClock } from '../../src/core/clock.ts';
import { addressKeyOf, type KeyId, keyIdOf } from '../../src/core/keyring.ts';
import {
  followSecretFile,
  readOrMakeSecrets,
  retireSecret,
  rotateSecret,
} from '../../src/workspace/secret-file.ts';
import { T0, temporaryFolder } from '../support/stores.ts';

const FIRST_VERSION = 'a-secret-as-the-first-version-wrote-it-down';

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'data', 'secret');
});

const secretOf = async (path = file) => (await readOrMakeSecrets(path, T0)).current.secret;
const mode = async () => (await stat(file)).mode & 0o777;

test('a secret is made at first start, for its owner alone, and kept with its time', async () => {
  const { current, older } = await readOrMakeSecrets(file, T0);
  expect(current).toEqual({ secret: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/), since: T0 });
  expect(older).toEqual([]);
  expect(await mode()).toBe(0o600);
  expect(await readOrMakeSecrets(file, T0 + 1)).toMatchObject({ current });
});

test('many processes that start at once agree on one', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => secretOf()));
  expect(new Set(secrets).size).toBe(1);
});

test('two workspaces have two secrets', async () => {
  expect(await secretOf()).not.toBe(await secretOf(`${file}-2`));
});

test.each([
  '',
  'short',
  'fortnight secrets 1\n',
  `fortnight secrets 1\nsecret - ${FIRST_VERSION}`,
  `fortnight secrets 1\nsecret yesterday ${FIRST_VERSION}\n`,
  'fortnight secrets 1\nsecret - short\n',
  `fortnight secrets 1\nsecret - ${FIRST_VERSION}\naddresses AAAA\n`,
  `fortnight secrets 1\nsecret - ${FIRST_VERSION}\nwhat is this\n`,
])('a damaged file (%j) is an error and never overwritten', async (contents) => {
  await secretOf();
  await writeFile(file, contents);
  await expect(secretOf()).rejects.toMatchObject({ code: 'configuration' });
  await expect(rotateSecret(file, T0)).rejects.toMatchObject({ code: 'configuration' });
  expect(await readFile(file, 'utf8')).toBe(contents);
});

test('a folder that cannot be made is told in words', async () => {
  const plain = join(temporaryFolder(), 'file');
  await writeFile(plain, '');
  await expect(secretOf(join(plain, 'secret'))).rejects.toMatchObject({ code: 'unavailable' });
});

describe('rotating', () => {
  test('puts a new secret before the old one, of a file of the first version too', async () => {
    await secretOf();
    await writeFile(file, FIRST_VERSION);
    const rotated = await rotateSecret(file, T0);
    expect(rotated.current).toEqual({ secret: expect.not.stringContaining(FIRST_VERSION), since: T0 });
    expect(rotated.older).toEqual([{ secret: FIRST_VERSION, since: null }]);
    expect(await readOrMakeSecrets(file, T0)).toEqual(rotated);
    const again = await rotateSecret(file, T0 + SECOND);
    expect(again.older).toEqual([rotated.current, ...rotated.older]);
  });

  test('leaves the file to its owner alone, whatever somebody made of it', async () => {
    await secretOf();
    await chmod(file, 0o644);
    await rotateSecret(file, T0);
    expect(await mode()).toBe(0o600);
    expect(await readdir(dirname(file))).toEqual(['secret']);
  });

  test('gives no two secrets the same id', async () => {
    let secrets = await rotateSecret(file, T0);
    for (let turn = 0; turn < 20; turn += 1) secrets = await rotateSecret(file, T0);
    const ids = [secrets.current, ...secrets.older].map(({ secret }) => keyIdOf(secret));
    expect(new Set(ids).size).toBe(22);
  });

  test('is not hindered by what a killed rotation left beside the file', async () => {
    const secret = await secretOf();
    await writeFile(`${file}.0123456789ab.part`, 'fortnight secrets 1\nsecr', { mode: 0o600 });
    expect(await secretOf()).toBe(secret);
    expect((await rotateSecret(file, T0)).older[0]?.secret).toBe(secret);
  });

  test('by several at once loses no secret that any of them made', async () => {
    const first = await secretOf();
    const turns = await Promise.all(Array.from({ length: 6 }, () => rotateSecret(file, T0)));
    const { current, older } = await readOrMakeSecrets(file, T0);
    const kept = [current, ...older].map(({ secret }) => secret);
    expect(kept).toHaveLength(7);
    expect(new Set(kept)).toEqual(new Set([first, ...turns.map((turn) => turn.current.secret)]));
    expect(kept.at(-1)).toBe(first);
    expect(await readdir(dirname(file))).toEqual(['secret']);
  });

  test('beside a retirement loses nothing either', async () => {
    const first = await secretOf();
    const { current } = await rotateSecret(file, T0);
    const [rotated] = await Promise.all([rotateSecret(file, T0), retireSecret(file, keyIdOf(first))]);
    const { current: last, older, addressKey } = await readOrMakeSecrets(file, T0);
    expect([last, ...older].map(({ secret }) => secret)).toEqual([rotated.current.secret, current.secret]);
    expect(addressKey).toEqual(addressKeyOf(first));
  });

  test('does nothing while another holds the lock, and says what to do about one that a kill left', async () => {
    const secret = await secretOf();
    await writeFile(`${file}.lock`, '');
    await expect(rotateSecret(file, T0)).rejects.toMatchObject({
      code: 'conflict',
      help: expect.stringContaining(`delete ${file}.lock`),
    });
    expect(await readOrMakeSecrets(file, T0)).toMatchObject({ current: { secret }, older: [] });
    await rm(`${file}.lock`);
    expect((await rotateSecret(file, T0)).older[0]?.secret).toBe(secret);
  });
});

describe('retiring', () => {
  test('forgets an older secret; of the first one the key of the addresses stays', async () => {
    const first = await secretOf();
    await rotateSecret(file, T0);
    const { current, older } = await rotateSecret(file, T0);
    const [middle = current] = older;
    expect(await retireSecret(file, keyIdOf(middle.secret))).toMatchObject({ current, addressKey: null });
    const left = await retireSecret(file, keyIdOf(first));
    expect(left).toEqual({ current, older: [], addressKey: addressKeyOf(first) });
    expect(await readOrMakeSecrets(file, T0)).toEqual(left);
    const later = await rotateSecret(file, T0);
    expect((await retireSecret(file, keyIdOf(current.secret))).addressKey).toEqual(addressKeyOf(first));
    expect(later.addressKey).toEqual(addressKeyOf(first));
  });

  test('does not take the key that signs, nor one that is not there', async () => {
    const id = keyIdOf(await secretOf());
    await expect(retireSecret(file, id)).rejects.toMatchObject({ code: 'refused' });
    const other = (id === '0000' ? '0001' : '0000') as KeyId;
    await expect(retireSecret(file, other)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what is running', () => {
  async function following() {
    const clock = new VirtualClock(T0);
    const warned: string[] = [];
    const log = { info: () => {}, warn: (words: string) => void warned.push(words), error: () => {} };
    const first = await readOrMakeSecrets(file, T0);
    const look = followSecretFile(file, first, clock, log);
    const wait = (milliseconds: number) => {
      clock.advance(milliseconds);
      return look();
    };
    return { wait, warned, first: first.current.secret };
  }

  test('notices a rotation within a second, and looks no more often', async () => {
    const { wait, first } = await following();
    wait(SECOND);
    const { current } = await rotateSecret(file, T0);
    expect(wait(SECOND - 1).current).toBe(first);
    const noticed = wait(1);
    expect(noticed).toMatchObject({ current: current.secret, older: [first] });
    expect(wait(SECOND)).toBe(noticed);
  });

  test('goes on with what it knew while the file is damaged or gone, and says so once', async () => {
    const { wait, first, warned } = await following();
    await writeFile(file, 'half a');
    for (let look = 0; look < 3; look += 1) expect(wait(SECOND).current).toBe(first);
    expect(warned).toEqual([expect.stringContaining('is damaged')]);
    await rm(file);
    for (let look = 0; look < 3; look += 1) expect(wait(SECOND).current).toBe(first);
    expect(warned.slice(1)).toEqual([expect.stringContaining('cannot be read')]);
  });

  test('is not blind when the clock goes back', async () => {
    const { wait, first } = await following();
    await rotateSecret(file, T0);
    expect(wait(-SECOND).older).toEqual([first]);
  });
});
