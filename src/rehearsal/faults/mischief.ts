import type { AppError } from '../../core/errors.ts';

/** Where a relay can go wrong: in place of, or after, its answer to each of these. `body`: while it reads the message. */
export type WireStep =
  | 'connect'
  | 'greeting'
  | 'EHLO'
  | 'STARTTLS'
  /** The handshake after it: whatever the fault, TLS does not come about. */
  | 'TLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'body'
  | 'dot';

export interface WireMoment {
  readonly step: WireStep;
  /** Null before RCPT. */
  readonly to: string | null;
  /** On the world's clock. */
  readonly at: number;
}

export type WireFault =
  /** It breaks the connection off; what was asked is not done. */
  | { readonly kind: 'break-off' }
  /** It does what was asked, and breaks the connection off before it says so: at the dot, the message is taken. */
  | { readonly kind: 'done-unsaid' }
  /** It does what was asked, and half of its answer comes through. */
  | { readonly kind: 'half-answer' }
  /** It does what was asked, and says something that is no answer. */
  | { readonly kind: 'garbage' }
  /** It refuses: the whole reply, such as `451 4.7.1 come back later`. */
  | { readonly kind: 'refuse'; readonly reply: string }
  /** Its answer takes so many milliseconds more. */
  | { readonly kind: 'slow'; readonly by: number }
  /** It does not answer, and reads on. */
  | { readonly kind: 'silence' };

/** A verb of the store that writes, at the moment of its commit. */
export interface CommitMoment {
  readonly verb: string;
  readonly run: string;
  readonly at: number;
}

export type CommitFault =
  /** The process dies before the commit (nothing happened), or after it (nobody heard of it). */
  | { readonly kind: 'die'; readonly when: 'before' | 'after' }
  /** The store refuses: full, or not to be written. Nothing happened. */
  | { readonly kind: 'refuse'; readonly error: AppError };

/** Everything that goes wrong by itself, asked at each moment at which it can. What is drawn comes from the seed. */
export interface Mischief {
  wire(moment: WireMoment): WireFault | null;
  commit(moment: CommitMoment): CommitFault | null;
  /** How long octets are under way, one way, in milliseconds. */
  latency(): number;
  /** In how small chunks an audience is written, at most: between two of them much can happen. */
  readonly mostRows: number;
  /** Every worker takes the others for dead although they live, and their lease for its own. */
  readonly mistaken: boolean;
}

/** A good day: a relay near by, and nothing goes wrong. */
export const noMischief: Mischief = {
  wire: () => null,
  commit: () => null,
  latency: () => 5,
  mostRows: Number.POSITIVE_INFINITY,
  mistaken: false,
};
