import type { SendReport } from '../../domain/deliveries/send-report.ts';
import type { OutgoingMail } from '../relay/relay.ts';
import type { WireForm } from './wire-form.ts';

/** One mail on its way through the pool. */
export interface Job {
  readonly mail: OutgoingMail;
  readonly form: WireForm;
  /** How many connections have taken it up. */
  tries: number;
  /** Reported: whatever is heard of it later no longer counts. */
  settled: boolean;
  readonly report: (report: SendReport) => void;
}

/** Reports once; what comes after is dropped. */
export function settle(job: Job, report: SendReport): void {
  if (job.settled) return;
  job.settled = true;
  job.report(report);
}

export const CALLED_OFF = 'the attempt was called off';

/** The report of an aborted attempt: once the body was begun, the server may have it. */
export function calledOff(begun: boolean): SendReport {
  return begun
    ? { kind: 'no-answer', detail: CALLED_OFF }
    : { kind: 'not-sent', fault: 'connection', detail: CALLED_OFF };
}
