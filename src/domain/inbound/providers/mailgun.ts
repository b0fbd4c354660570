import { createHmac } from 'node:crypto';
import { HOUR, type Instant } from '../../../core/clock.ts';
import { isSameText } from '../../../core/same-text.ts';
import { type EventReading, type EventRequest, type Feedback, refused } from '../feedback.ts';
import { isFresh, secondsIn } from './freshness.ts';
import { addressOf, type Fields, fieldsOf, innerOf, parseJson, secondsOf, textOf } from './json.ts';
import { judgeBounce, type ProviderVerdict, statusIn } from './judge-bounce.ts';

/** Mailgun goes on trying for eight hours, and may then still show the signature of the first time. */
const LIFETIME = 9 * HOUR;

/**
 * Reads a webhook of Mailgun. The signature (HMAC-SHA256 of timestamp and token) does not cover the event: so the token is given as a nonce, which
 * whoever records the events must take for this body only.
 * @param signingKey the "HTTP webhook signing key" of the account
 */
export function readMailgun(request: EventRequest, signingKey: string, now: Instant): EventReading {
  const body = fieldsOf(parseJson(request.body.toString('utf8')));
  if (body === null) return refused(401, 'it is no JSON, and so has no signature');
  const { timestamp, token, signature } = signatureIn(body);
  if (timestamp === null || token === null || signature === null) return refused(401, 'it is not signed');
  const expected = createHmac('sha256', signingKey).update(`${timestamp}${token}`).digest('hex');
  if (!isSameText(signature, expected)) return refused(401, 'its signature is not made with our key');
  if (!isFresh(secondsIn(timestamp), now, LIFETIME)) return refused(401, 'its signature is too old');
  const event = fieldsOf(body['event-data']);
  if (event === null) return refused(400, 'it holds no event');
  const feedback = feedbackIn(event);
  return { kind: 'events', feedback: feedback === null ? [] : [feedback], nonce: token };
}

function signatureIn(body: Fields) {
  const signed = innerOf(body, 'signature');
  return {
    timestamp: textOf(signed, 'timestamp'),
    token: textOf(signed, 'token'),
    signature: textOf(signed, 'signature'),
  };
}

/** Null for what is no concern of ours, such as an opened mail. */
function feedbackIn(event: Fields): Feedback | null {
  const status = innerOf(event, 'delivery-status');
  const messageId = textOf(innerOf(innerOf(event, 'message'), 'headers'), 'message-id');
  const eventId = textOf(event, 'id');
  if (eventId === null) return null;
  const told = {
    eventId,
    at: secondsOf(event, 'timestamp'),
    address: addressOf(event, 'recipient'),
    messageId,
    providerId: null,
    detail: textOf(status, 'message') ?? textOf(status, 'description'),
  };
  switch (textOf(event, 'event')) {
    case 'failed':
      return { ...told, ...failureIn(event, status) };
    case 'complained':
      return { ...told, kind: 'complaint' };
    case 'unsubscribed':
      return { ...told, kind: 'unsubscribe' };
    case 'delivered':
      return { ...told, kind: 'delivered' };
    default:
      return null;
  }
}

type Failure =
  | ({ readonly kind: 'bounce' } & ReturnType<typeof judgeBounce>)
  | { readonly kind: 'delay'; readonly status: string | null }
  | { readonly kind: 'complaint' }
  | { readonly kind: 'unsubscribe' };

/** What is on one of Mailgun's own lists was not sent at all, and says what put it there. */
function failureIn(event: Fields, delivery: Fields): Failure {
  const reason = textOf(event, 'reason');
  const status = textOf(delivery, 'enhanced-code') ?? statusIn(textOf(delivery, 'message'));
  if (reason === 'suppress-complaint') return { kind: 'complaint' };
  if (reason === 'suppress-unsubscribe') return { kind: 'unsubscribe' };
  if (textOf(event, 'severity') !== 'permanent') return { kind: 'delay', status };
  const verdict = VERDICTS[reason ?? ''] ?? { permanent: true, reason: 'unclear' };
  return { kind: 'bounce', ...judgeBounce(status, verdict) };
}

const VERDICTS: Readonly<Record<string, ProviderVerdict>> = {
  bounce: { permanent: true, reason: 'mailbox-unknown' },
  'suppress-bounce': { permanent: true, reason: 'mailbox-unknown' },
  espblock: { permanent: true, reason: 'policy' },
  /** Tried until the time was up. */
  old: { permanent: false, reason: 'unclear' },
};
