import { systemClock } from '../../../src/core/clock.ts';
import { type ProbeOptions, probeRelay, type RelayProbe } from '../../../src/mail/smtp/probe.ts';

/** In milliseconds. */
export const SHORT = { connect: 500, greeting: 200, socket: 500 };

/** A probe with little patience. */
export function probe(
  url: string,
  options: Partial<ProbeOptions> = {},
  signal = new AbortController().signal,
): Promise<RelayProbe> {
  return probeRelay(url, { name: 'blog.example', clock: systemClock, timeouts: SHORT, ...options }, signal);
}
