import { basename, resolve } from 'node:path';
import { parseEmailAddress } from '../core/email-address.ts';
import { isSelector } from '../mail/dkim/selector.ts';

/** Which keys sign our mail. What is in the files, `load-dkim-keys.ts` finds out. */
export interface DkimConfig {
  readonly keys: readonly KeyPlace[];
  /** Null: the domain of the From address. */
  readonly domain: string | null;
}

export interface KeyPlace {
  readonly selector: string;
  /** Absolute. */
  readonly file: string;
}

/** Reads `DKIM_KEY` and `DKIM_DOMAIN`; null when mail is not to be signed. What is wrong is added to `problems`. */
export function readDkim(
  keys: string | null,
  domain: string | null,
  root: string,
  problems: string[],
): DkimConfig | null {
  if (domain !== null && domainIn(domain) === null)
    problems.push(`DKIM_DOMAIN is "${domain}"; allowed is a domain such as blog.example.com`);
  if (keys === null) {
    if (domain !== null)
      problems.push(
        'DKIM_DOMAIN is set and DKIM_KEY is not, so that mail would not be signed: set both or neither',
      );
    return null;
  }
  const places = keys.split(',').map((entry) => placeOf(entry.trim(), root));
  if (places.includes(null))
    problems.push(
      `DKIM_KEY is "${keys}"; allowed are files such as data/dkim/fortnight-rsa.pem, or selector=file, with a comma between`,
    );
  return {
    keys: places.filter((place) => place !== null),
    domain: domain === null ? null : domainIn(domain),
  };
}

/** A domain in lower case and A-labels; null for what is none. */
export function domainIn(text: string): string | null {
  const parsed = parseEmailAddress(`dkim@${text}`);
  return parsed.ok ? parsed.address.slice('dkim@'.length) : null;
}

function placeOf(entry: string, root: string): KeyPlace | null {
  const [, named, path = ''] = /^(?:([\w.-]+)=)?(.+)$/.exec(entry) ?? [];
  const selector = named ?? basename(path, '.pem');
  return path === '' || !isSelector(selector) ? null : { selector, file: resolve(root, path) };
}
