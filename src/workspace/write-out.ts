import { open, rename, rm, writeFile } from 'node:fs/promises';
import { AppError, messageOf } from '../core/errors.ts';

/** Writes a file that was asked for, whole or not at all. @throws AppError `unavailable` when it cannot be written */
export async function writeOut(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (cause) {
    throw new AppError('unavailable', `${file} cannot be written: ${messageOf(cause)}`, { cause });
  } finally {
    await rm(beside, { force: true });
  }
}

/** A file that is written a piece at a time, and is there under its name when it is whole. */
export interface LongOutput {
  write(text: string): Promise<void>;
  /** Gives it its name. */
  finish(): Promise<void>;
  /** Forgets what was written, unless it is finished. */
  close(): Promise<void>;
}

/** @throws AppError `unavailable` when it cannot be written */
export async function openOutput(file: string): Promise<LongOutput> {
  const beside = `${file}.${process.pid}.part`;
  const failed = (cause: unknown): never => {
    throw new AppError('unavailable', `${file} cannot be written: ${messageOf(cause)}`, { cause });
  };
  const handle = await open(beside, 'w', 0o600).catch(failed);
  return {
    write: async (text) => void (await handle.write(text).catch(failed)),
    finish: () => rename(beside, file).catch(failed),
    close: async () => {
      await handle.close();
      await rm(beside, { force: true });
    },
  };
}
