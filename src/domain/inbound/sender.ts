import { addressesIn, hasHeader, header, type InboundMail } from './inbound-mail.ts';
import { DAEMON } from './phrases/notices.ts';
import { folded } from './phrases/phrase.ts';

/** Whether a mail was sent from nobody, as reports are (RFC 5321 4.5.5). */
export function isNullSender(mail: InboundMail): boolean {
  return hasHeader(mail, 'return-path') && /^<?\s*>?$/.test(header(mail, 'return-path').trim());
}

/** Whether the sender calls itself a mail server. A postmaster who has a name, and an envelope to be answered at, is a person. */
export function isDaemon(mail: InboundMail): boolean {
  const from = header(mail, 'from') || header(mail, 'sender');
  const [address] = addressesIn(from);
  if (address === undefined) return /^[\s<>]*$/.test(from) || DAEMON.test(folded(from));
  const name = folded(from.replace(address, ' ').replace(/[<>"()]/g, ' ')).trim();
  if (name !== '' && !DAEMON.test(name) && isFromItself(mail, address)) return false;
  const local = address.slice(0, address.lastIndexOf('@'));
  return DAEMON.test(name) || DAEMON.test(folded(local));
}

function isFromItself(mail: InboundMail, address: string): boolean {
  return addressesIn(header(mail, 'return-path'))[0]?.toLowerCase() === address.toLowerCase();
}
