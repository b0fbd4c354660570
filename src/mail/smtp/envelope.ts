import type { OutgoingMail } from '../relay/relay.ts';
import type { Capabilities } from './capabilities.ts';
import { bounceNames, bounceRecipient } from './delivery-notice.ts';
import { octets } from './octets.ts';
import type { WireForm } from './wire-form.ts';

/** Why one mail cannot go through this server: a fault of this mail alone. */
export interface Unsendable {
  readonly fault: 'address' | 'message';
  readonly detail: string;
}

/** RFC 5321 4.5.3.1.3: 256 with the angle brackets. In octets. */
const MAX_ADDRESS = 254;

/** ASCII that can stand between angle brackets, and not too long: nearly every address. */
const PLAIN = /^[!-;=?-~]{1,254}$/;

/** What keeps this mail from this server, known before a word of it is said; null when nothing does. */
export function unsendable(mail: OutgoingMail, form: WireForm, can: Capabilities): Unsendable | null {
  const fault = envelopeFault(mail.envelope, can);
  if (fault !== null) return { fault: 'address', detail: fault };
  if (form.eightBit === 'header' && !can.smtpUtf8)
    return message('the header is not ASCII, and the relay does not offer SMTPUTF8');
  if (form.eightBit !== 'none' && !can.eightBitMime)
    return message('the message is not ASCII, and the relay does not offer 8BITMIME');
  const limit = can.size?.limit ?? null;
  if (limit !== null && form.size > limit)
    return message(`the message has ${form.size} bytes, and the relay takes at most ${limit}`);
  return null;
}

/**
 * MAIL with the parameters that this server offers and this mail needs (RFC 1870, 6152, 6531, 3461), and RCPT; each with its line end, as
 * octets, and none longer than the 512 of RFC 5321 4.5.3.1.4, although extensions would allow for more.
 */
export function envelopeCommands(mail: OutgoingMail, form: WireForm, can: Capabilities) {
  const { from, to } = mail.envelope;
  const plain = isPlain(mail.envelope);
  const size = can.size === null ? '' : ` SIZE=${form.size}`;
  const body = form.eightBit === 'none' ? '' : ' BODY=8BITMIME';
  const utf8 = plain && form.eightBit !== 'header' ? '' : ' SMTPUTF8';
  const [whose, whom] = can.dsn ? [bounceNames(mail.messageId), bounceRecipient(to)] : ['', ''];
  const commands = {
    mail: `MAIL FROM:<${from}>${size}${body}${utf8}${whose}\r\n`,
    rcpt: `RCPT TO:<${to}>${whom}\r\n`,
  };
  return plain ? commands : { mail: octets(commands.mail), rcpt: octets(commands.rcpt) };
}

function isPlain({ from, to }: OutgoingMail['envelope']): boolean {
  return PLAIN.test(to) && (from === '' || PLAIN.test(from));
}

function envelopeFault(envelope: OutgoingMail['envelope'], can: Capabilities): string | null {
  if (isPlain(envelope)) return null;
  const { from, to } = envelope;
  const fault = addressFault(to) ?? (from === '' ? null : addressFault(from));
  if (fault !== null) return fault;
  return can.smtpUtf8 ? null : 'the address is not ASCII, and the relay does not offer SMTPUTF8';
}

/** Nothing that could end a command or leave the angle brackets gets on the wire. */
function addressFault(address: string): string | null {
  if (address === '') return 'the address is empty';
  if (/[\p{Cc}\s<>]/u.test(address)) return 'the address has a character that cannot stand in it';
  if (Buffer.byteLength(address) > MAX_ADDRESS) return `the address is longer than ${MAX_ADDRESS} bytes`;
  return null;
}

function message(detail: string): Unsendable {
  return { fault: 'message', detail };
}
