import { messageOf } from '../../core/errors.ts';
import type { SendReport } from '../../domain/deliveries/send-report.ts';

/** A send that failed, as nodemailer tells it: only the fields that decide. */
interface WireError {
  readonly code: string | null;
  readonly originalCode: string | null;
  readonly response: string | null;
  readonly responseCode: number | null;
  readonly detail: string;
}

/**
 * What a failed send means. `bodyRead` says whether any byte of the message was taken for the wire: while it was not, nothing was
 * handed over, for certain; nodemailer gives one and the same error before DATA and after the final dot.
 */
export function reportFailure(error: unknown, bodyRead: boolean): SendReport {
  const wire = wireError(error);
  if (wire.code === 'ETLS' || isCertificateFault(wire))
    return { kind: 'not-sent', fault: 'tls', detail: wire.detail };
  if (isLoginFault(wire)) return { kind: 'not-sent', fault: 'login', detail: wire.detail };
  const refusal = refusalOf(wire, bodyRead);
  if (refusal !== null) return refusal;
  if (bodyRead) return { kind: 'no-answer', detail: wire.detail };
  // EENVELOPE without a reply: nodemailer itself would not put this address on the wire.
  return {
    kind: 'not-sent',
    fault: wire.code === 'EENVELOPE' ? 'address' : 'connection',
    detail: wire.detail,
  };
}

/** The enhanced code of a reply such as `550 5.1.1 no such user` (RFC 2034), or null. */
export function enhancedCodeOf(reply: string): string | null {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?!\S)/.exec(reply)?.[1] ?? null;
}

/** 530, 534, 535 and 538 (RFC 4954 6) are about our session, at whatever command they come; the message was not looked at. */
const LOGIN_REPLIES = new Set([530, 534, 535, 538]);
const LOGIN_ERRORS = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2']);

function isLoginFault(wire: WireError): boolean {
  if (wire.code !== null && LOGIN_ERRORS.has(wire.code)) return true;
  return wire.responseCode !== null && LOGIN_REPLIES.has(wire.responseCode);
}

function isCertificateFault(wire: WireError): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^ERR_(TLS|SSL)|^EPROTO$/.test(wire.originalCode ?? '');
}

/**
 * A reply to the transaction itself. One to the connection or to EHLO refuses this host, not this message: a connection fault. But once
 * the body was begun a 421 is its answer, also when nodemailer heard it on the connection.
 */
function refusalOf(wire: WireError, bodyRead: boolean): SendReport | null {
  const { responseCode: code, response } = wire;
  if (code === null || response === null || code < 400 || code > 599) return null;
  const toTransaction = wire.code === 'EENVELOPE' || wire.code === 'EMESSAGE' || (bodyRead && code === 421);
  return toTransaction
    ? { kind: 'refused', code, enhanced: enhancedCodeOf(response), reply: response }
    : null;
}

function wireError(error: unknown): WireError {
  const found: Partial<Record<'code' | 'originalCode' | 'response' | 'responseCode', unknown>> =
    typeof error === 'object' && error !== null ? error : {};
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return {
    code: text(found.code),
    originalCode: text(found.originalCode),
    response: text(found.response)?.trim() ?? null,
    responseCode: typeof found.responseCode === 'number' ? found.responseCode : null,
    detail: messageOf(error),
  };
}
