import { type InboundAddress, readOurAddress } from './our-addresses.ts';

/** Who runs a domain can be reached there (RFC 5321 4.5.1, RFC 2142). */
const DUTIES = ['postmaster', 'abuse'];

/**
 * Whether mail for an address is ours by what the address says: it has a purpose, is the mailbox itself, or is one that each domain must have.
 * @param address with its domain in lower case and A-labels
 */
export function isInboundRecipient(inbound: InboundAddress, address: string): boolean {
  const read = readOurAddress(inbound, address);
  if (read === null) return false;
  if (read.purpose !== null) return true;
  const local = address.slice(0, address.lastIndexOf('@')).toLowerCase();
  return inbound.local === null ? DUTIES.includes(local) : local === inbound.local;
}

/** Where the mail for a bare `postmaster` goes; null where the domain is not ours alone. */
export function postmasterOf({ local, domain }: InboundAddress): string | null {
  return local === null ? `postmaster@${domain}` : null;
}
