import { type EmailAddress, parseEmailAddress } from '../../core/email-address.ts';
import { AppError } from '../../core/errors.ts';

/** Someone in a From, Reply-To or To header. */
export interface MailName {
  readonly name: string | null;
  readonly address: EmailAddress;
}

/**
 * Reads `Ali <ali@example.com>` or `ali@example.com`, as the calendar's `from` and `reply_to` have it.
 * Throws `configuration` when the address is none.
 */
export function parseMailName(typed: string): MailName {
  const match = /^\s*(?:"?([^"<>]*?)"?\s*)?<([^<>]+)>\s*$/.exec(typed);
  const parsed = parseEmailAddress(match?.[2] ?? typed);
  if (!parsed.ok) {
    throw new AppError('configuration', `${JSON.stringify(typed)} is no sender: ${parsed.reason}`, {
      help: 'write it as  Ali <ali@example.com>',
    });
  }
  const name = oneLine(match?.[1] ?? '');
  return { name: name === '' ? null : name, address: parsed.address };
}

/** Drops whatever could end or forge a header line (RFC 5322 2.2) or turn text around: control and bidi-override characters. */
export function oneLine(words: string): string {
  // Nearly every name and title, and the pattern below is slow.
  if (/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/.test(words)) return words;
  return words
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
