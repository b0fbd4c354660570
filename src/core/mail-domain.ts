import { domainToASCII, domainToUnicode } from 'node:url';

export type ReadDomain =
  | { readonly ok: true; readonly domain: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads what stands after the @: in lower case and A-labels (RFC 5890), as UTS 46 maps what people type. Lengths are those of RFC 1035 2.3.4.
 * One label alone, an IP address and names whose letters only look like others are refused, each with its reason.
 */
export function readMailDomain(typed: string): ReadDomain {
  const found = known.get(typed);
  if (found !== undefined) return found;
  const read = readAnew(typed);
  if (known.size >= MOST_KNOWN) known.clear();
  if (typed.length <= LONGEST_KNOWN) known.set(typed, read);
  return read;
}

/** A list of a million readers has a few thousand domains, and to read one takes longer than all the rest of its row. */
const known = new Map<string, ReadDomain>();
const MOST_KNOWN = 4_096;
/** No name has more characters (RFC 1035 2.3.4): nobody fills the memory with what is none. */
const LONGEST_KNOWN = 253;

function readAnew(typed: string): ReadDomain {
  const reason = typedFault(typed);
  if (reason !== null) return bad(reason);
  const domain = domainToASCII(typed).toLowerCase();
  const fault = domain === '' ? NO_DOMAIN : nameFault(domain);
  if (fault !== null) return bad(fault);
  const looks = domainToUnicode(domain).split('.').find(mixesAlphabets);
  return looks === undefined ? { ok: true, domain } : bad(`"${looks}" mixes letters of different alphabets`);
}

const NO_DOMAIN = 'the part after the @ is not a domain name';

/** Before it is mapped, as the mapping takes `1.2.3`, `%41` and much else for what nobody meant. */
function typedFault(typed: string): string | null {
  if (typed === '') return 'the part after the @ is missing';
  if (/^\[.*\]$/.test(typed) || /^[\d.]+$/.test(typed)) return 'an IP address after the @ is not supported';
  if (/[.。．｡]$/.test(typed)) return 'the dot at the end is too much';
  if (/^[.。．｡]|[.。．｡]{2}/.test(typed)) return 'a dot after the @ is in the wrong place';
  return /[^\p{L}\p{M}\p{N}.。．｡·・-]/u.test(typed)
    ? 'the part after the @ has a character that is not allowed'
    : null;
}

function nameFault(domain: string): string | null {
  const labels = domain.split('.');
  if (domain.length > 253) return 'the part after the @ is too long (at most 253 characters)';
  if (labels.some((label) => label.length > 63))
    return 'a part between the dots after the @ is too long (at most 63 characters)';
  // `localhost` is accepted for mail that never leaves the machine; other single labels are typing mistakes.
  if (labels.length < 2 && domain !== 'localhost')
    return 'the part after the @ is not a domain name: it has no dot';
  const isName = labels.every((label) => /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(label));
  return isName && !/^\d+$/.test(labels.at(-1) ?? '') ? null : NO_DOMAIN;
}

/** Alphabets that are written together: the "highly restrictive" level of UTS 39 5.2. Digits and marks belong to all. */
const WRITTEN_TOGETHER = [
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+$/u,
  /^[\p{Script=Han}\p{Script=Bopomofo}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+$/u,
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]+$/u,
];

function mixesAlphabets(label: string): boolean {
  if (WRITTEN_TOGETHER.some((together) => together.test(label))) return false;
  const scripts = LETTERS.filter((letters) => letters.test(label)).length;
  return scripts > 1;
}

/** Those with letters that look like others', and Latin. */
const LETTERS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Arabic}/u,
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u,
];

function bad(reason: string): ReadDomain {
  return { ok: false, reason };
}
