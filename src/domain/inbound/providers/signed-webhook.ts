import { createHmac } from 'node:crypto';
import { type Instant, MINUTE } from '../../../core/clock.ts';
import { isSameText } from '../../../core/same-text.ts';
import { REASONS } from '../classified.ts';
import { type Bounce, type EventReading, type EventRequest, type Feedback, refused } from '../feedback.ts';
import { isFresh, secondsIn } from './freshness.ts';
import { addressOf, type Fields, fieldsOf, innerOf, instantOf, parseJson, textOf } from './json.ts';
import { judgeBounce, statusIn } from './judge-bounce.ts';

/** What Standard Webhooks recommends; whoever tries again signs again. */
const LIFETIME = 5 * MINUTE;

/**
 * Reads a webhook that is signed as Standard Webhooks 1.0 says: HMAC-SHA256 of `id.timestamp.body`, in the headers `webhook-id`, `webhook-timestamp`
 * and `webhook-signature` (several with a blank between, while keys change). The body is our own (docs/providers.md).
 */
export function readSignedWebhook(
  request: EventRequest,
  keys: readonly Buffer[],
  now: Instant,
): EventReading {
  const id = request.header('webhook-id');
  const timestamp = request.header('webhook-timestamp');
  const signatures = request.header('webhook-signature')?.split(' ') ?? [];
  if (id === null || timestamp === null || signatures.length === 0) return refused(401, 'it is not signed');
  // One for each key that may be in use: more are nobody's.
  const isOurs = keys.some((key) => {
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(request.body);
    const expected = `v1,${mac.digest('base64')}`;
    return signatures.slice(0, 5).some((signature) => isSameText(signature, expected));
  });
  if (!isOurs) return refused(401, 'its signature is not made with our key');
  if (!isFresh(secondsIn(timestamp), now, LIFETIME)) return refused(401, 'its signature is too old');
  const event = fieldsOf(parseJson(request.body.toString('utf8')));
  if (event === null) return refused(400, 'it is no JSON');
  const feedback = feedbackIn(event, id);
  return { kind: 'events', feedback: feedback === null ? [] : [feedback], nonce: null };
}

/** Null for a type that we do not know: the program may tell of more than concerns us. */
function feedbackIn(event: Fields, eventId: string): Feedback | null {
  const data = innerOf(event, 'data');
  const told = {
    eventId,
    at: instantOf(event, 'timestamp'),
    address: addressOf(data, 'address'),
    messageId: textOf(data, 'messageId'),
    providerId: textOf(data, 'providerId'),
    detail: textOf(data, 'detail'),
  };
  const type = textOf(event, 'type');
  switch (type) {
    case 'bounce':
      return { ...told, kind: 'bounce', ...bounceIn(data) };
    case 'delay':
      return { ...told, kind: 'delay', status: statusIn(textOf(data, 'status')) };
    case 'complaint':
    case 'unsubscribe':
    case 'delivered':
      return { ...told, kind: type };
    default:
      return null;
  }
}

/** What it says of the address counts, as far as it does not contradict itself. */
function bounceIn(data: Fields): Bounce {
  const status = statusIn(textOf(data, 'status'));
  const named = REASONS.find((reason) => reason === data['reason']) ?? 'unclear';
  const said = data['permanent'];
  const permanent = typeof said === 'boolean' ? said : (status?.startsWith('5') ?? false);
  const judged = judgeBounce(status, { permanent, reason: named });
  const suppress = data['suppress'];
  return {
    ...judged,
    suppress: typeof suppress === 'boolean' ? suppress && judged.permanent : judged.suppress,
  };
}
