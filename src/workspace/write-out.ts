import { rename, rm, writeFile } from 'node:fs/promises';
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
