import { systemTimers, type Timers } from '../../core/timers.ts';
import { type Authority, dial, secure } from './dial.ts';
import type { Wire } from './wire.ts';

/**
 * All that the client takes from the host. A rehearsal brings its own: with timers on a virtual clock and wires in memory, the same calls give
 * the same run, as the client asks neither the time nor chance for anything.
 */
export interface Wiring {
  readonly timers: Timers;
  /** Connects. Rejects with a `WireError`; when `signal` aborts, the wire goes with it, connected or not. Waits for ever else. */
  readonly dial: (host: string, port: number, signal: AbortSignal) => Promise<Wire>;
  /** Begins TLS on a wire and checks the certificate against `host`. As `dial` otherwise; the wire given is not used again. */
  readonly secure: (plain: Wire, host: string, authority: Authority, signal: AbortSignal) => Promise<Wire>;
}

/** Sockets, and the host's timers. */
export const hostWiring: Wiring = { timers: systemTimers, dial, secure };
