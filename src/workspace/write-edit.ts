import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../core/errors.ts';

/**
 * Replaces an author's file by edited text: written beside, flushed, renamed. Refuses when the file is no longer what the
 * edit was made from, so a save in the editor is never lost.
 * @throws AppError `conflict` when the file changed meanwhile
 */
export async function writeEdit(file: string, readText: string, editedText: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.writeFile(editedText);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // As late as it can be: what is left is the time of one rename.
    if ((await readFile(file, 'utf8')) !== readText) {
      throw new AppError('conflict', `${file} was changed meanwhile; nothing was written`, {
        help: 'run the command again',
      });
    }
    await rename(beside, file);
    await syncFolder(dirname(file));
  } finally {
    await rm(beside, { force: true });
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
