import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { InboundId } from '../inbound/kept-mail.ts';
import type { SubscriberId } from '../readers/subscriber.ts';
import type { EditionId } from './delivery.ts';
import type { RelayId } from './relay-record.ts';

declare const singleMailIdBrand: unique symbol;
export type SingleMailId = number & { readonly [singleMailIdBrand]: true };

/** A mail to one person that belongs to no edition. Rendered when it is sent, from what is kept here. */
export type SingleMailContent =
  | { readonly kind: 'confirm'; readonly subscriber: SubscriberId }
  | { readonly kind: 'welcome'; readonly subscriber: SubscriberId }
  /** The way out for someone who lost every mail. */
  | { readonly kind: 'leave'; readonly subscriber: SubscriberId }
  /** The way to the preferences, for someone who lost every mail. */
  | { readonly kind: 'preferences'; readonly subscriber: SubscriberId }
  /** To an address that a reader asked to have their mail at: is it yours? The hash says which one, when they ask for another. */
  | { readonly kind: 'new-address'; readonly subscriber: SubscriberId; readonly addressHash: string }
  /** To the address that a reader has just left for another. */
  | { readonly kind: 'address-changed'; readonly subscriber: SubscriberId }
  /** Fortnight to the author: something happened, or needs a decision. */
  | { readonly kind: 'notice'; readonly notice: Notice }
  /** The answer to a mail by which a reader left: it worked, and the way back. `inReplyTo`: the Message-ID of theirs, if it had one. */
  | { readonly kind: 'farewell'; readonly subscriber: SubscriberId; readonly inReplyTo: string | null }
  /** A person's mail, handed on to the author as it came. */
  | { readonly kind: 'forward'; readonly inbound: InboundId }
  /** The edition as its readers will get it, to the author, with Hold and Send-now links. */
  | { readonly kind: 'preview'; readonly edition: EditionId };

export interface Notice {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
}

export interface NewSingleMail {
  /** A second mail with the same key is not written: so the author is told once, and a form pressed twice mails once. */
  readonly key: string;
  readonly to: EmailAddress;
  readonly content: SingleMailContent;
}

export interface BegunSingleMail {
  readonly id: SingleMailId;
  readonly key: string;
  readonly to: EmailAddress;
  readonly content: SingleMailContent;
  readonly createdAt: Instant;
  readonly attempt: number;
  readonly firstBegunAt: Instant;
  /** The relay whose limits it was begun under, and which it is to be handed to. */
  readonly relay: RelayId;
}
