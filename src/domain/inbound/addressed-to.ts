import type { ArrivingMail } from './arriving-mail.ts';
import { addressesIn, type InboundMail } from './inbound-mail.ts';
import { type InboundAddress, type OurAddress, readOurAddress } from './our-addresses.ts';

/** Where a server notes whom the envelope named, and then what the writer typed. */
const FIELDS = ['x-original-to', 'delivered-to', 'envelope-to', 'x-envelope-to', 'to', 'cc'];

/** No mail to us has more that matter. */
const MOST_ADDRESSES = 200;

/**
 * Which address of ours a mail was for: by its envelope, or by its header where there is none, or where a server on the way left the mailbox of it
 * and nothing more. One with a token says more than one with a purpose, and that more than none.
 */
export function addressedTo(
  mail: InboundMail,
  envelope: ArrivingMail['envelope'],
  inbound: InboundAddress,
): OurAddress {
  const told = best((envelope?.to ?? []).slice(0, MOST_ADDRESSES), inbound);
  if (told.purpose !== null) return told;
  const written = FIELDS.flatMap((field) =>
    mail.headers.filter(({ name }) => name === field).flatMap(({ value }) => addressesIn(value)),
  );
  return best(written.slice(0, MOST_ADDRESSES), inbound);
}

function best(addresses: readonly string[], inbound: InboundAddress): OurAddress {
  const ours = addresses.map((one) => readOurAddress(inbound, one)).filter((one) => one !== null);
  return (
    ours.find(({ token }) => token !== '') ??
    ours.find(({ purpose }) => purpose !== null) ?? { purpose: null, token: '' }
  );
}
