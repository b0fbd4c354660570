import { type EmailAddress, parseEmailAddress } from '../../core/email-address.ts';
import type { ArrivingMail } from './arriving-mail.ts';
import { isAutoReply } from './auto-reply.ts';
import { header, type InboundMail } from './inbound-mail.ts';
import { type InboundAddress, readOurAddress } from './our-addresses.ts';
import { isDaemon, isNullSender } from './sender.ts';

/** How we know what is ours. */
export interface OurMarks {
  readonly address: InboundAddress;
  /** Whether we made this Message-ID: its MAC says so. */
  readonly madeByUs: (messageId: string) => boolean;
}

/**
 * Why a mail gets no answer. `loop`: it was here before, or has passed through so many servers that it must be going round; `ours`: it says that it
 * comes from us; `null-sender`, `automatic`, `list`: no person sent it, or it went to many; `no-sender`: not one address that it is from.
 */
export type NoAnswer = 'loop' | 'ours' | 'null-sender' | 'automatic' | 'list' | 'no-sender';

export type MayAnswer =
  | { readonly ok: true; readonly sender: EmailAddress }
  | { readonly ok: false; readonly why: NoAnswer };

/** No mail has that many servers behind it that is not going round. RFC 5321 6.3 asks for at least 100 before one is refused. */
const MOST_RECEIVED = 50;

/**
 * Whether a mail may be answered by us, who are a machine, and whose it is (RFC 3834 section 2). How often one sender is answered is for the
 * store to say. Two robots that answer each other would go on for ever: when in doubt, no.
 */
export function mayAnswer(mail: InboundMail, envelope: ArrivingMail['envelope'], ours: OurMarks): MayAnswer {
  const sender = senderOf(mail);
  const why = machineSign(mail, envelope, ours) ?? (sender === null ? 'no-sender' : null);
  if (why !== null || sender === null) return { ok: false, why: why ?? 'no-sender' };
  return { ok: true, sender };
}

function machineSign(
  mail: InboundMail,
  envelope: ArrivingMail['envelope'],
  ours: OurMarks,
): Exclude<NoAnswer, 'no-sender'> | null {
  if (isGoingRound(mail, ours)) return 'loop';
  if (isFromUs(mail, envelope, ours)) return 'ours';
  if (envelope?.from === '' || isNullSender(mail)) return 'null-sender';
  if (isAutomatic(mail)) return 'automatic';
  return isForMany(mail) ? 'list' : null;
}

/** A message of ours, or one that we handed on, has come back. */
function isGoingRound(mail: InboundMail, { madeByUs }: OurMarks): boolean {
  const received = mail.headers.filter(({ name }) => name === 'received').length;
  if (received >= MOST_RECEIVED) return true;
  return mail.headers.some(
    ({ name, value }) => (name === 'message-id' || name === 'resent-message-id') && madeByUs(value),
  );
}

function isFromUs(mail: InboundMail, envelope: ArrivingMail['envelope'], { address }: OurMarks): boolean {
  const sender = senderOf(mail);
  return [sender, envelope?.from ?? null].some(
    (one) => one !== null && readOurAddress(address, one) !== null,
  );
}

/** Any word but `no` of RFC 3834 5, whatever stands behind it. */
function isAutomatic(mail: InboundMail): boolean {
  const submitted =
    header(mail, 'auto-submitted')
      .toLowerCase()
      .split(/[;\s(]/, 1)[0] ?? '';
  return (submitted !== '' && submitted !== 'no') || isAutoReply(mail) || isDaemon(mail);
}

function isForMany(mail: InboundMail): boolean {
  if (/^(?:bulk|list|junk)\b/i.test(header(mail, 'precedence').trim())) return true;
  return mail.headers.some(({ name }) => name.startsWith('list-') || name === 'mailing-list');
}

/** The one address in the one From field (RFC 5322 3.6.2); null when there are none or several, or it is none that can be mailed. */
export function senderOf(mail: InboundMail): EmailAddress | null {
  const [from, ...more] = mail.headers.filter(({ name }) => name === 'from');
  if (from === undefined || more.length > 0) return null;
  const inBrackets = [...from.value.matchAll(/<([^<>]*)>/g)];
  if (inBrackets.length > 1) return null;
  const parsed = parseEmailAddress(inBrackets[0]?.[1] ?? from.value.replace(/\([^()]*\)/g, ' '));
  return parsed.ok ? parsed.address : null;
}
