import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mailLogReader } from '../../../src/domain/inbound/mail-log.ts';

const OURS = 'e.12.345.0123456789abcdef0123@blog.example';

/** What a log proves, in order. */
function proven(...lines: readonly string[]): readonly string[] {
  const read = mailLogReader();
  return lines.flatMap((line) => read(line)?.messageId ?? []);
}

const smtpd = (queue: string) =>
  `Dec  8 19:00:01 mx postfix/smtpd[4711]: ${queue}: client=blog.example[192.0.2.1], sasl_method=PLAIN`;
const cleanup = (queue: string, words = `message-id=<${OURS}>`) =>
  `Dec  8 19:00:01 mx postfix/cleanup[4712]: ${queue}: ${words}`;
const active = (queue: string) =>
  `Dec  8 19:00:01 mx postfix/qmgr[99]: ${queue}: from=<bounce@blog.example>, size=27811, nrcpt=1 (queue active)`;
const status = (queue: string, state: string) =>
  `Dec  8 19:00:03 mx postfix/smtp[4720]: ${queue}: to=<alice@example.org>, relay=mx.example.org[192.0.2.9]:25, delay=2, dsn=2.0.0, status=${state} (250 ok)`;

describe('the log of Postfix', () => {
  test('proves a message that the queue manager has', () => {
    expect(proven(smtpd('4Yk0Jw1Gz3z9sT'), cleanup('4Yk0Jw1Gz3z9sT'), active('4Yk0Jw1Gz3z9sT'))).toEqual([
      OURS,
    ]);
  });

  test.each(['sent', 'deferred', 'bounced'])(
    'and one of which a delivery agent says that it was %s',
    (state) => {
      expect(proven(cleanup('9A3F01'), status('9A3F01', state))).toEqual([OURS]);
    },
  );

  test('does not prove one that was only named: the sender may be gone before its end', () => {
    expect(proven(smtpd('9A3F01'), cleanup('9A3F01'))).toEqual([]);
    expect(proven(cleanup('9A3F01'), active('9A3F02'))).toEqual([]);
  });

  test('does not take the next message in a queue file of the same name for it', () => {
    expect(proven(cleanup('9A3F01'), smtpd('9A3F01'), active('9A3F01'))).toEqual([]);
    expect(proven(cleanup('9A3F01'), cleanup('9A3F01', 'message-id=<>'), active('9A3F01'))).toEqual([]);
    expect(proven(cleanup('9A3F01'), cleanup('9A3F01', 'message-id=<b@c>'), active('9A3F01'))).toEqual([
      'b@c',
    ]);
    const pickup = 'Dec  8 19:00:01 mx postfix/pickup[1]: 9A3F01: uid=0 from=<root>';
    expect(proven(cleanup('9A3F01'), pickup, active('9A3F01'))).toEqual([]);
  });

  test.each(['reject: header Subject: x', 'milter-reject: END-OF-MESSAGE from x', 'discard: header x'])(
    'does not prove one of which it says %s',
    (words) => {
      expect(proven(cleanup('9A3F01'), cleanup('9A3F01', words), active('9A3F01'))).toEqual([]);
    },
  );

  test('proves one that was only warned of or held meanwhile', () => {
    const lines = [cleanup('9A3F01'), cleanup('9A3F01', 'warning: header Subject: x'), active('9A3F01')];
    expect(proven(...lines)).toEqual([OURS]);
  });

  test.each([
    '2026-12-08T19:00:01.123456+00:00 mx postfix/cleanup[4712]: 9A3F01: ',
    'Dec  8 19:00:01 mx postfix-out/cleanup[4712]: 9A3F01: ',
    'Dec  8 19:00:01 mx postfix/submission/cleanup[4712]: 9A3F01: ',
    'Dec  8 19:00:01 mx postfix/cleanup[4712]: [ID 197553 mail.info] 9A3F01: ',
  ])('whatever stands before it: %s', (head) => {
    expect(proven(`${head}message-id=<${OURS}>`, active('9A3F01'))).toEqual([OURS]);
  });

  test('is not fooled by a stranger who writes log lines into a header', () => {
    const words = `message-id=<x postfix/cleanup[1]: 9A3F01: message-id=<${OURS}>`;
    expect(proven(cleanup('BBBBBB', words), active('BBBBBB'), active('9A3F01'))).toEqual([]);
    const subject = `warning: header Subject: a/qmgr[1]: 9A3F01: from=<x>, size=1, nrcpt=1 (queue active)`;
    expect(proven(cleanup('9A3F01'), cleanup('CCCCCC', subject))).toEqual([]);
  });

  test('remembers only so many, the newest: memory does not grow with the log', () => {
    const read = mailLogReader(2);
    for (const queue of ['AAAAA1', 'AAAAA2', 'AAAAA3']) read(cleanup(queue, `message-id=<${queue}@x>`));
    expect(['AAAAA1', 'AAAAA2', 'AAAAA3'].map((queue) => read(active(queue))?.messageId)).toEqual([
      undefined,
      'AAAAA2@x',
      'AAAAA3@x',
    ]);
  });
});

