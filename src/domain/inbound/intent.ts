import type { EmailAddress } from '../../core/email-address.ts';
import { addressedTo } from './addressed-to.ts';
import type { ArrivingMail } from './arriving-mail.ts';
import type { Classified } from './classified.ts';
import { type ConfirmingReply, confirmingReply } from './confirming-reply.ts';
import { header, type InboundMail } from './inbound-mail.ts';
import type { IntentKind } from './kept-mail.ts';
import { type MayAnswer, mayAnswer, type OurMarks } from './may-answer.ts';
import type { OurAddress } from './our-addresses.ts';
import { readerCommand } from './reader-command.ts';

/** What a mail asks of us, with what is needed to do it. Tokens were checked by nobody yet. */
export type Intent =
  | { readonly kind: Extract<IntentKind, 'loop' | 'nothing' | 'person'> }
  /** `token`: of the address it came back to; empty for none. */
  | { readonly kind: 'report'; readonly token: string }
  /** Null: it does not say whose address that is. */
  | { readonly kind: 'subscribe'; readonly sender: EmailAddress | null }
  | { readonly kind: 'confirm'; readonly token: string; readonly reply: ConfirmingReply }
  /** Who leaves is said by the token, by the mail of ours that is replied to, or by the address it is from; and `sender` may be answered. */
  | {
      readonly kind: 'leave';
      readonly token: string;
      readonly repliesTo: readonly string[];
      readonly sender: EmailAddress | null;
    };

export interface ReadMail {
  readonly mail: InboundMail;
  readonly envelope: ArrivingMail['envelope'];
  readonly classified: Classified;
}

/** What a mail that came in asks of us: by what it is, by the address it was sent to, and by whether a person sent it. Pure. */
export function intentOf(read: ReadMail, ours: OurMarks): Intent {
  const { mail, envelope, classified } = read;
  const answer = mayAnswer(mail, envelope, ours);
  if (!answer.ok && answer.why === 'loop') return { kind: 'loop' };
  const to = addressedTo(mail, envelope, ours.address);
  switch (classified.kind) {
    case 'bounce':
    case 'delay':
    case 'complaint':
      return { kind: 'report', token: to.purpose === 'bounce' ? to.token : '' };
    case 'auto-reply':
      return { kind: 'nothing' };
    default:
      return intentOfWriter(mail, to, answer);
  }
}

function intentOfWriter(mail: InboundMail, to: OurAddress, answer: MayAnswer): Intent {
  const sender = answer.ok ? answer.sender : null;
  const isMachine = !answer.ok && answer.why !== 'no-sender';
  if (to.purpose === 'confirm' && to.token !== '')
    return answer.ok
      ? { kind: 'confirm', token: to.token, reply: confirmingReply(mail) }
      : { kind: 'nothing' };
  const command = readerCommand(mail);
  if (command === 'unsubscribe' || to.purpose === 'unsubscribe') {
    const token = to.purpose === 'unsubscribe' ? to.token : '';
    if (!isMachine) return { kind: 'leave', token, repliesTo: repliesTo(mail), sender };
  } else if (command === 'subscribe' || to.purpose === 'subscribe') {
    if (!isMachine) return { kind: 'subscribe', sender };
  }
  // A list that the author is on, say. Where only readers' wishes are taken, nobody looks for the others.
  return isMachine && to.purpose !== null ? { kind: 'nothing' } : { kind: 'person' };
}

/** More than a long thread has. */
const MOST_REFERENCES = 50;

/** The Message-IDs that a mail answers, the one it answers itself first, then backwards. */
export function repliesTo(mail: InboundMail): readonly string[] {
  const ids = (name: string): string[] => header(mail, name).match(/<[^<>\s]{3,250}>/g) ?? [];
  return [...ids('in-reply-to'), ...ids('references').reverse()].slice(0, MOST_REFERENCES);
}
