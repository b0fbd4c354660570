import { systemCodeOf } from '../core/errors.ts';
import type { DkimKey } from '../mail/dkim/keys.ts';
import { judgeRecords, type Published } from '../mail/dkim/published.ts';
import { recordName } from '../mail/dkim/record.ts';

/** Asks DNS for the TXT records of a name, each as its strings; as `resolveTxt` of `node:dns` does. */
export type ResolveTxt = (name: string) => Promise<readonly (readonly string[])[]>;

export interface DnsFinding {
  readonly name: string;
  /** `unanswered`: DNS could not be asked, so nothing is known; `code` is what the resolver said. */
  readonly found: Published | { readonly kind: 'unanswered'; readonly code: string };
}

/** Whether DNS has the public half of each key, in the order of the keys. */
export function checkDkim(
  keys: readonly DkimKey[],
  domain: string,
  resolveTxt: ResolveTxt,
): Promise<readonly DnsFinding[]> {
  return Promise.all(
    keys.map(async (key) => {
      const name = recordName(key.selector, domain);
      return { name, found: await ask(key, name, resolveTxt) };
    }),
  );
}

async function ask(key: DkimKey, name: string, resolveTxt: ResolveTxt): Promise<DnsFinding['found']> {
  try {
    const records = await resolveTxt(name);
    return judgeRecords(
      key,
      records.map((strings) => strings.join('')),
    );
  } catch (error) {
    const code = systemCodeOf(error);
    if (code === null) throw error;
    return code === 'ENOTFOUND' || code === 'ENODATA' ? judgeRecords(key, []) : { kind: 'unanswered', code };
  }
}
