import { describe, expect, it } from 'vitest';
import { readPostmark } from '../../../../src/domain/inbound/providers/postmark.ts';
import { requestOf } from '../../../support/provider-events.ts';

const SECRET = 'a-path-that-nobody-guesses';
const BOUNCE = {
  RecordType: 'Bounce',
  ID: 4_323_372_036,
  Type: 'HardBounce',
  MessageID: '883953f4-6105-42a2-a16a-77a8eac79483',
  Description: 'The server was unable to deliver your message',
  Details: 'smtp;550 5.1.1 user unknown',
  Email: 'Alice@Example.org',
  BouncedAt: '2026-12-08T12:00:00.1234567Z',
  Content: 'Received: here\r\nMessage-ID: <e.1.2.abc@blog.example>\r\n\r\nHello',
};

const basic = (login: string) => ({ authorization: `Basic ${Buffer.from(login).toString('base64')}` });

function read(body: string, path: string | null = SECRET, headers = {}, login: string | null = null) {
  return readPostmark(requestOf({ body, headers }, path), { secret: SECRET, login });
}

function told(event: object) {
  const reading = read(JSON.stringify(event));
  if (reading.kind !== 'events') throw new Error(reading.why);
  return reading.feedback;
}

describe('a webhook of Postmark', () => {
  it('tells of a mail that came back, with our Message-ID where the mail is included', () => {
    expect(told(BOUNCE)).toEqual([
      {
        kind: 'bounce',
        eventId: 'bounce 4323372036',
        at: Date.parse('2026-12-08T12:00:00.123Z'),
        address: 'Alice@example.org',
        messageId: '<e.1.2.abc@blog.example>',
        providerId: '883953f4-6105-42a2-a16a-77a8eac79483',
        detail: 'smtp;550 5.1.1 user unknown',
        status: '5.1.1',
        permanent: true,
        suppress: true,
        reason: 'mailbox-unknown',
      },
    ]);
  });

  it.each([
    ['BadEmailAddress', { kind: 'bounce', suppress: true }],
    ['SoftBounce', { kind: 'bounce', permanent: false, suppress: false }],
    ['DnsError', { kind: 'bounce', suppress: false }],
    ['Blocked', { kind: 'bounce', permanent: true, suppress: false, reason: 'policy' }],
    ['SpamNotification', { kind: 'bounce', suppress: false }],
    ['ManuallyDeactivated', { kind: 'bounce', suppress: false }],
    ['NewSinceThen', { kind: 'bounce', suppress: false }],
    ['Transient', { kind: 'delay' }],
    ['SpamComplaint', { kind: 'complaint' }],
    ['Unsubscribe', { kind: 'unsubscribe' }],
  ])('of the type %s tells %j', (Type, expected) => {
    expect(told({ ...BOUNCE, Type, Details: '' })).toEqual([expect.objectContaining(expected)]);
  });

  it.each(['AutoResponder', 'AddressChange', 'ChallengeVerification', 'Subscribe', 'OpenRelayTest'])(
    'of the type %s tells nothing: it is no bounce',
    (Type) => {
      expect(told({ ...BOUNCE, Type })).toEqual([]);
    },
  );

  it('tells of complaints, of deliveries, and of addresses it sends nothing to any more', () => {
    const change = {
      RecordType: 'SubscriptionChange',
      Recipient: 'alice@example.org',
      SuppressSending: true,
    };
    const kinds = [
      { RecordType: 'SpamComplaint', ID: 1, Email: 'alice@example.org' },
      { RecordType: 'Delivery', Recipient: 'alice@example.org', MessageID: 'm' },
      { ...change, SuppressionReason: 'ManualSuppression', Origin: 'Recipient' },
      { ...change, SuppressionReason: 'SpamComplaint', Origin: 'Recipient' },
      { ...change, SuppressionReason: 'HardBounce', Origin: 'Recipient' },
      { ...change, SuppressionReason: 'ManualSuppression', Origin: 'Customer' },
      { ...change, SuppressionReason: 'ManualSuppression', Origin: 'Recipient', SuppressSending: false },
      { RecordType: 'Open' },
    ].map((event) => told(event)[0]?.kind ?? null);
    expect(kinds).toEqual(['complaint', 'delivered', 'unsubscribe', 'complaint', 'bounce', null, null, null]);
  });
});

describe('is refused', () => {
  const body = JSON.stringify(BOUNCE);
  const refusal = { kind: 'refused', status: 401 };

  it('without the secret in its path', () => {
    for (const path of [null, '', 'x', SECRET.slice(0, -1), `${SECRET}x`])
      expect(read(body, path)).toMatchObject(refusal);
  });

  it('without the user name and password, when they are set', () => {
    expect(read(body, SECRET, basic('fortnight:p:w'), 'fortnight:p:w').kind).toBe('events');
    for (const headers of [{}, basic('fortnight:wrong'), { authorization: 'Bearer x' }, basic('')])
      expect(read(body, SECRET, headers, 'fortnight:p:w')).toMatchObject(refusal);
  });

  it('as what cannot be read, when it is cut off', () => {
    for (const cut of ['', body.slice(0, -1), '[]', 'null'])
      expect(read(cut)).toMatchObject({ kind: 'refused', status: 400 });
  });
});
