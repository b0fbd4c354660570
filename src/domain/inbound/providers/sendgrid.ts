import { type KeyObject, verify } from 'node:crypto';
import { HOUR, type Instant } from '../../../core/clock.ts';
import { type Bounce, type EventReading, type EventRequest, type Feedback, refused } from '../feedback.ts';
import { isFresh, secondsIn } from './freshness.ts';
import { addressOf, type Fields, fieldsOf, parseJson, secondsOf, textOf } from './json.ts';
import { judgeBounce, type ProviderVerdict, statusIn } from './judge-bounce.ts';

/** SendGrid goes on trying for a day. */
const LIFETIME = 25 * HOUR;

/**
 * Reads a batch of SendGrid's event webhook, signed with ECDSA over timestamp and body.
 * @param publicKey the "verification key" of the signed event webhook, on the curve P-256
 */
export function readSendgrid(request: EventRequest, publicKey: KeyObject, now: Instant): EventReading {
  const timestamp = request.header('x-twilio-email-event-webhook-timestamp');
  const signature = request.header('x-twilio-email-event-webhook-signature');
  if (timestamp === null || signature === null) return refused(401, 'it is not signed');
  const signed = Buffer.concat([Buffer.from(timestamp), request.body]);
  if (!verify('sha256', signed, publicKey, Buffer.from(signature, 'base64')))
    return refused(401, 'its signature is not made with the key that belongs to ours');
  if (!isFresh(secondsIn(timestamp), now, LIFETIME)) return refused(401, 'its signature is too old');
  const batch = parseJson(request.body.toString('utf8'));
  if (!Array.isArray(batch)) return refused(400, 'it holds no list of events');
  const events = batch.map(fieldsOf).filter((event) => event !== null);
  return { kind: 'events', feedback: events.map(feedbackIn).filter((told) => told !== null), nonce: null };
}

/** Null for what is no concern of ours, such as an opened mail. */
function feedbackIn(event: Fields): Feedback | null {
  const eventId = textOf(event, 'sg_event_id');
  if (eventId === null) return null;
  const told = {
    eventId,
    at: secondsOf(event, 'timestamp'),
    address: addressOf(event, 'email'),
    messageId: textOf(event, 'smtp-id'),
    providerId: textOf(event, 'sg_message_id'),
    detail: textOf(event, 'reason') ?? textOf(event, 'response'),
  };
  const status = statusIn(textOf(event, 'status')) ?? statusIn(told.detail);
  switch (textOf(event, 'event')) {
    case 'bounce':
      return { ...told, kind: 'bounce', ...bounceIn(event, status) };
    case 'blocked':
      return { ...told, kind: 'bounce', ...judgeBounce(status, BLOCKED) };
    case 'dropped':
      return { ...told, ...dropIn(told.detail) };
    case 'deferred':
      return { ...told, kind: 'delay', status };
    case 'delivered':
      return { ...told, kind: 'delivered' };
    case 'spamreport':
      return { ...told, kind: 'complaint' };
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { ...told, kind: 'unsubscribe' };
    default:
      return null;
  }
}

const BLOCKED: ProviderVerdict = { permanent: false, reason: 'policy' };

/** A bounce is for good, unless it is of the type `blocked`, or is classed as something else than the address. */
function bounceIn(event: Fields, status: string | null): Bounce {
  if (textOf(event, 'type') === 'blocked') return judgeBounce(status, BLOCKED);
  const named = textOf(event, 'bounce_classification');
  const verdict = named === null ? UNCLASSED : CLASSES[named.toLowerCase()];
  return judgeBounce(status, verdict ?? { permanent: true, reason: 'unclear' });
}

const UNCLASSED: ProviderVerdict = { permanent: true, reason: 'mailbox-unknown' };

const CLASSES: Readonly<Record<string, ProviderVerdict>> = {
  'invalid address': UNCLASSED,
  'mailbox unavailable': { permanent: true, reason: 'mailbox-full' },
  content: { permanent: true, reason: 'policy' },
  reputation: { permanent: true, reason: 'policy' },
  'frequency or volume too high': { permanent: false, reason: 'policy' },
  technical: { permanent: false, reason: 'unclear' },
};

type Drop =
  | ({ readonly kind: 'bounce' } & Bounce)
  | { readonly kind: 'complaint' }
  | { readonly kind: 'unsubscribe' };

/** Not sent at all, because of what was known of the address, or because of something on our side. */
function dropIn(reason: string | null): Drop {
  switch (reason?.toLowerCase()) {
    case 'bounced address':
    case 'invalid':
      return { kind: 'bounce', ...judgeBounce(null, UNCLASSED) };
    case 'spam reporting address':
      return { kind: 'complaint' };
    case 'unsubscribed address':
      return { kind: 'unsubscribe' };
    default:
      return { kind: 'bounce', ...judgeBounce(null, { permanent: false, reason: 'unclear' }) };
  }
}
