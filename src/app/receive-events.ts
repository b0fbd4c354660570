import { createHash } from 'node:crypto';
import { never } from '../core/errors.ts';
import type { EventReading, EventRequest, Feedback, Provider } from '../domain/inbound/feedback.ts';
import { readMailgun } from '../domain/inbound/providers/mailgun.ts';
import { readPostmark } from '../domain/inbound/providers/postmark.ts';
import { readSendgrid } from '../domain/inbound/providers/sendgrid.ts';
import { readSignedWebhook } from '../domain/inbound/providers/signed-webhook.ts';
import type { FeedbackOutcome } from '../store/feedback-store.ts';
import type { App } from './context.ts';
import { receiveSns } from './receive-sns.ts';
import { recordFeedback } from './record-feedback.ts';
import type { SnsCertificates } from './sns-certificates.ts';

/** What a provider is answered, as an HTTP status: 404 for one that is not set up, 503 when it should try again. */
export type EventAnswer = 200 | 400 | 401 | 403 | 404 | 503;

/** A request at a provider's address: nothing of it is believed before its signature is verified. */
export async function receiveEvents(
  app: App,
  provider: Provider,
  request: EventRequest,
  certificates: SnsCertificates,
): Promise<EventAnswer> {
  const reading = await readEvents(app, provider, request, certificates);
  switch (reading) {
    case 'absent':
      return 404;
    case 'done':
      return 200;
    case 'later':
      return 503;
    default:
      return take(app, provider, request, reading);
  }
}

async function take(
  app: App,
  provider: Provider,
  { body }: EventRequest,
  reading: EventReading,
): Promise<EventAnswer> {
  if (reading.kind === 'refused') return refuse(app, provider, reading.status, reading.why);
  const { feedback, nonce } = reading;
  const claim =
    nonce === null ? null : { value: nonce, bodyDigest: createHash('sha256').update(body).digest('hex') };
  const outcome = await recordFeedback(app, provider, feedback, claim);
  if (outcome.kind === 'replayed')
    return refuse(app, provider, 403, 'its signature was used before, for something else');
  tell(app, provider, feedback, outcome);
  return 200;
}

function refuse(app: App, provider: Provider, status: 400 | 401 | 403, why: string): EventAnswer {
  app.log.warn(`events from ${provider} refused (${status}): ${why}`);
  return status;
}

/** Without addresses; nothing when nothing was new. */
function tell(
  { log }: App,
  provider: Provider,
  told: readonly Feedback[],
  { fresh, suppressed, left }: Extract<FeedbackOutcome, { kind: 'recorded' }>,
): void {
  if (fresh === 0) return;
  const of = (kind: Feedback['kind']): number => told.filter((one) => one.kind === kind).length;
  const kinds = (['bounce', 'complaint', 'unsubscribe'] as const).map((kind) => `${kind} ${of(kind)}`);
  log.info(`${provider} told: ${kinds.join(', ')}; ${suppressed} suppressed, ${left} unsubscribed`);
}

/** What a request says, if it may be believed; or, where there is nothing to record, what came of it. */
async function readEvents(
  app: App,
  provider: Provider,
  request: EventRequest,
  certificates: SnsCertificates,
): Promise<EventReading | 'absent' | 'done' | 'later'> {
  const { ses, postmark, mailgun, sendgrid, webhook } = app.config.feedback;
  const now = app.clock.now();
  if (request.pathSecret !== null && provider !== 'postmark') return 'absent';
  switch (provider) {
    case 'ses':
      return ses === null ? 'absent' : receiveSns(app, ses.topics, request, certificates);
    case 'postmark':
      return postmark === null ? 'absent' : readPostmark(request, postmark);
    case 'mailgun':
      return mailgun === null ? 'absent' : readMailgun(request, mailgun.signingKey, now);
    case 'sendgrid':
      return sendgrid === null ? 'absent' : readSendgrid(request, sendgrid.publicKey, now);
    case 'webhook':
      return webhook === null ? 'absent' : readSignedWebhook(request, webhook.keys, now);
    default:
      return never(provider);
  }
}
