import { existsSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { SECOND, VirtualClock } from '../../src/core/clock.ts';
import { readAgain } from '../../src/workspace/read-again.ts';
import { temporaryFolder } from '../support/stores.ts';

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'post.md');
});

const text = (words: string) => ({ kind: 'text', text: words });

test('every change is seen at once: another text, the same length, a rename, a file that goes and comes back', () => {
  for (const words of ['one', 'two', 'six', 'a longer one']) {
    writeFileSync(file, words);
    expect(readAgain(file)).toEqual(text(words));
    expect(readAgain(file)).toEqual(text(words));
  }
  writeFileSync(`${file}.new`, 'another one!');
  renameSync(`${file}.new`, file);
  expect(readAgain(file)).toEqual(text('another one!'));
  rmSync(file);
  expect(readAgain(file)).toEqual({ kind: 'missing' });
  writeFileSync(file, 'another one?');
  expect(readAgain(file)).toEqual(text('another one?'));
});

test('a file that was left alone for a while is not read again, until it changes, whatever time it says', () => {
  writeFileSync(file, 'Alice');
  utimesSync(file, 1, 1);
  const later = new VirtualClock(statSync(file).ctimeMs + 3 * SECOND);
  const first = readAgain(file, later);
  expect(readAgain(file, later)).toBe(first);
  writeFileSync(file, 'Carol');
  utimesSync(file, 1, 1);
  expect(readAgain(file, later)).toEqual(text('Carol'));
});

test('one that has just changed is read each time: a second change may leave the same time', () => {
  writeFileSync(file, 'Bob');
  const soon = new VirtualClock(statSync(file).ctimeMs + SECOND);
  expect(readAgain(file, soon)).not.toBe(readAgain(file, soon));
});

test('what is no file, or is not text, is told each time', () => {
  expect(readAgain(join(file, 'below'))).toEqual({ kind: 'missing' });
  writeFileSync(file, Buffer.from([0xff, 0xfe]));
  expect(readAgain(file)).toMatchObject({ kind: 'unreadable' });
  rmSync(file);
  expect(readAgain(join(file, '..'))).toEqual({ kind: 'unreadable', reason: 'it is not a file' });
  expect(existsSync(file)).toBe(false);
});
