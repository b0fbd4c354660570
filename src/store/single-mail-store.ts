import type { Instant } from '../core/clock.ts';
import type { Settlement } from '../domain/deliveries/delivery.ts';
import type { RelayLimits } from '../domain/deliveries/limits.ts';
import type { RelayId } from '../domain/deliveries/relay-record.ts';
import type { BegunSingleMail, NewSingleMail, SingleMailId } from '../domain/deliveries/single-mail.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';

/** Mails to one person, kept until they are sent: begun, sent and settled like deliveries. */
export interface SingleMailStore {
  /** Writes a mail to be sent. False when one with this key was ever written: it is not sent again. */
  enqueueMail(mail: NewSingleMail, at: Instant): Promise<boolean>;
  /** Claims up to `room` mails, as far as the limits of the relays allow; what is begun is counted against them, like deliveries. */
  beginMails(claim: SingleClaim, epoch: number, at: Instant): Promise<readonly BegunSingleMail[]>;
  /** When the next mail may go, as far as the mails know: 0 when one waits for its first attempt, null when none waits. */
  nextMailAt(): Promise<Instant | null>;
  settleMails(settlements: readonly SingleSettlement[], epoch: number, at: Instant): Promise<void>;
  /** Whom a mail was for; null when it was no reader, or went elsewhere in test mode. */
  readerOfMail(id: SingleMailId): Promise<SubscriberId | null>;
  /** How many are in each state: for `status`. */
  countMails(): Promise<
    Readonly<Record<'queued' | 'sending' | 'deferred' | 'sent' | 'failed' | 'uncertain', number>>
  >;
}

export interface SingleClaim {
  readonly room: number;
  /** In order of preference. */
  readonly relays: readonly { readonly id: RelayId; readonly limits: RelayLimits }[];
  /** Test mode: begun mails are recorded as sent elsewhere. */
  readonly test: boolean;
}

export interface SingleSettlement {
  readonly id: SingleMailId;
  readonly relay: RelayId;
  readonly settlement: Settlement;
}
