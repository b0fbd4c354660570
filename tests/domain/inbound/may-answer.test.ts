import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mayAnswer, type OurMarks } from '../../../src/domain/inbound/may-answer.ts';
import { mailOf } from '../../support/inbound-mail.ts';
import { runs } from '../../support/runs.ts';

const ALICE = 'alice@example.org';
const OURS: OurMarks = {
  address: { local: null, domain: 'news.example.org' },
  madeByUs: (id) => id.includes('.mac@'),
};
const ENVELOPE = { from: ALICE, to: ['hello@news.example.org'] };

function asked(fields: readonly string[], envelope: typeof ENVELOPE | null = ENVELOPE) {
  const verdict = mayAnswer(mailOf(...fields, '', 'Hello.'), envelope, OURS);
  return verdict.ok ? verdict.sender : verdict.why;
}

const FROM = `From: Alice <${ALICE}>`;

describe('a mail may be answered', () => {
  test.each([
    ['a plain one', [FROM]],
    ['one that says it was sent by no machine', [FROM, 'Auto-Submitted: no']],
    ['with a remark behind that', [FROM, 'Auto-Submitted: No (by hand)']],
    ['urgent', [FROM, 'Precedence: first-class']],
    ['with an address alone', [`From: ${ALICE}`]],
    ['with a remark behind it', [`From: ${ALICE} (Alice)`]],
    ['a reply of hers to somebody else’s mail', [FROM, 'In-Reply-To: <x@example.net>']],
    ['that has passed 49 servers', [FROM, ...Array<string>(49).fill('Received: by mx')]],
  ])('%s', (_, fields) => {
    expect(asked(fields)).toBe(ALICE);
    expect(asked(fields, null)).toBe(ALICE);
  });
});

describe('a mail is not answered', () => {
  test.each([
    ['loop', [FROM, ...Array<string>(50).fill('Received: by mx')]],
    ['loop', [FROM, 'Message-ID: <e.1.2.mac@blog.example>']],
    ['loop', [FROM, 'Resent-Message-ID: <s.7.mac@blog.example>']],
    ['ours', ['From: hello@NEWS.example.org']],
    ['ours', ['From: Blog <bounce+abc@news.example.org>']],
    ['null-sender', [FROM, 'Return-Path: <>']],
    ['automatic', [FROM, 'Auto-Submitted: auto-generated']],
    ['automatic', [FROM, 'Auto-Submitted: auto-replied; owner-email="alice@example.org"']],
    ['automatic', [FROM, 'Auto-Submitted: whatever-comes']],
    ['automatic', [FROM, 'Auto-Submitted: no-such-word']],
    ['automatic', [FROM, 'X-Autoreply: yes']],
    ['automatic', ['From: MAILER-DAEMON@mx.example.net']],
    ['automatic', ['From: no-reply@shop.example']],
    ['automatic', ['Subject: nobody wrote this']],
    ['list', [FROM, 'Precedence: bulk']],
    ['list', [FROM, 'Precedence: LIST']],
    ['list', [FROM, 'Precedence: junk']],
    ['list', [FROM, 'List-Id: <a.example.org>']],
    ['list', [FROM, 'List-Unsubscribe: <mailto:x@example.org>']],
    ['no-sender', ['From: alice@example.org, bob@example.net']],
    ['no-sender', [FROM, 'From: bob@example.net']],
    ['no-sender', ['From: =?utf-8?q?<bob@example.net>?= <alice@example.org>']],
  ])('%s: %j', (why, fields) => {
    expect(asked(fields)).toBe(why);
  });

  test('when the envelope names nobody, or one of ours, whatever the header says', () => {
    expect(asked([FROM], { ...ENVELOPE, from: '' })).toBe('null-sender');
    expect(asked([FROM], { ...ENVELOPE, from: 'bounce+abc@news.example.org' })).toBe('ours');
  });

  test('when it bears any one mark, however much else it says', () => {
    const marks = ['Auto-Submitted: auto-replied', 'Precedence: bulk', 'List-Id: <a.b>', 'Return-Path: <>'];
    const harmless = fc.constantFrom('X-A: b', 'Subject: Hi', 'To: x@y.example', 'Reply-To: z@y.example');
    fc.assert(
      fc.property(
        fc.array(harmless),
        fc.array(harmless),
        fc.constantFrom(...marks),
        (before, after, mark) => {
          expect(asked([...before, FROM, mark, ...after])).not.toBe(ALICE);
        },
      ),
      runs(20261208, 200),
    );
  });
});
