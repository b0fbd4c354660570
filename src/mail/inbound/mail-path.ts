import { domainToASCII } from 'node:url';

/** An address of an envelope with its domain in lower case and A-labels, however the client wrote it. The local part stays as it is. */
export function plainPath(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return address;
  const typed = address.slice(at + 1);
  return `${address.slice(0, at)}@${domainToASCII(typed) || typed.toLowerCase()}`;
}
