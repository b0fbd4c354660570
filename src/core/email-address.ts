import { readMailDomain } from './mail-domain.ts';

declare const emailAddressBrand: unique symbol;
/**
 * An address that can stand in an SMTP envelope and a header: `local@domain`, domain in lower case and A-labels.
 * The local part is kept as typed. Only ASCII local parts: EAI needs a relay with SMTPUTF8.
 */
export type EmailAddress = string & { readonly [emailAddressBrand]: true };

export type ParsedAddress =
  | { readonly ok: true; readonly address: EmailAddress }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads one address as a person types it: surrounding blanks are dropped, the domain is normalised.
 * Length limits are those of RFC 5321 4.5.3.1; quoted local parts, comments and address literals are refused, as no reader has one.
 */
export function parseEmailAddress(typed: string): ParsedAddress {
  const text = typed.trim();
  const reason = textFault(text);
  if (reason !== null) return bad(reason);
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const fault = localFault(local);
  if (fault !== null) return bad(fault);
  const read = readMailDomain(text.slice(at + 1));
  if (!read.ok) return read;
  // RFC 5321 4.5.3.1.3: a path has 256 octets, two of them angle brackets.
  if (local.length + 1 + read.domain.length > 254)
    return bad('the address is too long (at most 254 characters)');
  return { ok: true, address: `${local}@${read.domain}` as EmailAddress };
}

/** The form under which two spellings count as one reader: all lower case. Keys and hashes are made of it. */
export function uniqueForm(address: EmailAddress): string {
  return address.toLowerCase();
}

/** What stands after the last @, in lower case. */
export function domainOf(address: EmailAddress): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** For logs: the first letter and the domain, `a…@example.org`. */
export function redactAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`;
}

/** In characters; a name or a comment may stand beside the address, to be told to leave it out. */
const LONGEST_TYPED = 1_000;

function textFault(text: string): string | null {
  if (text === '') return 'an email address is needed';
  // Nothing below is tried on a text that no address can be.
  if (text.length > LONGEST_TYPED) return 'the address is too long (at most 254 characters)';
  // Before anything else: what could end a header line or an SMTP command never gets further.
  if (/\p{Cc}|[\u2028\u2029]/u.test(text))
    return 'an address cannot contain line breaks or control characters';
  if (/\p{Cf}/u.test(text)) return 'there are invisible characters in it: please type it anew';
  if (/^mailto:/i.test(text)) return 'leave out "mailto:"';
  if (/[<>]/.test(text)) return 'only the address is needed, without a name and angle brackets';
  if (/@.*[,;].*@/.test(text)) return 'only one address is needed';
  if (text.startsWith('"') || text.includes('"@')) return 'quotation marks before the @ are not supported';
  if (/[()]/.test(text)) return 'comments in brackets are not supported';
  if (/\s/.test(text)) return 'an address cannot contain spaces';
  return text.includes('@') ? null : 'the @ is missing';
}

function localFault(local: string): string | null {
  if (local === '') return 'the part before the @ is missing';
  if (local.includes('@')) return 'there is more than one @';
  if (local.length > 64) return 'the part before the @ is too long (at most 64 characters)';
  if (/[^\x21-\x7e]/.test(local))
    return 'letters outside ASCII before the @ are not supported by this mail server';
  if (/[[\]:;\\,"]/.test(local)) return 'the part before the @ has a character that is not allowed';
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return 'a dot before the @ is in the wrong place';
  return null;
}

function bad(reason: string): ParsedAddress {
  return { ok: false, reason };
}
