import type { Instant } from '../core/clock.ts';
import type { NewSingleMail } from '../domain/deliveries/single-mail.ts';
import type { Classified, InboundKind } from '../domain/inbound/classified.ts';
import type { InboundId, IntentKind, KeptMail, Outcome, PassedOn } from '../domain/inbound/kept-mail.ts';
import type { SubscriberId } from '../domain/readers/subscriber.ts';

export interface NewInboundMail extends Omit<KeptMail, 'id' | 'receivedAt' | 'size' | 'state'> {
  /** The whole message, as it came. */
  readonly raw: Buffer;
  /** Keyed hash of the address it is from: whoever is erased has their mails erased. Null: it says no address. */
  readonly senderHash: string | null;
}

/** What was done about a mail. */
export interface AppliedMail {
  readonly outcome: Outcome;
  readonly reader: SubscriberId | null;
  /** What goes out because of it, and what that is to its sender. Whatever was written under this key before is not written again. */
  readonly passOn: { readonly as: PassedOn; readonly mail: NewSingleMail } | null;
}

/** How the mails that are kept stand. */
export interface InboundCount {
  /** All that are kept. */
  readonly kept: number;
  /** Of these, whose turn has not come yet. */
  readonly waiting: number;
  /** That could not be applied. */
  readonly failed: number;
  /** Reports that nothing proves to be about our mail, and wishes of people whom we do not know. */
  readonly aboutNobody: number;
}

/** Mails that came in. */
export interface InboundStore {
  /** Keeps a mail. Null when it came before, by whichever way and however long ago: it is not kept again. */
  keepInbound(mail: NewInboundMail, at: Instant): Promise<InboundId | null>;
  inboundMail(id: InboundId): Promise<KeptMail | null>;
  /** The message, as it came; null once it is forgotten. */
  inboundRaw(id: InboundId): Promise<Buffer | null>;
  /** Newest first, before `before`, at most `limit`. */
  inboundMails(
    kind: InboundKind | null,
    before: InboundId | null,
    limit: number,
  ): Promise<readonly KeptMail[]>;
  /** What is kept and not applied, oldest first, after `after`. */
  unappliedInbound(after: InboundId | null, limit: number): Promise<readonly InboundId[]>;
  /** Writes down what was done, with the mail that goes out because of it. False when it had been applied already: nothing is written then. */
  settleInbound(id: InboundId, done: AppliedMail, at: Instant): Promise<boolean>;
  /** Applying broke. After so many times it is `failed`, and left alone until somebody asks for it. */
  noteInboundFault(id: InboundId, most: number, at: Instant): Promise<void>;
  /** It is read differently now, or to be applied once more: it waits as if it had just come. False when it is not kept any more. */
  reopenInbound(id: InboundId, as: { classified: Classified; intent: IntentKind }): Promise<boolean>;
  countInbound(): Promise<InboundCount>;
  /** Forgets up to `limit` mails that came before. That they came is not forgotten. Returns how many. */
  forgetInbound(before: Instant, limit: number): Promise<number>;
}
