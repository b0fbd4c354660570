import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readOrMakeSecret } from '../../src/workspace/secret-file.ts';
import { temporaryFolder } from '../support/stores.ts';

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'data', 'secret');
});

test('a secret is made at first start, for its owner alone, and kept', async () => {
  const secret = await readOrMakeSecret(file);
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readOrMakeSecret(file)).toBe(secret);
});

test('many processes that start at once agree on one', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => readOrMakeSecret(file)));
  expect(new Set(secrets).size).toBe(1);
});

test('two workspaces have two secrets', async () => {
  expect(await readOrMakeSecret(file)).not.toBe(await readOrMakeSecret(`${file}-2`));
});

test.each(['', 'short'])('a damaged file (%j) is an error and never overwritten', async (contents) => {
  await readOrMakeSecret(file);
  await writeFile(file, contents);
  await expect(readOrMakeSecret(file)).rejects.toMatchObject({ code: 'configuration' });
  expect(await readFile(file, 'utf8')).toBe(contents);
});

test('a folder that cannot be made is told in words', async () => {
  const plain = join(temporaryFolder(), 'file');
  await writeFile(plain, '');
  await expect(readOrMakeSecret(join(plain, 'secret'))).rejects.toMatchObject({ code: 'unavailable' });
});
