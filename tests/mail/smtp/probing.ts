import { systemClock } from '../../../src/core/clock.ts';
import { type ProbeOptions, probeRelay, type RelayProbe } from '../../../src/mail/smtp/probe.ts';

const PATIENT = { connect: 10_000, greeting: 10_000, socket: 10_000 };
/** For servers that keep silent. In milliseconds. */
export const IMPATIENT = { ...PATIENT, greeting: 300, socket: 300 };

/** A look at a relay, with patience enough for a machine that is busy. */
export function probe(
  url: string,
  options: Partial<ProbeOptions> = {},
  signal = new AbortController().signal,
): Promise<RelayProbe> {
  return probeRelay(url, { name: 'blog.example', clock: systemClock, timeouts: PATIENT, ...options }, signal);
}
