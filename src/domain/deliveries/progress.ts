import type { Instant } from '../../core/clock.ts';
import type { Ledger } from './delivery.ts';

/** How far a mailing was at a moment. */
export interface Sample {
  readonly at: Instant;
  /** Of these many… */
  readonly audience: number;
  /** …so many need nothing more. */
  readonly settled: number;
}

export interface Progress {
  /** Of the audience, 0 to 1; 1 when there is nobody. */
  readonly share: number;
  readonly settled: number;
  readonly audience: number;
  /** Settled a second, lately; null when nothing was, or only one moment is known. */
  readonly perSecond: number | null;
  /** Milliseconds until all are settled, if it goes on like that; null when nobody can say. */
  readonly left: number | null;
}

/** How far back "lately" goes. */
const LATELY = 30_000;

export function sampleOf(sum: Ledger, at: Instant): Sample {
  const { audience, queued, sending, deferred } = sum;
  return { at, audience, settled: audience - queued - sending - deferred };
}

/** Adds a moment, and forgets what is no longer lately; the oldest within it stays. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const recent = samples.filter(({ at }) => at >= sample.at - LATELY && at <= sample.at);
  return [...recent, sample];
}

/** How far it is, and how fast, by moments in order; the last one is now. Null when there is none. */
export function progressOf(samples: readonly Sample[]): Progress | null {
  const [first] = samples;
  const last = samples.at(-1);
  if (first === undefined || last === undefined) return null;
  const { settled, audience } = last;
  const elapsed = last.at - first.at;
  const perSecond =
    elapsed > 0 && settled > first.settled ? ((settled - first.settled) / elapsed) * 1000 : null;
  const waiting = audience - settled;
  const left = waiting === 0 ? 0 : perSecond === null ? null : Math.ceil((waiting / perSecond) * 1000);
  return { share: audience === 0 ? 1 : settled / audience, settled, audience, perSecond, left };
}
