import { verify, X509Certificate } from 'node:crypto';
import { HOUR, type Instant, parseInstant } from '../../../core/clock.ts';
import { isFresh } from './freshness.ts';
import { type Fields, fieldsOf, parseJson } from './json.ts';

/** A message of the Amazon Simple Notification Service, as it is posted to a subscriber. Nothing of it is true before it is verified. */
export interface SnsMessage {
  readonly type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  readonly messageId: string;
  readonly topicArn: string;
  readonly message: string;
  readonly timestamp: string;
  /** 1: SHA-1, 2: SHA-256. */
  readonly signatureVersion: '1' | '2';
  readonly signature: string;
  readonly signingCertUrl: string;
  /** What was signed, in its canonical form. */
  readonly signedText: string;
  /** To be fetched to confirm a subscription; null in a notification. */
  readonly subscribeUrl: string | null;
}

/** SNS tries an HTTP subscriber for an hour at most. */
const LIFETIME = 2 * HOUR;

const SIGNED_OF_A_NOTIFICATION = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'];
const SIGNED_OF_A_CONFIRMATION = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
];

/** Reads the JSON of a message; null when it is none, or not signed. */
export function readSns(body: string): SnsMessage | null {
  const fields = fieldsOf(parseJson(body));
  if (fields === null) return null;
  const type = TYPES.find((known) => known === fields['Type']);
  const signatureVersion = VERSIONS.find((known) => known === fields['SignatureVersion']);
  const [messageId, topicArn, message] = [
    whole(fields, 'MessageId'),
    whole(fields, 'TopicArn'),
    whole(fields, 'Message'),
  ];
  const [timestamp, signature, signingCertUrl] = [
    whole(fields, 'Timestamp'),
    whole(fields, 'Signature'),
    whole(fields, 'SigningCertURL'),
  ];
  if (type === undefined || messageId === null || topicArn === null || message === null) return null;
  if (signatureVersion === undefined || timestamp === null) return null;
  if (signature === null || signingCertUrl === null) return null;
  const subscribeUrl = type === 'Notification' ? null : whole(fields, 'SubscribeURL');
  const signedText = signedTextOf(type, fields);
  return {
    ...{ type, messageId, topicArn, message, timestamp, signatureVersion },
    ...{ signature, signingCertUrl, signedText, subscribeUrl },
  };
}

const TYPES = ['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation'] as const;
const VERSIONS = ['1', '2'] as const;

/** Not cut as other texts are: it is signed as it came. */
function whole(fields: Fields, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}

/** Names and values of the signed fields in the order of their names, each on a line of its own; a field that is missing has none. */
function signedTextOf(type: SnsMessage['type'], fields: Fields): string {
  const names = type === 'Notification' ? SIGNED_OF_A_NOTIFICATION : SIGNED_OF_A_CONFIRMATION;
  return names
    .map((name) => ({ name, value: whole(fields, name) }))
    .filter(({ value }) => value !== null)
    .map(({ name, value }) => `${name}\n${value}\n`)
    .join('');
}

/**
 * An address of SNS itself in the region of the topic, over HTTPS and without anything odd in it; null for any other. What it says is believed, or
 * done, so it must not lead elsewhere.
 */
export function snsUrl(text: string | null, topicArn: string): URL | null {
  const region = regionOf(topicArn);
  const url = text !== null && URL.canParse(text) ? new URL(text) : null;
  if (url === null || region === null) return null;
  const hosts = [`sns.${region}.amazonaws.com`, `sns.${region}.amazonaws.com.cn`];
  const isPlain = url.username === '' && url.password === '' && url.port === '';
  return url.protocol === 'https:' && isPlain && hosts.includes(url.hostname) ? url : null;
}

/** Where the certificate of a message is; null for a place from which none may come. */
export function certificateUrl({ signingCertUrl, topicArn }: SnsMessage): string | null {
  const url = snsUrl(signingCertUrl, topicArn);
  const isCertificate = url !== null && /^\/[\w-]+\.pem$/.test(url.pathname);
  return isCertificate && url.search === '' && url.hash === '' ? url.href : null;
}

/** The region in the ARN of a topic; null when it is no topic. */
export function regionOf(topicArn: string): string | null {
  return (
    /^arn:aws(?:-cn|-us-gov)?:sns:([a-z0-9-]{1,40}):\d{12}:[\w-]{1,256}(?:\.fifo)?$/.exec(topicArn)?.[1] ??
    null
  );
}

/**
 * Whether the holder of this certificate signed the message, lately. Null when so; else why not.
 * @param certificate PEM, from `certificateUrl`
 */
export function snsFault(sns: SnsMessage, certificate: string, now: Instant): string | null {
  const holder = certificateIn(certificate);
  if (holder === null) return 'the certificate cannot be read';
  if (now < Date.parse(holder.validFrom) || now > Date.parse(holder.validTo))
    return 'the certificate is not valid now';
  const algorithm = sns.signatureVersion === '1' ? 'sha1' : 'sha256';
  const signature = Buffer.from(sns.signature, 'base64');
  if (holder.publicKey.asymmetricKeyType !== 'rsa') return 'the certificate has no RSA key';
  if (!verify(algorithm, Buffer.from(sns.signedText), holder.publicKey, signature))
    return 'its signature does not fit it';
  return isFresh(parseInstant(sns.timestamp), now, LIFETIME) ? null : 'its signature is too old';
}

function certificateIn(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    // OpenSSL's words say nothing to anybody: it is no certificate.
    return null;
  }
}
