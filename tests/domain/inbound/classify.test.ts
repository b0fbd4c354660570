import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify } from '../../../src/domain/inbound/classify.ts';
import { FROM_DAEMON, mailOf, reportOf } from '../../support/inbound-mail.ts';

const ALICE = 'alice@example.org';
const ofReport = (...fields: readonly string[]) => classify(mailOf(...reportOf(fields)));
const ofWords = (...lines: readonly string[]) => classify(mailOf(...FROM_DAEMON, '', ...lines));

describe('a standard report', () => {
  const fields = (action: string, status: string, diagnostic = '') => [
    `Final-Recipient: rfc822; ${ALICE}`,
    `Action: ${action}`,
    `Status: ${status}`,
    ...(diagnostic === '' ? [] : [`Diagnostic-Code: smtp; ${diagnostic}`]),
  ];

  test('of a failure is a bounce, and a dead address is never mailed again', () => {
    expect(ofReport(...fields('failed', '5.1.1', '550 5.1.1 user unknown'))).toEqual({
      kind: 'bounce',
      format: 'dsn',
      recipients: [
        {
          address: ALICE,
          action: 'failed',
          status: '5.1.1',
          permanent: true,
          suppress: true,
          reason: 'mailbox-unknown',
        },
      ],
    });
  });

  test.each([
    ['5.2.2', '552 5.2.2 mailbox full', 'mailbox-full'],
    ['5.7.1', '550 5.7.1 blocked, see our policy', 'policy'],
    ['5.3.4', '552 5.3.4 message too big', 'message-too-large'],
    ['5.1.8', '553 5.1.8 Domain of sender address does not exist', 'policy'],
    ['5.0.0', '550 we will not have it', 'unclear'],
  ])('with %s (%s) is permanent, but the address lives', (status, diagnostic, reason) => {
    const [recipient] = ofReport(...fields('failed', status, diagnostic)).recipients;
    expect(recipient).toMatchObject({ permanent: true, suppress: false, reason });
  });

  test.each([
    ['5.1.2', '', 'host-unknown'],
    ['5.2.1', '550 5.2.1 this account is disabled', 'mailbox-disabled'],
    ['5.0.0', '550 5.0.0 no such user here', 'mailbox-unknown'],
    ['5.4.1', '550 5.4.1 Recipient address rejected: Access denied', 'mailbox-unknown'],
    ['5.7.1', '550 5.7.1 unknown user', 'mailbox-unknown'],
    ['5.1.6', '', 'mailbox-moved'],
  ])('with %s (%s) kills it', (status, diagnostic, reason) => {
    const [recipient] = ofReport(...fields('failed', status, diagnostic)).recipients;
    expect(recipient).toMatchObject({ permanent: true, suppress: true, reason });
  });

  test('that gave up after a 4.x.x is a bounce that is not permanent', () => {
    const { kind, recipients } = ofReport(...fields('failed', '4.4.7', '450 4.1.1 user unknown, try later'));
    expect(kind).toBe('bounce');
    expect(recipients[0]).toMatchObject({ status: '4.4.7', permanent: false, suppress: false });
  });

  test('of a delay is no bounce, whatever its code', () => {
    const { kind, recipients } = ofReport(...fields('delayed', '4.4.1'));
    expect(kind).toBe('delay');
    expect(recipients[0]).toMatchObject({ action: 'delayed', permanent: false, suppress: false });
  });

  test.each(['delivered', 'relayed', 'expanded'])('of "%s" is a machine\'s answer about nobody', (action) => {
    expect(ofReport(...fields(action, '2.0.0'))).toEqual({
      kind: 'auto-reply',
      format: 'dsn',
      recipients: [],
    });
  });

  test('names whom we mailed before whom it went to', () => {
    const [recipient] = ofReport(
      `Original-Recipient: rfc822;${ALICE}`,
      ...fields('failed', '5.1.1').with(0, 'Final-Recipient: rfc822; a.liddell@elsewhere.example'),
    ).recipients;
    expect(recipient?.address).toBe(ALICE);
  });

  test('about several says what befell each of them', () => {
    const { kind, recipients } = ofReport(
      ...fields('failed', '5.1.1'),
      '',
      'Final-Recipient: rfc822; bob@example.org',
      'Action: delayed',
      'Status: 4.2.2',
      '',
      'Final-Recipient: rfc822; carol@example.org',
      'Action: delivered',
      'Status: 2.0.0',
    );
    expect(kind).toBe('bounce');
    expect(recipients.map(({ address, action }) => [address, action])).toEqual([
      [ALICE, 'failed'],
      ['bob@example.org', 'delayed'],
    ]);
  });

  test('may hide its address: then the returned message says who', () => {
    const { recipients } = ofReport('Final-Recipient: x400; /S=Alice/', 'Action: failed', 'Status: 5.1.1');
    expect(recipients[0]?.address).toBe(ALICE);
  });
});

