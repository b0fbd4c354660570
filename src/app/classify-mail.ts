import type { Classified } from '../domain/inbound/classified.ts';
import { classify } from '../domain/inbound/classify.ts';
import { MOST_OCTETS, readInboundMail } from '../mail/inbound/read-mail.ts';
import { filesAt, readForeignHead } from '../workspace/foreign-file.ts';

export interface ClassifiedFile extends Classified {
  /** As it was named, or found in a folder that was. */
  readonly file: string;
}

/**
 * Says of each file what kind of mail it holds, one after the other and without a change to anything.
 * @param paths files, or folders of files; each file is one message as it came (RFC 5322)
 * @throws AppError `not-found`, `invalid` or `unavailable`, with the file's name
 */
export async function* classifyFiles(paths: readonly string[]): AsyncGenerator<ClassifiedFile> {
  for (const path of paths) {
    for (const file of await filesAt(path)) {
      yield { file, ...classify(readInboundMail(await readForeignHead(file, MOST_OCTETS))) };
    }
  }
}
