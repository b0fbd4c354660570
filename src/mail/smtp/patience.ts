import { MINUTE, SECOND } from '../../core/clock.ts';
import type { RelayOptions } from '../relay/relay.ts';

/** How long each answer is waited for, in milliseconds. */
export interface Patience {
  readonly connect: number;
  readonly greeting: number;
  /** EHLO, STARTTLS, AUTH, RSET. */
  readonly command: number;
  readonly mail: number;
  readonly rcpt: number;
  readonly data: number;
  /** Between two steps forward while the body is written. */
  readonly block: number;
  readonly finalDot: number;
  /** For MAIL, RCPT and DATA once an earlier command of their group was answered: a server that lost them must not cost minutes. */
  readonly stalled: number;
}

/** RFC 5321 4.5.3.2, except for what comes before there is a connection. */
const PATIENCE: Patience = {
  connect: 20 * SECOND,
  greeting: 5 * MINUTE,
  command: 5 * MINUTE,
  mail: 5 * MINUTE,
  rcpt: 5 * MINUTE,
  data: 2 * MINUTE,
  block: 3 * MINUTE,
  finalDot: 10 * MINUTE,
  stalled: MINUTE,
};

/** The limits of RFC 5321, shortened where the options say so. */
export function patienceOf(timeouts: RelayOptions['timeouts'] = {}): Patience {
  const { connect, greeting, socket } = timeouts;
  const atMost = (limit: number): number => Math.min(limit, socket ?? limit);
  return {
    connect: connect ?? PATIENCE.connect,
    greeting: greeting ?? PATIENCE.greeting,
    command: atMost(PATIENCE.command),
    mail: atMost(PATIENCE.mail),
    rcpt: atMost(PATIENCE.rcpt),
    data: atMost(PATIENCE.data),
    block: atMost(PATIENCE.block),
    finalDot: atMost(PATIENCE.finalDot),
    stalled: atMost(PATIENCE.stalled),
  };
}