describe('a report in words', () => {
  test('names its readers, each with a reason of their own', () => {
    const { kind, format, recipients } = ofWords(
      "I wasn't able to deliver your message to the following addresses.",
      '',
      '<alice@example.org>:',
      'Sorry, no mailbox here by that name. (#5.1.1)',
      '',
      '<bob@example.org>:',
      '552 5.2.2 mailbox full',
      '',
      '--- Below this line is a copy of the message.',
      '',
      'From: news@blog.example',
      'To: carol@example.org',
    );
    expect([kind, format]).toEqual(['bounce', 'text']);
    expect(recipients).toMatchObject([
      { address: ALICE, status: '5.1.1', suppress: true },
      { address: 'bob@example.org', status: '5.2.2', suppress: false, reason: 'mailbox-full' },
    ]);
  });

  test('and no address is about whom the returned message was for, and never about ourselves or the postmaster', () => {
    const { recipients } = ofWords(
      'Your mail could not be delivered: no such user. Questions: postmaster@mx.example.net',
      '',
      '----- Original message -----',
      'Received: from blog.example',
      'From: news@blog.example',
      'To: alice@example.org',
      'Subject: Quorums',
    );
    expect(recipients.map(({ address }) => address)).toEqual([ALICE]);
  });

  test('that means to go on trying is a delay', () => {
    const { kind } = ofWords(
      'Your message has not yet been delivered to:',
      '  alice@example.org',
      'We will keep trying for 4 days; then it will be returned to you.',
    );
    expect(kind).toBe('delay');
  });

  test('in general words does not outweigh what was said of the address', () => {
    const [recipient] = ofWords(
      'Not delivered to <alice@example.org>: 550 5.1.1 rejected',
      '',
      'This may mean that the mailbox is full.',
    ).recipients;
    expect(recipient).toMatchObject({ reason: 'mailbox-unknown', suppress: true });
  });
});

describe('no bounce is', () => {
  const from = (who: string, subject: string, ...more: readonly string[]) =>
    classify(mailOf(`From: ${who}`, 'To: news@blog.example', `Subject: ${subject}`, ...more)).kind;

  test('an absence, even of somebody who is gone and from nobody', () => {
    expect(
      from(ALICE, 'Out of office', 'Return-Path: <>', '', 'I left the company; my address will be disabled.'),
    ).toBe('auto-reply');
    expect(
      from(ALICE, 'Automatische Antwort: Quorums', 'Auto-Submitted: auto-replied', '', 'Ich bin im Urlaub.'),
    ).toBe('auto-reply');
  });

  test('a person who asks about one, forwards one, or quotes one', () => {
    expect(
      from(
        ALICE,
        'Re: Undelivered Mail Returned to Sender',
        '',
        'On Monday you wrote:',
        '> 550 5.1.1 bob@example.org: user unknown',
        '> could not be delivered',
        '> to him',
        'What is this?',
      ),
    ).toBe('human');
    expect(
      from(ALICE, 'my mail to Bob', '', 'It said 550 5.1.1 user unknown. Could not be delivered. Why?'),
    ).toBe('human');
  });

  test('a command', () => {
    expect(from(ALICE, 'Re: Quorums', '', 'STOP', '', '> could not be delivered')).toBe('command');
  });
});

describe('a complaint', () => {
  const complaint = (fields: readonly string[], ...returned: readonly string[]) =>
    classify(
      mailOf(
        'From: fbl@isp.example',
        'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
        '',
        '--b',
        '',
        'A complaint.',
        '--b',
        'Content-Type: message/feedback-report',
        '',
        ...fields,
        '--b',
        'Content-Type: message/rfc822',
        '',
        ...returned,
        '',
        '--b--',
      ),
    );

  test('of abuse ends it for whom the report names, or else for whom the mail was', () => {
    expect(
      complaint(['Feedback-Type: abuse', `Original-Rcpt-To: <${ALICE}>`], 'To: undisclosed'),
    ).toMatchObject({
      kind: 'complaint',
      format: 'arf',
      recipients: [{ address: ALICE, action: 'complained', suppress: true, reason: 'abuse' }],
    });
    expect(complaint(['Feedback-Type: abuse'], `To: ${ALICE}`).recipients[0]?.address).toBe(ALICE);
  });

  test.each(['not-spam', 'auth-failure'])('of "%s" ends nothing', (type) => {
    expect(complaint([`Feedback-Type: ${type}`], `To: ${ALICE}`).recipients[0]?.suppress).toBe(false);
  });
});

test('whatever lines a mail has, it is of some kind, and only a bounce suppresses or a complaint', () => {
  const line = fc.constantFrom(
    ...FROM_DAEMON,
    '',
    'Final-Recipient: rfc822; a@b.example',
    'Action: failed',
    'Action: delayed',
    'Status: 5.1.1',
    '550 user unknown',
    '<alice@example.org>:',
    '--- original message follows ---',
    'To: bob@example.org',
    'Subject: out of office',
    'Auto-Submitted: auto-replied',
    'stop',
    '(generated from x@y.example)',
    'Feedback-Type: abuse',
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const { kind, recipients } = classify(mailOf(...lines));
      if (kind !== 'bounce' && kind !== 'complaint')
        expect(recipients.filter(({ suppress }) => suppress)).toEqual([]);
      if (kind === 'auto-reply' || kind === 'human' || kind === 'command') expect(recipients).toEqual([]);
      for (const one of recipients) if (one.suppress && kind === 'bounce') expect(one.permanent).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
