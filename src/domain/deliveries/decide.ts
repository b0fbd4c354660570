import { retryDelay } from '../../core/backoff.ts';
import { DAY, type Instant } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import type { FailReason, Settlement } from './delivery.ts';
import type { SendReport } from './send-report.ts';

/** Retries end this long after the first attempt was begun. */
const RETRY_WINDOW = DAY;

/** What went wrong with the relay as such, for the circuit breaker. */
export interface RelayFault {
  readonly kind: 'login' | 'tls' | 'signing' | 'connection' | 'policy';
  readonly detail: string;
}

export interface SettlementDecision {
  readonly settlement: Settlement;
  /** The reply proves that this mailbox does not exist: its address must not be mailed again. */
  readonly suppress: boolean;
  /** Set when the failure says something about the relay or our standing with it, not about this reader. */
  readonly relayFault: RelayFault | null;
}

export interface AttemptReport {
  readonly report: SendReport;
  /** This attempt's number, from 1. */
  readonly attempt: number;
  readonly firstBegunAt: Instant;
  readonly now: Instant;
  /** A number in [0, 1), for the jitter of a retry. */
  readonly random: () => number;
}

/**
 * What a begun delivery becomes after what the wire said. Never throws.
 *
 * A fault of the relay (login, TLS, connection) never fails a delivery, however old it is: nothing was handed over, and the
 * breaker pauses the edition before the list is worn out. Only a relay's own refusals can end in `failed`.
 */
export function decideSettlement(input: AttemptReport): SettlementDecision {
  const { report } = input;
  switch (report.kind) {
    case 'accepted':
      return settled({ kind: 'sent', reply: report.reply });
    case 'refused':
      return report.code < 500 ? temporaryRefusal(input, report) : permanentRefusal(report);
    case 'not-sent':
      return notSent(input, report);
    case 'no-answer':
      // Counted against the relay too: one that drops every connection after the body would leave a whole list uncertain.
      return settled({ kind: 'uncertain' }, { kind: 'connection', detail: report.detail });
    default:
      return never(report);
  }
}

type Refused = Extract<SendReport, { kind: 'refused' }>;
type NotSent = Extract<SendReport, { kind: 'not-sent' }>;

function temporaryRefusal(input: AttemptReport, report: Refused): SettlementDecision {
  // RFC 5321 3.8: with 421 the relay ends the session, whatever the message was. A 4.7.x is mostly greylisting: no fault.
  const fault = report.code === 421 ? ({ kind: 'connection', detail: report.reply } as const) : null;
  const deadline = input.firstBegunAt + RETRY_WINDOW;
  if (input.now >= deadline)
    return settled({ kind: 'failed', reason: 'expired', reply: report.reply }, fault);
  // The last attempt falls on the deadline itself rather than hours before it.
  const until = Math.min(input.now + retryDelay(input.attempt, input.random), deadline);
  return settled({ kind: 'deferred', until, reply: report.reply }, fault);
}

function permanentRefusal(report: Refused): SettlementDecision {
  const reason = reasonOf(report);
  const fault = reason === 'policy' ? ({ kind: 'policy', detail: report.reply } as const) : null;
  const settlement: Settlement = { kind: 'failed', reason, reply: report.reply };
  return { settlement, suppress: reason === 'no-such-mailbox', relayFault: fault };
}

/**
 * RFC 3463: bad mailbox, bad system, bad syntax, moved, disabled; RFC 7505: the domain takes no mail. Nothing else suppresses:
 * a bare 550 may be a spam filter's, and a full mailbox (5.2.2) can be emptied.
 */
const NO_SUCH_MAILBOX = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1']);

function reasonOf(report: Refused): FailReason {
  const { code, enhanced } = report;
  // 554 without an enhanced code is how filters of the older kind say "no".
  if (enhanced === null) return code === 554 ? 'policy' : 'refused';
  if (NO_SUCH_MAILBOX.has(enhanced)) return 'no-such-mailbox';
  // 5.6.x: our content; 5.7.x: policy, authentication; 5.1.7 and 5.1.8: our own sender address. All would hit every reader alike.
  return /^5\.(6\.\d+|7\.\d+|1\.[78])$/.test(enhanced) ? 'policy' : 'refused';
}

function notSent(input: AttemptReport, report: NotSent): SettlementDecision {
  const { fault, detail } = report;
  switch (fault) {
    case 'address':
    case 'message':
      return settled({ kind: 'failed', reason: 'not-sendable', reply: detail });
    case 'login':
    case 'tls':
    case 'signing':
      return settled({ kind: 'queued' }, { kind: fault, detail });
    case 'connection': {
      const until = input.now + retryDelay(input.attempt, input.random);
      return settled({ kind: 'deferred', until, reply: detail }, { kind: fault, detail });
    }
    default:
      return never(fault);
  }
}

function settled(settlement: Settlement, relayFault: RelayFault | null = null): SettlementDecision {
  return { settlement, suppress: false, relayFault };
}
