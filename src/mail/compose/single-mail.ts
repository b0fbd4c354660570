import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import { unsubscribeHeaders } from './edition-mail.ts';
import type { MailName } from './mailbox-name.ts';
import { type ComposedMail, composeMime, type EmbeddedPicture, type Header } from './mime.ts';

/** A mail to one person, rendered. */
export interface RenderedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  /** Those that the HTML shows by `cid:`; none by default. */
  readonly pictures?: readonly EmbeddedPicture[];
}

export interface SingleMailHeaders {
  readonly from: MailName;
  readonly replyTo: MailName | null;
  readonly envelopeFrom: string;
  readonly to: EmailAddress;
  /** In test mode only: where the mail goes instead. */
  readonly redirectedTo?: EmailAddress;
  readonly date: Instant;
  /** From `messageIdFor`: the same on every retry. */
  readonly messageId: string;
  /** The Message-ID of the mail that this one answers, where it answers one that has any. */
  readonly inReplyTo?: string;
  /** Set on a welcome: the reader is on the list and can leave from here. Null on confirmations and notices. */
  readonly unsubscribe: WayOut | null;
}

/** How one reader leaves. */
export interface WayOut {
  /** Takes the one-click POST of RFC 8058, and shows a button to a person. */
  readonly url: string;
  /** Takes a mail in the place of that POST; null where no mail comes in. */
  readonly address: EmailAddress | null;
}

/** Composes a mail to one person, marked as sent by a machine (RFC 3834). The same arguments give the same bytes. */
export async function composeSingleMail(
  mail: RenderedMail,
  headers: SingleMailHeaders,
): Promise<ComposedMail> {
  const { unsubscribe } = headers;
  const leaving = unsubscribe === null ? [] : unsubscribeHeaders(unsubscribe.url, unsubscribe.address);
  return composeMime({
    from: headers.from,
    replyTo: headers.replyTo,
    // No name: a confirmation shows nothing that a stranger typed into the form.
    to:
      headers.redirectedTo === undefined
        ? { name: null, address: headers.to }
        : { name: headers.to, address: headers.redirectedTo },
    envelopeFrom: headers.envelopeFrom,
    subject: mail.subject,
    date: headers.date,
    messageId: headers.messageId,
    headers: [...answering(headers.inReplyTo), ...leaving],
    html: mail.html,
    text: mail.text,
    pictures: mail.pictures ?? [],
  });
}

/** RFC 3834 section 5, and 3.1.5 of what answers. */
function answering(inReplyTo: string | undefined): readonly Header[] {
  if (inReplyTo === undefined) return [['Auto-Submitted', 'auto-generated']];
  return [
    ['Auto-Submitted', 'auto-replied'],
    ['In-Reply-To', inReplyTo],
    ['References', inReplyTo],
  ];
}
