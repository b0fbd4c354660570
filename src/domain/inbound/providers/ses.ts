import type { Instant } from '../../../core/clock.ts';
import type { Feedback } from '../feedback.ts';
import { addressOf, type Fields, fieldsOf, innerOf, instantOf, listOf, parseJson, textOf } from './json.ts';
import { judgeBounce, type ProviderVerdict, statusIn } from './judge-bounce.ts';

/**
 * What Amazon SES tells in the text of a verified notification: its feedback notifications and its event publishing differ in one name only.
 * A mail that Amazon made a new Message-ID for is known by the one that it had before, where the original headers are included.
 * @param snsId the notification's id, which is the same whenever it is sent again
 * @returns null when it is not JSON, as is what SNS sends to try a topic out
 */
export function readSes(message: string, snsId: string): readonly Feedback[] | null {
  const event = fieldsOf(parseJson(message));
  if (event === null) return null;
  const mail = innerOf(event, 'mail');
  const ofMail = { messageId: messageIdIn(mail), providerId: textOf(mail, 'messageId') };
  return recipientsIn(event, mail).map(({ recipient, at, what }, place) => ({
    ...what(recipient),
    ...ofMail,
    eventId: `${snsId} ${place}`,
    at,
    address: addressOf(recipient, 'emailAddress'),
    detail: textOf(recipient, 'diagnosticCode'),
  }));
}

type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
type Happened = Without<Feedback, 'messageId' | 'providerId' | 'eventId' | 'at' | 'address' | 'detail'>;

interface ToldOf {
  readonly recipient: Fields;
  readonly at: Instant | null;
  readonly what: (recipient: Fields) => Happened;
}

/** Everybody whom it is about, and what happened. Nobody for what is no concern of ours, such as an opened mail. */
function recipientsIn(event: Fields, mail: Fields): readonly ToldOf[] {
  const about = (name: string, list: string, what: ToldOf['what']): readonly ToldOf[] => {
    const happened = innerOf(event, name);
    const at = instantOf(happened, 'timestamp');
    return listOf(happened, list).map((recipient) => ({ recipient, at, what }));
  };
  switch (textOf(event, 'notificationType') ?? textOf(event, 'eventType')) {
    case 'Bounce':
      return about('bounce', 'bouncedRecipients', (recipient) =>
        bounceOf(innerOf(event, 'bounce'), recipient),
      );
    case 'Complaint':
      // A reader who took one of us out of the spam folder: that is good news.
      return textOf(innerOf(event, 'complaint'), 'complaintFeedbackType') === 'not-spam'
        ? []
        : about('complaint', 'complainedRecipients', () => ({ kind: 'complaint' }));
    case 'DeliveryDelay':
      return about('deliveryDelay', 'delayedRecipients', (recipient) => ({
        kind: 'delay',
        status: textOf(recipient, 'status'),
      }));
    case 'Subscription':
      return unsubscribedIn(event, mail);
    case 'Delivery':
      return deliveredIn(event);
    default:
      return [];
  }
}

function bounceOf(bounce: Fields, recipient: Fields): Happened {
  const status = statusIn(textOf(recipient, 'status')) ?? statusIn(textOf(recipient, 'diagnosticCode'));
  return { kind: 'bounce', ...judgeBounce(status, verdictOf(bounce)) };
}

/** Type and subtype, as the documentation of SES lists them. */
function verdictOf(bounce: Fields): ProviderVerdict {
  const permanent = textOf(bounce, 'bounceType') === 'Permanent';
  const subtype = textOf(bounce, 'bounceSubType') ?? '';
  // Also those on Amazon's lists, to whom it has stopped sending because they bounced.
  if (permanent) return { permanent, reason: DEAD.has(subtype) ? 'mailbox-unknown' : 'unclear' };
  return { permanent, reason: TRANSIENT[subtype] ?? 'unclear' };
}

const DEAD: ReadonlySet<string> = new Set(['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList']);

const TRANSIENT: Readonly<Record<string, ProviderVerdict['reason']>> = {
  MailboxFull: 'mailbox-full',
  MessageTooLarge: 'message-too-large',
  ContentRejected: 'policy',
  AttachmentRejected: 'policy',
};

function deliveredIn(event: Fields): readonly ToldOf[] {
  const delivery = innerOf(event, 'delivery');
  const at = instantOf(delivery, 'timestamp');
  return textsOf(delivery['recipients']).map((emailAddress) => ({
    recipient: { emailAddress },
    at,
    what: () => ({ kind: 'delivered' }),
  }));
}

/** The reader used a list that Amazon manages: SES names the one to whom the mail went. */
function unsubscribedIn(event: Fields, mail: Fields): readonly ToldOf[] {
  const at = instantOf(innerOf(event, 'subscription'), 'timestamp');
  const [emailAddress, ...more] = textsOf(mail['destination']);
  if (emailAddress === undefined || more.length > 0) return [];
  return [{ recipient: { emailAddress }, at, what: () => ({ kind: 'unsubscribe' }) }];
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function messageIdIn(mail: Fields): string | null {
  const header = listOf(mail, 'headers').find((one) => textOf(one, 'name')?.toLowerCase() === 'message-id');
  return (
    (header === undefined ? null : textOf(header, 'value')) ??
    textOf(innerOf(mail, 'commonHeaders'), 'messageId')
  );
}
