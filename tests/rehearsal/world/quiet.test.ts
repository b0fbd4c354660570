import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { owed, untilQuiet } from '../../../src/rehearsal/world/quiet.ts';

it('waits for files that are being read, and for what comes of them', async () => {
  let read = '';
  void readFile(new URL(import.meta.url), 'utf8')
    .then((text) => text.slice(0, 6))
    .then((text) => (read = text));
  await untilQuiet();
  expect(read).toBe('import');
});

/** As what draws the pictures of mails: the host does not say that an answer is still to come. */
const another = async (): Promise<string> => {
  const child = spawn(process.execPath, ['-e', "process.send('drawn')"], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const [answer] = await once(child, 'message');
  return String(answer);
};

it('waits for what another process owes, and no longer when that has failed', async () => {
  let answer = '';
  void owed(another()).then((said) => (answer = said));
  await untilQuiet();
  expect(answer).toBe('drawn');
  const failed = expect(owed(Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  await untilQuiet();
  await failed;
});
