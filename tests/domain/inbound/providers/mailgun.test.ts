import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../src/core/clock.ts';
import { readMailgun } from '../../../../src/domain/inbound/providers/mailgun.ts';
import { fromMailgun, MAILGUN_KEY, type Posted, requestOf } from '../../../support/provider-events.ts';

const NOW = Date.parse('2026-12-08T12:00:00Z');
const FAILED = {
  event: 'failed',
  id: 'event-1',
  timestamp: 1_796_731_200.25,
  severity: 'permanent',
  reason: 'bounce',
  recipient: 'alice@example.org',
  'delivery-status': { code: 550, message: '5.1.1 no such user', description: '' },
  message: { headers: { 'message-id': 'e.1.2.abc@blog.example', to: 'alice@example.org' } },
};

const read = (posted: Posted, now = NOW) => readMailgun(requestOf(posted), MAILGUN_KEY, now);

function told(event: object) {
  const reading = read(fromMailgun(event, NOW));
  if (reading.kind !== 'events') throw new Error(reading.why);
  return reading.feedback;
}

describe('a webhook of Mailgun', () => {
  it('tells of a mail that came back, with our Message-ID', () => {
    expect(told(FAILED)).toEqual([
      {
        kind: 'bounce',
        eventId: 'event-1',
        at: 1_796_731_200_250,
        address: 'alice@example.org',
        messageId: 'e.1.2.abc@blog.example',
        providerId: null,
        detail: '5.1.1 no such user',
        status: '5.1.1',
        permanent: true,
        suppress: true,
        reason: 'mailbox-unknown',
      },
    ]);
  });

  it.each([
    [{ severity: 'temporary', reason: 'greylisted' }, { kind: 'delay' }],
    [
      { reason: 'old', 'delivery-status': {} },
      { kind: 'bounce', permanent: false, suppress: false },
    ],
    [
      { reason: 'generic', 'delivery-status': {} },
      { kind: 'bounce', suppress: false, reason: 'unclear' },
    ],
    [
      { reason: 'espblock', 'delivery-status': {} },
      { kind: 'bounce', suppress: false, reason: 'policy' },
    ],
    [
      { reason: 'suppress-bounce', 'delivery-status': { code: 605 } },
      { kind: 'bounce', suppress: true },
    ],
    [{ reason: 'suppress-complaint' }, { kind: 'complaint' }],
    [{ reason: 'suppress-unsubscribe' }, { kind: 'unsubscribe' }],
    [{ 'delivery-status': { message: '552 5.2.2 full' } }, { suppress: false, reason: 'mailbox-full' }],
    [{ event: 'complained' }, { kind: 'complaint' }],
    [{ event: 'unsubscribed' }, { kind: 'unsubscribe' }],
    [{ event: 'delivered' }, { kind: 'delivered' }],
  ])('with %j tells %j', (changes, expected) => {
    expect(told({ ...FAILED, ...changes })).toEqual([expect.objectContaining(expected)]);
  });

  it('tells nothing of what is no concern of ours', () => {
    for (const event of ['opened', 'clicked', 'accepted', 'no such event'])
      expect(told({ ...FAILED, event })).toEqual([]);
  });

  it('gives its token, as its signature is good for any body', () => {
    expect(read(fromMailgun(FAILED, NOW, 'token-7'))).toMatchObject({ kind: 'events', nonce: 'token-7' });
  });
});

describe('is refused', () => {
  const refusal = { kind: 'refused', status: 401 };

  it('when it is forged, or signs another time or token', () => {
    expect(read(fromMailgun(FAILED, NOW, 'token-1', 'another key'))).toMatchObject(refusal);
    const { body } = fromMailgun(FAILED, NOW);
    for (const changed of [
      body.replace('token-1', 'token-2'),
      body.replace(/"timestamp":"1/, '"timestamp":"2'),
    ])
      expect(read({ body: changed, headers: {} })).toMatchObject(refusal);
  });

  it('when it is too old, or from the future', () => {
    const posted = fromMailgun(FAILED, NOW);
    expect(read(posted, NOW + 9 * HOUR).kind).toBe('events');
    expect(read(posted, NOW + 9 * HOUR + 1)).toMatchObject({ ...refusal, why: 'its signature is too old' });
    expect(read(posted, NOW - 5 * MINUTE).kind).toBe('events');
    expect(read(posted, NOW - 5 * MINUTE - 1)).toMatchObject(refusal);
  });

  it('when it is cut off, empty, nested without end, or not signed', () => {
    const { body } = fromMailgun(FAILED, NOW);
    for (const cut of ['', body.slice(0, -1), '[]', 'null', '{}', '{"signature":[]}', '['.repeat(250_000)])
      expect(read({ body: cut, headers: {} })).toMatchObject(refusal);
  });
});
