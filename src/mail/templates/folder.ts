import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '../../core/errors.ts';

/** The `.mjml` files of a folder at one moment. */
export interface TemplateFolder {
  /** As given; stands before file names in messages. */
  readonly folder: string;
  readonly files: ReadonlyMap<string, string>;
  /** SHA-256 over all names and contents, in hex. */
  readonly hash: string;
}

/** Reads every `.mjml` file directly in the folder. Throws `configuration` when it cannot be read or has none. */
export async function readTemplateFolder(folder: string): Promise<TemplateFolder> {
  const names = await mjmlNames(folder);
  const files = new Map<string, string>();
  for (const name of names) files.set(name, await readFile(join(folder, name), 'utf8'));
  return { folder, files, hash: hashOf(files) };
}

async function mjmlNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new AppError(
      'configuration',
      `the mail templates in ${folder} cannot be read: ${messageOf(error)}`,
      {
        help: 'the folder must hold edition.mjml, confirm.mjml, welcome.mjml and notice.mjml',
        cause: error,
      },
    );
  });
  return names.filter((name) => name.endsWith('.mjml')).sort();
}

function hashOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\0${text.length}\0${text}`);
  return hash.digest('hex');
}
