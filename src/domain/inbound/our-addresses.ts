import type { EmailAddress } from '../../core/email-address.ts';

/** What an address of ours is for. */
export const ADDRESS_PURPOSES = ['subscribe', 'unsubscribe', 'bounce', 'confirm'] as const;
export type AddressPurpose = (typeof ADDRESS_PURPOSES)[number];

/** Where our mail comes in. */
export interface InboundAddress {
  /** In lower case: of the one mailbox whose `local+anything@domain` reaches us; null when all mail of the domain does. */
  readonly local: string | null;
  /** In lower case and A-labels. */
  readonly domain: string;
}

/** What somebody wrote to. */
export interface OurAddress {
  /** Null: an address for people, such as the mailbox itself. */
  readonly purpose: AddressPurpose | null;
  /** What stands behind the purpose, in lower case; the empty string for none. Checked by nobody yet. */
  readonly token: string;
}

/** `unsubscribe+token@domain`, or `local+unsubscribe+token@domain` where one mailbox is all we have (sub-addressing, RFC 5233). */
export function ourAddress(
  { local, domain }: InboundAddress,
  purpose: AddressPurpose,
  token = '',
): EmailAddress {
  const words = [...(local === null ? [] : [local]), purpose, ...(token === '' ? [] : [token])];
  // Letters, digits and `+` before a domain that was read: no other form can come of it.
  return `${words.join('+')}@${domain}` as EmailAddress;
}

/**
 * What an address of ours is for; null when it is not at our domain. Where all mail of a domain comes to us both forms are read,
 * and so is `anything+subscribe`. Pure: whether anybody takes mail there besides is decided elsewhere.
 */
export function readOurAddress(inbound: InboundAddress, address: string): OurAddress | null {
  const at = address.lastIndexOf('@');
  if (at < 1 || address.slice(at + 1).toLowerCase() !== inbound.domain) return null;
  const words = address.slice(0, at).toLowerCase().split('+');
  if (inbound.local !== null && words[0] !== inbound.local) return null;
  const [first = '', second = ''] = words.slice(-2);
  // The purpose comes last, or before its token.
  if (isPurpose(words.at(-1)) && (words.length > 1 || inbound.local === null))
    return { purpose: words.at(-1) as AddressPurpose, token: '' };
  if (words.length > 1 && isPurpose(first) && (words.length > 2 || inbound.local === null))
    return { purpose: first, token: second };
  return { purpose: null, token: '' };
}

function isPurpose(word: string | undefined): word is AddressPurpose {
  return ADDRESS_PURPOSES.some((purpose) => purpose === word);
}
