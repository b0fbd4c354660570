import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../../src/core/clock.ts';
import { readSendgrid } from '../../../../src/domain/inbound/providers/sendgrid.ts';
import {
  fromSendgrid,
  type Posted,
  requestOf,
  SENDGRID_PUBLIC_KEY,
} from '../../../support/provider-events.ts';

const NOW = Date.parse('2026-12-08T12:00:00Z');
const BOUNCE = {
  event: 'bounce',
  type: 'bounce',
  bounce_classification: 'Invalid Address',
  email: 'alice@example.org',
  timestamp: 1_796_731_200,
  'smtp-id': '<e.1.2.abc@blog.example>',
  sg_event_id: 'event-1',
  sg_message_id: 'message-1',
  status: '5.1.1',
  reason: '550 5.1.1 no such user',
};

const read = (posted: Posted, now = NOW) => readSendgrid(requestOf(posted), SENDGRID_PUBLIC_KEY, now);

function told(...events: readonly unknown[]) {
  const reading = read(fromSendgrid(events, NOW));
  if (reading.kind !== 'events') throw new Error(reading.why);
  return reading.feedback;
}

describe('a batch of SendGrid', () => {
  it('tells of a mail that came back, with our Message-ID', () => {
    expect(told(BOUNCE)).toEqual([
      {
        kind: 'bounce',
        eventId: 'event-1',
        at: 1_796_731_200_000,
        address: 'alice@example.org',
        messageId: '<e.1.2.abc@blog.example>',
        providerId: 'message-1',
        detail: '550 5.1.1 no such user',
        status: '5.1.1',
        permanent: true,
        suppress: true,
        reason: 'mailbox-unknown',
      },
    ]);
  });

  it.each([
    [
      { type: 'blocked', status: '5.7.1' },
      { kind: 'bounce', suppress: false, reason: 'policy' },
    ],
    [
      { event: 'blocked', status: '' },
      { kind: 'bounce', suppress: false },
    ],
    [
      { bounce_classification: undefined, status: '', reason: '' },
      { kind: 'bounce', suppress: true },
    ],
    [
      { bounce_classification: 'Reputation', status: '', reason: '' },
      { suppress: false, reason: 'policy' },
    ],
    [{ bounce_classification: 'Mailbox Unavailable', status: '', reason: '' }, { suppress: false }],
    [{ bounce_classification: 'Unclassified', status: '', reason: '' }, { suppress: false }],
    [
      { event: 'dropped', reason: 'Bounced Address' },
      { kind: 'bounce', suppress: true },
    ],
    [{ event: 'dropped', reason: 'Spam Reporting Address' }, { kind: 'complaint' }],
    [{ event: 'dropped', reason: 'Unsubscribed Address' }, { kind: 'unsubscribe' }],
    [
      { event: 'dropped', reason: 'Recipient List over Package Quota' },
      { permanent: false, suppress: false },
    ],
    [
      { event: 'deferred', status: '', reason: '', response: '451 4.7.1 later' },
      { kind: 'delay', status: '4.7.1' },
    ],
    [{ event: 'spamreport' }, { kind: 'complaint' }],
    [{ event: 'unsubscribe' }, { kind: 'unsubscribe' }],
    [{ event: 'group_unsubscribe' }, { kind: 'unsubscribe' }],
    [{ event: 'delivered' }, { kind: 'delivered' }],
  ])('with %j tells %j', (changes, expected) => {
    expect(told({ ...BOUNCE, ...changes })).toEqual([expect.objectContaining(expected)]);
  });

  it('tells what it holds in order, and passes over what is no concern of ours or no event', () => {
    const batch = [
      BOUNCE,
      { ...BOUNCE, event: 'open' },
      null,
      7,
      [],
      { event: 'bounce' },
      { ...BOUNCE, event: 'spamreport' },
    ];
    expect(told(...batch).map(({ kind }) => kind)).toEqual(['bounce', 'complaint']);
  });
});

describe('is refused', () => {
  const refusal = { kind: 'refused', status: 401 };
  const posted = fromSendgrid([BOUNCE], NOW);

  it('when it is forged, or not signed', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(read(fromSendgrid([BOUNCE], NOW, privateKey))).toMatchObject(refusal);
    expect(read({ ...posted, headers: {} })).toMatchObject(refusal);
    const name = 'x-twilio-email-event-webhook-signature';
    for (const signature of ['', 'not base64!', 'AAAA'])
      expect(read({ ...posted, headers: { ...posted.headers, [name]: signature } })).toMatchObject(refusal);
  });

  it('when one octet of its body or its time was changed, or its end is missing', () => {
    for (const body of [
      posted.body.replace('alice', 'carol'),
      posted.body.slice(0, -1),
      ` ${posted.body}`,
      '',
    ])
      expect(read({ ...posted, body })).toMatchObject(refusal);
    const later = { 'x-twilio-email-event-webhook-timestamp': String(NOW / 1000 + 1) };
    expect(read({ ...posted, headers: { ...posted.headers, ...later } })).toMatchObject(refusal);
  });

  it('when it is older than SendGrid goes on trying', () => {
    expect(read(posted, NOW + 25 * HOUR).kind).toBe('events');
    expect(read(posted, NOW + 25 * HOUR + 1)).toMatchObject(refusal);
  });

  it('as what cannot be read, when it is signed and no list', () => {
    expect(read(fromSendgrid({ not: 'a list' }, NOW))).toMatchObject({ kind: 'refused', status: 400 });
  });
});
