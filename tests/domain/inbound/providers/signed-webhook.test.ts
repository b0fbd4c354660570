import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../src/core/clock.ts';
import { readSignedWebhook } from '../../../../src/domain/inbound/providers/signed-webhook.ts';
import { fromWebhook, type Posted, requestOf, WEBHOOK_KEY } from '../../../support/provider-events.ts';

const NOW = Date.parse('2026-12-08T12:00:00Z');
const OTHER_KEY = Buffer.from('another key of thirty-two octets');
const BOUNCE = {
  type: 'bounce',
  timestamp: '2026-12-08T11:59:00Z',
  data: {
    address: 'alice@example.org',
    messageId: '<e.1.2.abc@blog.example>',
    status: '5.1.1',
    permanent: true,
    suppress: true,
    reason: 'mailbox-unknown',
    detail: 'no such user',
  },
};

const read = (posted: Posted, now = NOW, keys = [WEBHOOK_KEY]) =>
  readSignedWebhook(requestOf(posted), keys, now);

function told(event: unknown) {
  const reading = read(fromWebhook(event, NOW));
  if (reading.kind !== 'events') throw new Error(reading.why);
  return reading.feedback;
}

describe('a webhook signed as Standard Webhooks says', () => {
  it('tells of a mail that came back', () => {
    expect(told(BOUNCE)).toEqual([
      {
        kind: 'bounce',
        eventId: 'msg_1',
        at: Date.parse('2026-12-08T11:59:00Z'),
        address: 'alice@example.org',
        messageId: '<e.1.2.abc@blog.example>',
        providerId: null,
        detail: 'no such user',
        status: '5.1.1',
        permanent: true,
        suppress: true,
        reason: 'mailbox-unknown',
      },
    ]);
  });

  it('is verified by the example that the standard gives', () => {
    const posted = {
      body: '{"test": 2432232314}',
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
    };
    const key = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
    expect(read(posted, 1_614_265_330_000, [key])).toEqual({ kind: 'events', feedback: [], nonce: null });
  });

  it('tells the other kinds, and nothing of types that we do not know', () => {
    for (const type of ['complaint', 'unsubscribe', 'delivered', 'delay'])
      expect(told({ ...BOUNCE, type })).toEqual([expect.objectContaining({ kind: type })]);
    for (const type of ['opened', 7, undefined]) expect(told({ ...BOUNCE, type })).toEqual([]);
  });

  it('cannot suppress by a bounce that it calls temporary itself', () => {
    const data = { ...BOUNCE.data, permanent: false, status: '4.2.2' };
    expect(told({ ...BOUNCE, data })).toEqual([
      expect.objectContaining({ permanent: false, suppress: false }),
    ]);
  });

  it('may leave out whatever it does not know', () => {
    expect(told({ type: 'bounce' })).toEqual([
      expect.objectContaining({ kind: 'bounce', address: null, permanent: false, suppress: false }),
    ]);
  });

  it('may be signed with either of two keys while they change', () => {
    expect(read(fromWebhook(BOUNCE, NOW), NOW, [OTHER_KEY, WEBHOOK_KEY]).kind).toBe('events');
  });
});

describe('is refused', () => {
  const refusal = { kind: 'refused', status: 401 };
  const posted = fromWebhook(BOUNCE, NOW);
  const withHeader = (name: string, value: string) => ({
    ...posted,
    headers: { ...posted.headers, [name]: value },
  });

  it('when it is forged, or anything of it was changed', () => {
    expect(read(fromWebhook(BOUNCE, NOW, 'msg_1', OTHER_KEY))).toMatchObject(refusal);
    const changed = [
      { ...posted, body: posted.body.replace('alice', 'carol') },
      { ...posted, body: posted.body.slice(0, -1) },
      withHeader('webhook-id', 'msg_2'),
      withHeader('webhook-timestamp', String(NOW / 1000 + 1)),
      withHeader('webhook-signature', ''),
      withHeader('webhook-signature', (posted.headers['webhook-signature'] ?? '').replace('v1,', 'v2,')),
      { ...posted, headers: {} },
    ];
    for (const one of changed) expect(read(one)).toMatchObject(refusal);
  });

  it('after five minutes', () => {
    expect(read(posted, NOW + 5 * MINUTE).kind).toBe('events');
    expect(read(posted, NOW + 5 * MINUTE + 1)).toMatchObject(refusal);
    expect(read(posted, NOW - 5 * MINUTE - 1)).toMatchObject(refusal);
  });

  it('as what cannot be read, when it is signed and no object', () => {
    expect(read(fromWebhook([], NOW))).toMatchObject({ kind: 'refused', status: 400 });
  });
});
