import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import type { Instant } from '../../src/core/clock.ts';
import type { EventRequest } from '../../src/domain/inbound/feedback.ts';
import { selfSigned } from './self-signed.ts';

/** A request as it arrives: what a test changes of it, it changes here. */
export interface Posted {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

export function requestOf({ body, headers }: Posted, pathSecret: string | null = null): EventRequest {
  return { body: Buffer.from(body), header: (name) => headers[name] ?? null, pathSecret };
}

const seconds = (at: Instant): string => String(Math.floor(at / 1000));

export const MAILGUN_KEY = 'a signing key of this test';

/** As Mailgun signs: the time and a token, and not the event. */
export function fromMailgun(event: object, at: Instant, token = 'token-1', key = MAILGUN_KEY): Posted {
  const timestamp = seconds(at);
  const signature = createHmac('sha256', key)
    .update(timestamp + token)
    .digest('hex');
  const body = JSON.stringify({ signature: { timestamp, token, signature }, 'event-data': event });
  return { body, headers: {} };
}

const sendgrid = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const SENDGRID_PUBLIC_KEY = sendgrid.publicKey;
export const SENDGRID_KEY = sendgrid.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

export function fromSendgrid(events: unknown, at: Instant, key = sendgrid.privateKey): Posted {
  const body = JSON.stringify(events);
  const timestamp = seconds(at);
  const signature = sign('sha256', Buffer.from(timestamp + body), key).toString('base64');
  return {
    body,
    headers: {
      'x-twilio-email-event-webhook-timestamp': timestamp,
      'x-twilio-email-event-webhook-signature': signature,
    },
  };
}

export const WEBHOOK_KEY = Buffer.from('thirty-two octets of no entropy!');
export const WEBHOOK_SECRET = `whsec_${WEBHOOK_KEY.toString('base64')}`;

export function fromWebhook(event: unknown, at: Instant, id = 'msg_1', key = WEBHOOK_KEY): Posted {
  const body = JSON.stringify(event);
  const timestamp = seconds(at);
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    body,
    headers: {
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1a,other v1,${mac}`,
    },
  };
}

export const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:bounces';
export const CERTIFICATE_URL =
  'https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem';
const amazon = selfSigned('sns.amazonaws.com', '260101', '360101');
export const AMAZON_CERTIFICATE = amazon.certificate;

/** As SNS signs. `changes` are made before; `undefined` leaves a field out. */
export function fromSns(
  message: unknown,
  at: Instant,
  changes: Readonly<Record<string, string | undefined>> = {},
  key = amazon.privateKey,
): Posted {
  const fields: Record<string, string | undefined> = {
    Type: 'Notification',
    MessageId: '2a5d2f43-0f2b-5c8c-9d4e-000000000001',
    TopicArn: TOPIC,
    Subject: 'Amazon SES Email Event Notification',
    Message: typeof message === 'string' ? message : JSON.stringify(message),
    Timestamp: new Date(at).toISOString(),
    SignatureVersion: '2',
    SigningCertURL: CERTIFICATE_URL,
    ...changes,
  };
  const isNotification = fields['Type'] === 'Notification';
  if (!isNotification) fields['Token'] ??= '2336412f37';
  const unsigned = ['SignatureVersion', 'SigningCertURL', ...(isNotification ? [] : ['Subject'])];
  const text = Object.keys(fields)
    .filter((name) => !unsigned.includes(name) && fields[name] !== undefined)
    .toSorted()
    .map((name) => `${name}\n${fields[name]}\n`)
    .join('');
  const algorithm = fields['SignatureVersion'] === '1' ? 'sha1' : 'sha256';
  const signature = sign(algorithm, Buffer.from(text), key).toString('base64');
  return {
    body: JSON.stringify({ ...fields, Signature: signature }),
    headers: { 'x-amz-sns-message-type': fields['Type'] ?? '' },
  };
}

/** What SES tells of one bounce. */
export function sesBounce(
  bounceType: string,
  bounceSubType: string,
  recipient: object,
  mail: object = {},
): object {
  return {
    notificationType: 'Bounce',
    bounce: {
      bounceType,
      bounceSubType,
      bouncedRecipients: [recipient],
      timestamp: '2026-12-08T12:00:00.000Z',
      feedbackId: 'f',
    },
    mail: { messageId: 'ses-1', destination: ['alice@example.org'], ...mail },
  };
}

export function sesComplaint(emailAddress: string, type = 'abuse', mail: object = {}): object {
  return {
    notificationType: 'Complaint',
    complaint: {
      complainedRecipients: [{ emailAddress }],
      complaintFeedbackType: type,
      timestamp: '2026-12-08T12:00:00.000Z',
    },
    mail: { messageId: 'ses-1', ...mail },
  };
}
