import { isSameText } from '../../../core/same-text.ts';
import { type EventReading, type EventRequest, type Feedback, refused } from '../feedback.ts';
import { addressOf, type Fields, fieldsOf, instantOf, parseJson, textOf } from './json.ts';
import { judgeBounce, type ProviderVerdict, statusIn } from './judge-bounce.ts';

export interface PostmarkSettings {
  /** What stands in the path of the URL. */
  readonly secret: string;
  /** `user:password`, when the URL has them too. */
  readonly login: string | null;
}

/** Reads a webhook of Postmark, which signs nothing: who knows the secret path, and the password if there is one, is believed. */
export function readPostmark(request: EventRequest, { secret, login }: PostmarkSettings): EventReading {
  if (request.pathSecret === null || !isSameText(request.pathSecret, secret))
    return refused(401, 'its path has not our secret');
  if (login !== null && !isSameText(loginOf(request), login))
    return refused(401, 'it has not our user name and password');
  const event = fieldsOf(parseJson(request.body.toString('utf8')));
  if (event === null) return refused(400, 'it is no JSON');
  const feedback = feedbackIn(event);
  return { kind: 'events', feedback: feedback === null ? [] : [feedback], nonce: null };
}

/** RFC 7617; empty when there is none. */
function loginOf(request: EventRequest): string {
  const [, encoded = ''] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(request.header('authorization') ?? '') ?? [];
  return Buffer.from(encoded, 'base64').toString('utf8');
}

/** Null for what is no concern of ours, such as an opened mail. */
function feedbackIn(event: Fields): Feedback | null {
  const told = {
    address: addressOf(event, 'Email') ?? addressOf(event, 'Recipient'),
    messageId: messageIdIn(event['Content']),
    providerId: textOf(event, 'MessageID'),
    detail: textOf(event, 'Details') ?? textOf(event, 'Description'),
  };
  const type = textOf(event, 'RecordType');
  const id = textOf(event, 'ID') ?? `${told.providerId}`;
  switch (type) {
    case 'Bounce':
      return bounceIn(event, { ...told, eventId: `bounce ${id}`, at: instantOf(event, 'BouncedAt') });
    case 'SpamComplaint':
      return {
        ...told,
        kind: 'complaint',
        eventId: `complaint ${id}`,
        at: instantOf(event, 'BouncedAt'),
      };
    case 'SubscriptionChange': {
      const at = instantOf(event, 'ChangedAt');
      const eventId = `subscription ${told.providerId} ${told.address} ${textOf(event, 'ChangedAt')}`;
      return changeIn(event, { ...told, eventId, at });
    }
    case 'Delivery':
      return {
        ...told,
        kind: 'delivered',
        eventId: `delivery ${told.providerId} ${told.address}`,
        at: instantOf(event, 'DeliveredAt'),
      };
    default:
      return null;
  }
}

type ToldByPostmark = Omit<Extract<Feedback, { kind: 'complaint' }>, 'kind'>;

function bounceIn(event: Fields, told: ToldByPostmark): Feedback | null {
  const type = textOf(event, 'Type') ?? '';
  const status = statusIn(told.detail);
  if (type === 'SpamComplaint') return { ...told, kind: 'complaint' };
  if (type === 'Unsubscribe') return { ...told, kind: 'unsubscribe' };
  if (type === 'Transient') return { ...told, kind: 'delay', status };
  if (NO_BOUNCES.has(type)) return null;
  return {
    ...told,
    kind: 'bounce',
    ...judgeBounce(status, VERDICTS[type] ?? { permanent: false, reason: 'unclear' }),
  };
}

/** An address came onto Postmark's list, so that nothing more goes to it. What lifts that there, lifts nothing here. */
function changeIn(event: Fields, told: ToldByPostmark): Feedback | null {
  if (event['SuppressSending'] !== true) return null;
  switch (textOf(event, 'SuppressionReason')) {
    case 'HardBounce':
      return {
        ...told,
        kind: 'bounce',
        ...judgeBounce(null, { permanent: true, reason: 'mailbox-unknown' }),
      };
    case 'SpamComplaint':
      return { ...told, kind: 'complaint' };
    case 'ManualSuppression':
      // By the reader's own hand, that is; the author may put addresses there for reasons of theirs.
      return textOf(event, 'Origin') === 'Recipient' ? { ...told, kind: 'unsubscribe' } : null;
    default:
      return null;
  }
}

/** Answers of machines and people, which Postmark counts as bounces. */
const NO_BOUNCES: ReadonlySet<string> = new Set([
  'AutoResponder',
  'AddressChange',
  'ChallengeVerification',
  'OpenRelayTest',
  'Subscribe',
]);

const VERDICTS: Readonly<Record<string, ProviderVerdict>> = {
  HardBounce: { permanent: true, reason: 'mailbox-unknown' },
  BadEmailAddress: { permanent: true, reason: 'mailbox-unknown' },
  Blocked: { permanent: true, reason: 'policy' },
  SpamNotification: { permanent: true, reason: 'policy' },
  DMARCPolicy: { permanent: true, reason: 'policy' },
  VirusNotification: { permanent: true, reason: 'policy' },
};

/** Postmark gives mails ids of its own; ours is in the returned text, where the webhook includes that. */
function messageIdIn(content: unknown): string | null {
  const text = typeof content === 'string' ? content : '';
  return /^message-id:[ \t]*(<[^<>\s]{1,250}>)/im.exec(text)?.[1] ?? null;
}
