import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../../src/core/clock.ts';
import {
  certificateUrl,
  readSns,
  type SnsMessage,
  snsFault,
  snsUrl,
} from '../../../../src/domain/inbound/providers/sns.ts';
import { AMAZON_CERTIFICATE, CERTIFICATE_URL, fromSns, TOPIC } from '../../../support/provider-events.ts';
import { selfSigned } from '../../../support/self-signed.ts';

const NOW = Date.parse('2026-12-08T12:00:00Z');
const SUBSCRIBE_URL = `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=2336412f37`;

function sns(changes: Parameters<typeof fromSns>[2] = {}, key?: Parameters<typeof fromSns>[3]): SnsMessage {
  return readBody(fromSns('hello', NOW, changes, key).body);
}

function readBody(body: string): SnsMessage {
  const message = readSns(body);
  if (message === null) throw new Error('it is no message');
  return message;
}

const fault = (message: SnsMessage, now = NOW) => snsFault(message, AMAZON_CERTIFICATE, now);

describe('a message of SNS', () => {
  it.each(['1', '2'])('is verified by signature version %s', (SignatureVersion) => {
    expect(fault(sns({ SignatureVersion }))).toBeNull();
  });

  it.each(['SubscriptionConfirmation', 'UnsubscribeConfirmation'])('of the type %s is verified', (Type) => {
    const message = sns({ Type, SubscribeURL: SUBSCRIBE_URL });
    expect(fault(message)).toBeNull();
    expect(message.subscribeUrl).toBe(SUBSCRIBE_URL);
  });

  it('is verified without a subject', () => {
    const { Subject: _, ...fields } = JSON.parse(fromSns('hello', NOW).body);
    expect(fault(readBody(JSON.stringify(fields)))).toContain('does not fit');
    expect(fault(readBody(fromSns('hello', NOW, { Subject: undefined }).body))).toBeNull();
  });

  it.each(['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Signature'])(
    'is not, once its %s was changed',
    (name) => {
      const fields = JSON.parse(fromSns('hello', NOW).body);
      const value: string = fields[name];
      fields[name] = [...value].toReversed().join('');
      expect(fault(readBody(JSON.stringify(fields)))).not.toBeNull();
    },
  );

  it('is not, when somebody else signed it, or another version of signature is claimed', () => {
    const { privateKey } = selfSigned('sns.amazonaws.com', '260101', '360101');
    expect(fault(sns({}, privateKey))).toContain('does not fit');
    const claimed = fromSns('hello', NOW).body.replace('"SignatureVersion":"2"', '"SignatureVersion":"1"');
    expect(fault(readBody(claimed))).toContain('does not fit');
  });

  it('is not, by a certificate that is none or not valid now', () => {
    for (const text of ['', 'nonsense', AMAZON_CERTIFICATE.slice(0, -200)])
      expect(snsFault(sns(), text, NOW)).toContain('cannot be read');
    const old = selfSigned('sns.amazonaws.com', '250101', '260101');
    expect(snsFault(sns({}, old.privateKey), old.certificate, NOW)).toContain('not valid now');
  });

  it('is not, when it is hours old', () => {
    expect(fault(sns(), NOW + 2 * HOUR)).toBeNull();
    expect(fault(sns(), NOW + 2 * HOUR + 1)).toContain('too old');
    expect(fault(sns(), NOW - DAY)).toContain('too old');
  });

  it('is none when it is cut off, raw, or lacks what must be signed', () => {
    const { body } = fromSns('hello', NOW);
    const fields = JSON.parse(body);
    const lacking = [
      'Type',
      'MessageId',
      'TopicArn',
      'Message',
      'Timestamp',
      'Signature',
      'SigningCertURL',
    ].map((name) => JSON.stringify({ ...fields, [name]: undefined }));
    for (const text of ['', body.slice(0, -1), '[]', '{"notificationType":"Bounce"}', ...lacking])
      expect(readSns(text)).toBeNull();
    expect(readSns(body.replace('"SignatureVersion":"2"', '"SignatureVersion":"3"'))).toBeNull();
  });
});

describe('a certificate', () => {
  it('comes from SNS in the region of the topic', () => {
    expect(certificateUrl(sns())).toBe(CERTIFICATE_URL);
    const china = {
      TopicArn: 'arn:aws-cn:sns:cn-north-1:123456789012:bounces',
      SigningCertURL: 'https://sns.cn-north-1.amazonaws.com.cn/SimpleNotificationService-1.pem',
    };
    expect(certificateUrl(sns(china))).toBe(china.SigningCertURL);
  });

  it.each([
    'http://sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.us-east-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com.evil.example/a.pem',
    'https://evil.example/sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com@evil.example/a.pem',
    'https://user:password@sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com:8443/a.pem',
    'https://s3.eu-west-1.amazonaws.com/a.pem',
    'https://bucket.sns.eu-west-1.amazonaws.com/a.pem',
    'https://sns.eu-west-1.amazonaws.com/a.pem?x=1',
    'https://sns.eu-west-1.amazonaws.com/?Action=Publish&a.pem',
    'https://sns.eu-west-1.amazonaws.com/a.txt',
    'https://sns.eu-west-1.amazonaws.com/folder/..%2fa.pem',
    'file:///etc/ssl/a.pem',
    'nonsense',
  ])('does not come from %s', (SigningCertURL) => {
    expect(certificateUrl(sns({ SigningCertURL }))).toBeNull();
  });
});

it('a confirmation leads to SNS, or nowhere', () => {
  expect(snsUrl(SUBSCRIBE_URL, TOPIC)?.href).toBe(SUBSCRIBE_URL);
  for (const url of [
    null,
    'https://evil.example/?Action=ConfirmSubscription',
    SUBSCRIBE_URL.replace('https', 'http'),
  ])
    expect(snsUrl(url, TOPIC)).toBeNull();
  expect(snsUrl(SUBSCRIBE_URL, 'arn:aws:sqs:eu-west-1:123456789012:queue')).toBeNull();
});
