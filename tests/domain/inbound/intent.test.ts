import { describe, expect, test } from 'vitest';
import { classify } from '../../../src/domain/inbound/classify.ts';
import { type Intent, intentOf } from '../../../src/domain/inbound/intent.ts';
import type { OurMarks } from '../../../src/domain/inbound/may-answer.ts';
import { mailOf, reportOf } from '../../support/inbound-mail.ts';

const ALICE = 'alice@example.org';
const OURS: OurMarks = {
  address: { local: 'news', domain: 'example.org' },
  madeByUs: (id) => id.includes('.mac@'),
};

interface Written {
  readonly to?: string;
  /** Null: found in a mailbox. */
  readonly rcpt?: string | null;
  readonly fields?: readonly string[];
  readonly body?: string;
}

function intentFor({ to = 'news@example.org', rcpt = to, fields = [], body = 'Hello.' }: Written): Intent {
  const mail = mailOf(`From: ${ALICE}`, `To: ${to}`, ...fields, '', body);
  const envelope = rcpt === null ? null : { from: ALICE, to: [rcpt] };
  return intentOf({ mail, envelope, classified: classify(mail) }, OURS);
}

describe('which address a mail was sent to', () => {
  test.each<[string, Written]>([
    ['the envelope says', { to: 'undisclosed-recipients:;', rcpt: 'news+subscribe@example.org' }],
    ['the header says, where there is no envelope', { to: 'news+subscribe@example.org', rcpt: null }],
    ['a server has noted', { rcpt: null, fields: ['X-Original-To: news+subscribe@example.org'] }],
    [
      'the header says, where a server left only the mailbox',
      { to: 'News+Subscribe@example.org', rcpt: 'news@example.org' },
    ],
    ['stands among others', { to: `Bob <bob@example.net>, <news+subscribe@example.org>`, rcpt: null }],
  ])('%s', (_, written) => {
    expect(intentFor(written)).toEqual({ kind: 'subscribe', sender: ALICE });
  });

  test('is nobody’s wish to subscribe at another domain, or another mailbox', () => {
    for (const to of ['news+subscribe@example.net', 'other+subscribe@example.org', 'subscribe@example.org'])
      expect(intentFor({ to })).toEqual({ kind: 'person' });
  });

  test('counts with its token, when several are named', () => {
    const to = 'news@example.org, news+subscribe@example.org, news+unsubscribe+abc@example.org';
    expect(intentFor({ to, rcpt: null })).toMatchObject({ kind: 'leave', token: 'abc' });
  });
});

describe('who wants to leave', () => {
  test('says so by the address, with and without a token', () => {
    expect(intentFor({ to: 'news+unsubscribe+abc@example.org', body: '' })).toMatchObject({
      kind: 'leave',
      token: 'abc',
    });
    expect(intentFor({ to: 'news+unsubscribe@example.org' })).toMatchObject({ kind: 'leave', token: '' });
  });

  test('or by the word, with what they reply to, nearest first', () => {
    const fields = ['References: <1@x> <2@x>', 'In-Reply-To: <2@x>'];
    expect(intentFor({ body: 'STOP', fields })).toEqual({
      ...{ kind: 'leave', token: '', repliesTo: ['<2@x>', '<2@x>', '<1@x>'], sender: ALICE },
    });
  });

  test('is believed without a From that could be answered', () => {
    const mail = mailOf('From: a@x.example, b@x.example', 'To: news+unsubscribe+abc@example.org', '', '');
    expect(intentOf({ mail, envelope: null, classified: classify(mail) }, OURS)).toMatchObject({
      ...{ kind: 'leave', token: 'abc', sender: null },
    });
  });
});

test.each([
  ['Auto-Submitted: auto-replied'],
  ['Precedence: bulk'],
  ['List-Id: <a.example.org>'],
  ['Return-Path: <>'],
])('a machine (%s) asks for nothing, to whatever address of ours for wishes', (mark) => {
  for (const to of ['subscribe', 'unsubscribe', 'unsubscribe+abc', 'confirm+abc', 'bounce+abc'])
    expect(intentFor({ to: `news+${to}@example.org`, fields: [mark], body: 'yes' })).toEqual({
      kind: 'nothing',
    });
});

test('a mail to a list that the author is on is for the author', () => {
  expect(intentFor({ fields: ['List-Id: <a.example.org>'] })).toEqual({ kind: 'person' });
});

test('what goes round is dropped, whatever else it is', () => {
  expect(intentFor({ fields: ['Resent-Message-ID: <s.1.mac@blog.example>'], body: 'STOP' })).toEqual({
    kind: 'loop',
  });
});

test('a report is one at whatever address, and brings the token of the one for bounces', () => {
  const mail = mailOf(...reportOf([`Final-Recipient: rfc822; ${ALICE}`, 'Action: failed', 'Status: 5.1.1']));
  const at = (to: string) =>
    intentOf({ mail, envelope: { from: '', to: [to] }, classified: classify(mail) }, OURS);
  expect(at('news+bounce+abc@example.org')).toEqual({ kind: 'report', token: 'abc' });
  expect(at('news+confirm+abc@example.org')).toEqual({ kind: 'report', token: '' });
});
