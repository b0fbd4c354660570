import type { Instant } from '../../core/clock.ts';
import type { RelayFault } from '../../domain/deliveries/decide.ts';

export interface SendRun {
  /** Of the lease: who has no right to send begins nothing. */
  readonly epoch: number;
  /** Begin nothing more, finish what is under way, write it down, end. */
  readonly stop: AbortSignal;
  /** True: end as soon as nothing is due. False: go on until told to stop, or until another worker has the lease. */
  readonly untilIdle: boolean;
}

export interface RunReport {
  readonly begun: number;
  readonly sent: number;
  /** What a relay last held against us in this run; null when none did, or it works again. */
  readonly relayFault: RelayFault | null;
  /** When something comes due of what is known now; null when nothing is known to wait. */
  readonly nextAt: Instant | null;
}
