import { domainToASCII } from 'node:url';

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
 * Length limits are those of RFC 5321 4.5.3.1; quoted local parts and address literals are refused, as no reader has one.
 */
export function parseEmailAddress(typed: string): ParsedAddress {
  const text = typed.trim();
  if (text === '') return bad('an email address is needed');
  // Before anything else: what could end a header line or an SMTP command never gets further.
  if (/[\p{Cc}\s]/u.test(text)) return bad('an address cannot contain spaces or control characters');
  const at = text.lastIndexOf('@');
  if (at < 0) return bad('the @ is missing');
  const local = text.slice(0, at);
  const domain = normaliseDomain(text.slice(at + 1));
  const reason = localFault(local) ?? (domain === null ? 'the part after the @ is not a domain name' : null);
  if (reason !== null || domain === null) return bad(reason ?? 'not a domain name');
  if (local.length + 1 + domain.length > 254) return bad('the address is too long (at most 254 characters)');
  return { ok: true, address: `${local}@${domain}` as EmailAddress };
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

function localFault(local: string): string | null {
  if (local === '') return 'the part before the @ is missing';
  if (local.length > 64) return 'the part before the @ is too long (at most 64 characters)';
  if (/[^\x21-\x7e]/.test(local))
    return 'letters outside ASCII before the @ are not supported by this mail server';
  if (/[()<>[\]:;@\\,"]/.test(local)) return 'the part before the @ has a character that is not allowed';
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..'))
    return 'a dot is in the wrong place';
  return null;
}

function normaliseDomain(typed: string): string | null {
  const ascii = domainToASCII(typed).toLowerCase();
  if (ascii === '' || ascii.length > 253) return null;
  const labels = ascii.split('.');
  // `localhost` is accepted for mail that never leaves the machine; other single labels are typing mistakes.
  if (labels.length < 2 && ascii !== 'localhost') return null;
  const valid = labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label));
  const last = labels.at(-1) ?? '';
  return valid && !/^\d+$/.test(last) ? ascii : null;
}

function bad(reason: string): ParsedAddress {
  return { ok: false, reason };
}
