import { rename, rm, writeFile } from 'node:fs/promises';

/** Puts a generated text in place of whatever a file held: written beside, then renamed, so that no reader sees half of it. */
export async function writeGenerated(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, text, { flag: 'wx' });
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}
