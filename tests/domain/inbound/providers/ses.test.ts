import { describe, expect, it } from 'vitest';
import { readSes } from '../../../../src/domain/inbound/providers/ses.ts';
import { sesBounce, sesComplaint } from '../../../support/provider-events.ts';

const ALICE = { emailAddress: 'alice@example.org' };
const told = (event: unknown) => readSes(JSON.stringify(event), 'sns-1');

describe('a notification of SES', () => {
  it('tells of a mail that came back, with the Message-ID it had before Amazon gave it another', () => {
    const recipient = {
      ...ALICE,
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 unknown',
    };
    const mail = {
      headers: [
        { name: 'From', value: 'ali@blog.example' },
        { name: 'Message-Id', value: '<e.1.2.abc@blog.example>' },
      ],
    };
    expect(told(sesBounce('Permanent', 'General', recipient, mail))).toEqual([
      {
        kind: 'bounce',
        eventId: 'sns-1 0',
        at: Date.parse('2026-12-08T12:00:00Z'),
        address: 'alice@example.org',
        messageId: '<e.1.2.abc@blog.example>',
        providerId: 'ses-1',
        detail: 'smtp; 550 5.1.1 unknown',
        status: '5.1.1',
        permanent: true,
        suppress: true,
        reason: 'mailbox-unknown',
      },
    ]);
  });

  it.each([
    ['Permanent', 'General', '', { permanent: true, suppress: true }],
    ['Permanent', 'NoEmail', '', { permanent: true, suppress: true }],
    ['Permanent', 'Suppressed', '', { permanent: true, suppress: true }],
    ['Permanent', 'OnAccountSuppressionList', '5.1.1', { permanent: true, suppress: true }],
    ['Permanent', 'General', '5.7.1', { permanent: true, suppress: false, reason: 'policy' }],
    ['Permanent', 'SomethingNew', '', { permanent: true, suppress: false, reason: 'unclear' }],
    ['Transient', 'General', '', { permanent: false, suppress: false, reason: 'unclear' }],
    ['Transient', 'MailboxFull', '5.2.2', { permanent: true, suppress: false, reason: 'mailbox-full' }],
    ['Transient', 'MailboxFull', '', { permanent: false, suppress: false, reason: 'mailbox-full' }],
    ['Transient', 'MessageTooLarge', '', { suppress: false, reason: 'message-too-large' }],
    ['Transient', 'ContentRejected', '', { suppress: false, reason: 'policy' }],
    ['Transient', 'AttachmentRejected', '', { suppress: false, reason: 'policy' }],
    ['Transient', 'General', '5.1.1', { suppress: false }],
    ['Undetermined', 'Undetermined', '', { permanent: false, suppress: false }],
  ])('that is %s, %s, with status %j tells %j', (type, subtype, status, expected) => {
    const [bounce] = told(sesBounce(type, subtype, { ...ALICE, status })) ?? [];
    expect(bounce).toMatchObject({ kind: 'bounce', ...expected });
  });

  it('tells of complaints, but for those who say that we are no spam', () => {
    expect(told(sesComplaint('alice@example.org'))).toEqual([
      expect.objectContaining({ kind: 'complaint', address: 'alice@example.org', messageId: null }),
    ]);
    expect(told(sesComplaint('alice@example.org', 'not-spam'))).toEqual([]);
  });

  it('is read as event publishing writes it, too', () => {
    const { notificationType, ...rest } = sesComplaint('alice@example.org') as Record<string, unknown>;
    expect(told({ eventType: notificationType, ...rest })).toHaveLength(1);
    const delayed = { delayedRecipients: [{ ...ALICE, status: '4.4.1' }], timestamp: '2026-12-08T12:00:00Z' };
    expect(told({ eventType: 'DeliveryDelay', deliveryDelay: delayed, mail: {} })).toEqual([
      expect.objectContaining({ kind: 'delay', status: '4.4.1' }),
    ]);
    const mail = { destination: ['alice@example.org'] };
    expect(told({ eventType: 'Subscription', subscription: {}, mail })).toEqual([
      expect.objectContaining({ kind: 'unsubscribe', address: 'alice@example.org' }),
    ]);
  });

  it('tells of each recipient by itself', () => {
    const recipients = ['alice@example.org', 'bob@example.net'];
    const event = { notificationType: 'Delivery', delivery: { recipients }, mail: { messageId: 'ses-1' } };
    expect(told(event)?.map(({ kind, address, eventId }) => [kind, address, eventId])).toEqual([
      ['delivered', 'alice@example.org', 'sns-1 0'],
      ['delivered', 'bob@example.net', 'sns-1 1'],
    ]);
  });

  it('tells nothing of what is no concern of ours, and survives any shape', () => {
    expect(told({ eventType: 'Open' })).toEqual([]);
    for (const event of [
      {},
      { notificationType: 'Bounce' },
      { notificationType: 'Bounce', bounce: [], mail: 7 },
      { notificationType: 'Complaint', complaint: { complainedRecipients: [null, 'a', []] } },
      { notificationType: 'Delivery', delivery: { recipients: {} } },
      { eventType: 'Subscription', mail: { destination: ['a', 'b'] } },
    ])
      expect(told(event)).toEqual([]);
    expect(readSes('Successfully validated SNS topic.', 'sns-1')).toBeNull();
  });
});
