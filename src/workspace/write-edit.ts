import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../core/errors.ts';

/**
 * Replaces an author's file by edited text: written beside, flushed, renamed. Refuses when the file is no longer what the
 * edit was made from, so a save in the editor is never lost. Permissions stay, and a symbolic link stays one.
 * @throws AppError `conflict` when the file changed meanwhile
 */
export async function writeEdit(file: string, readText: string, editedText: string): Promise<void> {
  const target = await realpath(file);
  const beside = `${target}.${process.pid}.part`;
  try {
    const handle = await open(beside, 'wx');
    try {
      await handle.chmod((await stat(target)).mode);
      await handle.writeFile(editedText);
      await handle.sync();
    } finally {
      await handle.close();
    }
    // As late as it can be: what is left is the time of one rename.
    if ((await readFile(target, 'utf8')) !== readText) {
      throw new AppError('conflict', `${file} was changed meanwhile; nothing was written`, {
        help: 'run the command again',
      });
    }
    await rename(beside, target);
    await syncFolder(dirname(target));
  } finally {
    await rm(beside, { force: true });
  }
}

/** Makes a rename durable. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
