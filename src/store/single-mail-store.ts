import type { Instant } from '../core/clock.ts';
import type { Settlement } from '../domain/deliveries/delivery.ts';
import type { BegunSingleMail, NewSingleMail, SingleMailId } from '../domain/deliveries/single-mail.ts';

/** Mails to one person, kept until they are sent: begun, sent and settled like deliveries. */
export interface SingleMailStore {
  /** Writes a mail to be sent. False when one with this key was ever written: it is not sent again. */
  enqueueMail(mail: NewSingleMail, at: Instant): Promise<boolean>;
  beginMails(limit: number, epoch: number, at: Instant): Promise<readonly BegunSingleMail[]>;
  settleMails(
    settlements: readonly { readonly id: SingleMailId; readonly settlement: Settlement }[],
    epoch: number,
    at: Instant,
  ): Promise<void>;
  /** How many are in each state: for `status`. */
  countMails(): Promise<
    Readonly<Record<'queued' | 'sending' | 'deferred' | 'sent' | 'failed' | 'uncertain', number>>
  >;
}
