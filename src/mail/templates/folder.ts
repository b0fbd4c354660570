import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
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

/**
 * Reads every `.mjml` file directly in the folder, while the caller waits: this is done for each mail that is rendered, and ten small files
 * take less time so than the way through the thread pool. Throws `configuration` when it cannot be read or has none.
 */
export async function readTemplateFolder(folder: string): Promise<TemplateFolder> {
  const names = mjmlNames(folder);
  const files = new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
  return { folder, files, hash: hashOf(files) };
}

function mjmlNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.mjml'))
      .sort();
  } catch (cause) {
    throw new AppError(
      'configuration',
      `the mail templates in ${folder} cannot be read: ${messageOf(cause)}`,
      { help: 'the folder must hold edition.mjml, confirm.mjml, welcome.mjml and notice.mjml', cause },
    );
  }
}

function hashOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\0${text.length}\0${text}`);
  return hash.digest('hex');
}
