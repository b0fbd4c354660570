import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKeptLines } from '../../../src/site/kept/kept-lines.ts';
import { temporaryFolder } from '../../support/stores.ts';

const words = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const fileIn = (folder: string) => join(folder, 'below', 'lines.jsonl');

it('outlives the process once it is saved, and the last value of a key counts', async () => {
  const file = fileIn(temporaryFolder());
  const lines = await openKeptLines(file, words);
  lines.set('a', 'one');
  await lines.save();
  lines.set('a', 'two');
  lines.set('b', 'three');
  await lines.save();
  const again = await openKeptLines(file, words);
  expect([again.get('a'), again.get('b'), again.get('c')]).toEqual(['two', 'three', undefined]);
});

it('passes over what a kill has left of a line, and what is no such value', async () => {
  const file = fileIn(temporaryFolder());
  const lines = await openKeptLines(file, words);
  lines.set('a', 'one');
  await lines.save();
  await appendFile(file, '["b",7]\nnull\n["c","tw');
  const again = await openKeptLines(file, words);
  again.set('d', 'four');
  await again.save();
  const third = await openKeptLines(file, words);
  expect(third.keys()).toEqual(['a', 'd']);
});

it('forgets what nobody asked for when it is tidied, here and in the file', async () => {
  const file = fileIn(temporaryFolder());
  const lines = await openKeptLines(file, words);
  for (const key of ['a', 'b', 'c']) lines.set(key, key);
  await lines.save();
  const again = await openKeptLines(file, words);
  again.get('b');
  await again.tidy();
  expect(again.keys()).toEqual(['b']);
  expect(await readFile(file, 'utf8')).toBe('["b","b"]\n');
});

it('lives as long as the process where it has no file', async () => {
  const lines = await openKeptLines(null, words);
  lines.set('a', 'one');
  await lines.save();
  expect(lines.get('a')).toBe('one');
  lines.forget('a');
  expect(lines.get('a')).toBeUndefined();
});
