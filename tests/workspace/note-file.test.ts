import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { readNote, writeNote } from '../../src/workspace/note-file.ts';
import { temporaryFolder } from '../support/stores.ts';

let path: string;
beforeEach(() => {
  path = join(temporaryFolder(), 'site.deployed');
});

it('says what was noted last, and leaves nothing beside it', async () => {
  await writeNote(path, { kind: 'owed' });
  await writeNote(path, { kind: 'carried' });
  expect(await readNote(path)).toEqual({ kind: 'carried' });
  expect(readdirSync(join(path, '..'))).toEqual(['site.deployed']);
});

it('says nothing where there is none', async () => {
  expect(await readNote(path)).toBeNull();
});

it.each(['', '{"kind":"carried"'])('says nothing when all that is there is %j', async (text) => {
  writeFileSync(path, text);
  expect(await readNote(path)).toBeNull();
});

it('does not take a folder in its place for nothing', async () => {
  await expect(readNote(join(path, '..'))).rejects.toMatchObject({ code: 'EISDIR' });
});
