import { describe, expect, it } from 'vitest';
import { enhancedCodeOf, reportFailure } from '../../../src/mail/relay/report.ts';

/** An error as nodemailer throws it. */
function wireError(fields: Readonly<Record<string, unknown>>): Error {
  return Object.assign(new Error('as nodemailer says'), fields);
}

describe('what a failed send means', () => {
  it('is a refusal when the relay closes with 421 while the body is coming', () => {
    const error = wireError({
      code: 'ECONNECTION',
      command: 'CONN',
      response: '421 4.4.2 timeout',
      responseCode: 421,
    });
    expect(reportFailure(error, true)).toMatchObject({ kind: 'refused', code: 421, enhanced: '4.4.2' });
    expect(reportFailure(error, false)).toMatchObject({ kind: 'not-sent', fault: 'connection' });
  });

  it.each(['ECONNECTION', 'ESOCKET', 'ETIMEDOUT', 'ESTREAM', 'EABORT', 'EPROTOCOL', undefined])(
    'is open with %s once the body was read, and certain before',
    (code) => {
      expect(reportFailure(wireError({ code }), true).kind).toBe('no-answer');
      expect(reportFailure(wireError({ code }), false)).toMatchObject({
        kind: 'not-sent',
        fault: 'connection',
      });
    },
  );

  it('is open, too, when what was thrown is no error at all', () => {
    expect(reportFailure('boom', true)).toEqual({ kind: 'no-answer', detail: 'boom' });
  });

  it.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('is a fault of TLS with %s', (originalCode) => {
    expect(reportFailure(wireError({ code: 'ESOCKET', originalCode }), false)).toMatchObject({
      fault: 'tls',
    });
  });

  it('is no refusal when the relay says something that is none', () => {
    const error = wireError({ code: 'EMESSAGE', response: '354 again?', responseCode: 354 });
    expect(reportFailure(error, true).kind).toBe('no-answer');
  });
});

it.each([
  ['550 5.1.1 no such user', '5.1.1'],
  ['550-5.7.26 first line\r\n550 5.7.26 last', '5.7.26'],
  ['550 no 5.1.1 here', null],
  ['550 5.1.1.2 is no code', null],
  ['550', null],
])('the enhanced code of "%s" is %s', (reply, code) => {
  expect(enhancedCodeOf(reply)).toBe(code);
});