describe('the log of Exim', () => {
  const arrival = `1tKabc-0001Xy-AB <= bounce@blog.example H=blog.example [192.0.2.1] P=esmtpsa S=27811 id=${OURS}`;

  test.each([
    `2026-12-08 19:00:01 ${arrival}`,
    `2026-12-08 19:00:01.123 +0100 [4711] ${arrival}`,
    `Dec  8 19:00:01 mx exim[4711]: 2026-12-08 19:00:01 ${arrival}`,
    `Dec  8 19:00:01 mx exim4[4711]: ${arrival} T="Raft, part 1" for alice@example.org`,
    `2026-12-08 19:00:01 ${arrival.replace('0001Xy-AB', '00000000001-Ab12')}`,
  ])('proves what has arrived: %s', (line) => {
    expect(proven(line)).toEqual([OURS]);
  });

  test.each([
    `2026-12-08 19:00:01 1tKabc-0001Xy-AB => alice@example.org R=dnslookup id=${OURS}`,
    `2026-12-08 19:00:01 1tKabc-0001Xy-AB <= eve@evil.example H=x S=1 T="a id=${OURS}"`,
    `2026-12-08 19:00:01 H=blog.example [192.0.2.1] rejected after DATA: id=${OURS}`,
  ])('and nothing else: %s', (line) => {
    expect(proven(line)).toEqual([]);
  });
});

describe('any log', () => {
  const queueIds = fc.stringMatching(/^[0-9A-F]{6,12}$/);

  test('is read without a fault, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
        expect(proven(...lines)).toEqual([]);
      }),
    );
  });

  test('proves exactly the messages that were taken, however their lines are mixed', () => {
    const message = fc.record({ queue: queueIds, taken: fc.boolean(), lag: fc.nat(9) });
    const messages = fc.uniqueArray(message, { selector: ({ queue }) => queue, maxLength: 30 });
    fc.assert(
      fc.property(messages, (all) => {
        const named = all.map(({ queue }, at) => ({ at, line: cleanup(queue, `message-id=<${queue}@x>`) }));
        const taken = all.flatMap((one, at) =>
          one.taken ? [{ at: at + one.lag + 0.5, line: active(one.queue) }] : [],
        );
        const lines = [...named, ...taken].toSorted((left, right) => left.at - right.at);
        const expected = all.filter((one) => one.taken).map(({ queue }) => `${queue}@x`);
        expect(proven(...lines.map(({ line }) => line)).toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  test('is read in a time that grows with the line alone, whoever wrote it', () => {
    const read = mailLogReader();
    const started = performance.now();
    for (const piece of ['>, ', '/a', ' id', 'from=<', 'T=', '[1]: ']) {
      read(cleanup('9A3F01', `to=<${piece.repeat(20_000)}`));
      read(`2026-12-08 19:00:01 1tKabc-0001Xy-AB <= a ${piece.repeat(20_000)}`);
      read(piece.repeat(20_000));
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
