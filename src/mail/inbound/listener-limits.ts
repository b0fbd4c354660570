import { MINUTE, SECOND } from '../../core/clock.ts';
import type { Rate } from '../../domain/readers/guards/budget.ts';

/** How much a listener takes from whom. Times are in milliseconds, sizes in octets. */
export interface ListenerLimits {
  /** Of one message; advertised with SIZE (RFC 1870). */
  readonly size: number;
  /** So much of a message that is too large is read before the client is cut off: many read no answer before they have sent all. */
  readonly drained: number;
  /** Of all messages that are being received at once. */
  readonly room: number;
  readonly recipients: number;
  readonly connections: number;
  /** From one address; this machine may have all of them. */
  readonly connectionsEach: number;
  /** Of one client: each connection, mail and refused recipient counts. */
  readonly rate: Rate;
  /** Without an octet. RFC 5321 4.5.3.2.7 asks for five minutes. */
  readonly idle: number;
  /** From the greeting to the end, whatever is sent meanwhile. */
  readonly conversation: number;
  /** What is under way may take so long when the listener closes. */
  readonly closing: number;
}

const MEGABYTE = 1024 * 1024;

export const LISTENER_LIMITS: ListenerLimits = {
  size: 25 * MEGABYTE,
  drained: 250 * MEGABYTE,
  room: 100 * MEGABYTE,
  recipients: 100,
  connections: 50,
  connectionsEach: 5,
  rate: { count: 500, period: 25 * SECOND },
  idle: 5 * MINUTE,
  conversation: 30 * MINUTE,
  closing: 5 * SECOND,
};
