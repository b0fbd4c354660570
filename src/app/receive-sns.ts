import { messageOf } from '../core/errors.ts';
import { type EventReading, type EventRequest, refused } from '../domain/inbound/feedback.ts';
import { readSes } from '../domain/inbound/providers/ses.ts';
import {
  certificateUrl,
  readSns,
  type SnsMessage,
  snsFault,
  snsUrl,
} from '../domain/inbound/providers/sns.ts';
import type { App } from './context.ts';
import type { SnsCertificates } from './sns-certificates.ts';

/**
 * What a message of SNS says, if it is of one of these topics and its signature holds. A subscription to one of them is confirmed.
 * `done` when nothing is to be recorded, `later` when Amazon could not be reached.
 */
export async function receiveSns(
  app: App,
  topics: readonly string[],
  request: EventRequest,
  certificates: SnsCertificates,
): Promise<EventReading | 'done' | 'later'> {
  const sns = readSns(request.body.toString('utf8'));
  if (sns === null) return refused(401, 'it is no signed message of SNS (is raw message delivery on?)');
  // Before anything is fetched: a stranger must not make us ask Amazon.
  if (!topics.includes(sns.topicArn)) return refused(403, 'its topic is not in FORTNIGHT_EVENTS_SES');
  const url = certificateUrl(sns);
  if (url === null) return refused(401, 'its certificate is not at an address of SNS');
  const certificate = await fetched(app, 'the certificate of SNS', () => certificates(url));
  if (certificate === null) return 'later';
  const fault = snsFault(sns, certificate, app.clock.now());
  return fault === null ? verified(app, sns) : refused(401, fault);
}

async function verified(app: App, sns: SnsMessage): Promise<EventReading | 'done' | 'later'> {
  switch (sns.type) {
    case 'SubscriptionConfirmation':
      return confirmSubscription(app, sns);
    case 'UnsubscribeConfirmation':
      // Its link would subscribe anew, and whoever unsubscribed meant it.
      app.log.warn(`SNS sends nothing of ${sns.topicArn} any more: the subscription was ended`);
      return 'done';
    default: {
      const feedback = readSes(sns.message, sns.messageId);
      return { kind: 'events', feedback: feedback ?? [], nonce: null };
    }
  }
}

async function confirmSubscription(app: App, sns: SnsMessage): Promise<EventReading | 'done' | 'later'> {
  const url = snsUrl(sns.subscribeUrl, sns.topicArn);
  if (url === null) return refused(401, 'its confirmation leads elsewhere than to SNS');
  const answer = await fetched(app, 'the confirmation of SNS', () => app.fetchText(url.href));
  if (answer === null) return 'later';
  app.log.info(`subscribed to ${sns.topicArn}`);
  return 'done';
}

/** Null when it could not be had: SNS tries again by itself. */
async function fetched(app: App, what: string, fetch: () => Promise<string>): Promise<string | null> {
  try {
    return await fetch();
  } catch (error) {
    app.log.warn(`${what} could not be fetched: ${messageOf(error)}`);
    return null;
  }
}
