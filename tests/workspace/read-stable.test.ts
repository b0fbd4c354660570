import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { appendFile, chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { readStable } from '../../src/workspace/read-stable.ts';
import { temporaryFolder } from '../support/stores.ts';

const MAX_FILE_BYTES = 5 * 1024 * 1024;

let file: string;
beforeEach(() => {
  file = join(temporaryFolder(), 'post.md');
});

test('a file is read as it is, byte order mark and line endings included', async () => {
  const text = '\uFEFFÜber\r\nKüche\n';
  await writeFile(file, text);
  expect(await readStable(file)).toEqual({ kind: 'text', text });
});

test('what is not there is missing, also below what is no folder', async () => {
  expect(await readStable(file)).toEqual({ kind: 'missing' });
  await writeFile(file, 'x');
  expect(await readStable(join(file, 'deeper'))).toEqual({ kind: 'missing' });
  await symlink('/nowhere/at/all', `${file}.link`);
  expect(await readStable(`${file}.link`)).toEqual({ kind: 'missing' });
});

test('a folder, a FIFO and a socket are told apart from text, without waiting', async () => {
  await mkdir(`${file}.folder`);
  expect(await readStable(`${file}.folder`)).toMatchObject({
    kind: 'unreadable',
    reason: 'it is not a file',
  });
  execFileSync('mkfifo', [`${file}.fifo`]);
  expect(await readStable(`${file}.fifo`)).toMatchObject({ kind: 'unreadable', reason: 'it is not a file' });
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(`${file}.sock`, resolve));
  expect(await readStable(`${file}.sock`)).toMatchObject({ kind: 'unreadable', reason: 'it is not a file' });
  server.close();
});

test('a circle of links cannot be read', async () => {
  await symlink(`${file}.b`, `${file}.a`);
  await symlink(`${file}.a`, `${file}.b`);
  expect(await readStable(`${file}.a`)).toMatchObject({ kind: 'unreadable' });
});

test('a file of exactly the limit is read, a larger one is not', async () => {
  await writeFile(file, 'x'.repeat(MAX_FILE_BYTES));
  expect(await readStable(file)).toMatchObject({ kind: 'text' });
  await writeFile(file, 'x'.repeat(MAX_FILE_BYTES + 1));
  expect(await readStable(file)).toMatchObject({ kind: 'unreadable', reason: 'it is larger than 5 MB' });
});

test('bytes that are not UTF-8 are not guessed at', async () => {
  await writeFile(file, Uint8Array.of(0x4d, 0xfc, 0x6c, 0x6c));
  expect(await readStable(file)).toMatchObject({ kind: 'unreadable', reason: 'it is not UTF-8 text' });
});

test('a file this user may not read says so', async (context) => {
  if (process.getuid?.() === 0) context.skip('root may read everything');
  await writeFile(file, 'x');
  await chmod(file, 0o000);
  expect(await readStable(file)).toMatchObject({ kind: 'unreadable', reason: 'this user may not read it' });
});

test('a file that an editor has emptied is waited for, until the save is done', async () => {
  await writeFile(file, '');
  const read = readStable(file);
  setTimeout(() => writeFileSync(file, 'the new words\n'), 60);
  expect(await read).toEqual({ kind: 'text', text: 'the new words\n' });
});

test('a file that stays empty is empty', async () => {
  await writeFile(file, '');
  expect(await readStable(file)).toEqual({ kind: 'text', text: '' });
});

test('a file that never stands still is not taken half-way', async () => {
  const whole = 'a line\n'.repeat(200_000);
  await writeFile(file, whole);
  let reading = true;
  const editor = (async () => {
    while (reading) await appendFile(file, 'x');
  })();
  const read = await readStable(file);
  reading = false;
  await editor;
  if (read.kind === 'text') expect(read.text.slice(0, whole.length)).toBe(whole);
  else expect(read).toMatchObject({ kind: 'unreadable' });
});
