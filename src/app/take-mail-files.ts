import { AppError } from '../core/errors.ts';
import type { Received } from '../domain/inbound/arriving-mail.ts';
import { filesAt, readForeignHead } from '../workspace/foreign-file.ts';
import type { App } from './context.ts';
import { receiveMail } from './receive-mail.ts';

/** In octets. No mail server takes a larger one. */
const LARGEST = 64 * 1024 * 1024;

export type TakenFile = Received & {
  /** As it was named, or found in a folder that was. */
  readonly file: string;
};

/**
 * Takes mails in that lie in files, one after the other.
 * @param paths files, or folders of files; each file is one message as it came (RFC 5322)
 * @throws AppError `not-found`, `invalid` or `unavailable` with the file's name, `configuration`
 */
export async function* takeMailFiles(app: App, paths: readonly string[]): AsyncGenerator<TakenFile> {
  for (const path of paths) {
    for (const file of await filesAt(path)) {
      const raw = Buffer.from(await readForeignHead(file, LARGEST + 1));
      if (raw.length > LARGEST)
        throw new AppError('invalid', `${file} is larger than 64 MB: that is no mail`);
      yield { file, ...(await receiveMail(app, { raw, way: 'file', envelope: null })) };
    }
  }
}
