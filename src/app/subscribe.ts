import { DAY, type Instant, SECOND } from '../core/clock.ts';
import { parseEmailAddress, uniqueForm } from '../core/email-address.ts';
import { never } from '../core/errors.ts';
import type { IpAddress } from '../core/ip-address.ts';
import { keyedHash } from '../core/keyring.ts';
import { likelyMeant } from '../core/likely-domain.ts';
import { makeToken, readToken } from '../core/tokens.ts';
import type { Door } from '../domain/readers/subscriber.ts';
import type { SubscribeOutcome } from '../store/subscriber-store.ts';
import type { App } from './context.ts';

export interface SubscribeRequest {
  /** As typed. */
  readonly address: string;
  readonly name: string | null;
  readonly door: Door;
  /** The exact words the reader agreed to, and the version of the form that showed them. */
  readonly wording: string;
  readonly formVersion: string;
  /** Who asks, where it comes over HTTP. */
  readonly client?: SignUpClient;
}

export interface SignUpClient {
  /** Null when the socket does not say. */
  readonly ip: IpAddress | null;
  /** What the form proves of when it was opened (`stampOfForm`); empty when it is a file, which proves nothing. */
  readonly stamp: string;
}

/**
 * `accepted` says nothing about whether the address was known: the answer to the world is always the same. So is that of every guard.
 */
export type SubscribeAnswer =
  | {
      readonly kind: 'accepted';
      readonly outcome: 'pending' | 'already-active' | 'suppressed';
      /** False: no confirmation leaves, as the address was mailed as many as it may be, or needs none. */
      readonly mailed: boolean;
      /** Another spelling of the address that was probably meant. It depends on nothing but what was typed. */
      readonly meant: string | null;
    }
  | { readonly kind: 'bad-address'; readonly reason: string }
  /** The form has to be sent once more, with a stamp: too many came without one. */
  | { readonly kind: 'press-again'; readonly stamp: string }
  /** Too many came from there, or from everywhere. `wait`: milliseconds. */
  | { readonly kind: 'too-many'; readonly wait: number }
  /** All doors are shut for a while, because of a spike. */
  | { readonly kind: 'paused'; readonly until: Instant };

/** Between these ages a form was opened by a person: machines are quicker, and a day later it is a copy of a copy. */
const YOUNGEST_FORM = 3 * SECOND;
const OLDEST_FORM = DAY;

/**
 * Someone asks to subscribe, by whichever door. A confirmation mail is written at most once a UTC day and three times a year for an address;
 * how many sign-ups are taken at all is limited by where they come from, and a spike of unconfirmed ones shuts the doors.
 */
export async function subscribe(app: App, request: SubscribeRequest): Promise<SubscribeAnswer> {
  const parsed = parseEmailAddress(request.address);
  if (!parsed.ok) return { kind: 'bad-address', reason: parsed.reason };
  const at = app.clock.now();
  const refused = request.door === 'author' ? null : refusal(app, request.client, at);
  if (refused !== null) return refused;
  const { door, wording, formVersion, client } = request;
  const ip = app.config.keepConsentIp ? (client?.ip ?? null) : null;
  const outcome = await app.store.subscribe(
    {
      address: parsed.address,
      addressHash: keyedHash(app.keyring, uniqueForm(parsed.address)),
      name: request.name,
      consent: { door, wording, formVersion, at, ...(ip === null ? {} : { ip }) },
    },
    at,
    door === 'author' ? undefined : app.config.signUpLimits.unconfirmed,
  );
  return answerOf(outcome, likelyMeant(parsed.address));
}

/** What a form that is made now carries, to prove later when that was. */
export function stampOfForm(app: App): string {
  return makeToken(app.keyring, 'form', 'subscribe', app.clock.now());
}

/** What the guards say that remember where sign-ups came from; null: nothing against this one. */
function refusal(app: App, client: SignUpClient | undefined, now: Instant): SubscribeAnswer | null {
  const stamp = client === undefined ? 'good' : readStamp(app, client.stamp, now);
  const verdict = app.doorkeeper.admit({ ip: client?.ip ?? null, signed: stamp === 'good' }, now);
  switch (verdict.kind) {
    case 'admitted':
      return null;
    case 'too-many':
      return verdict;
    case 'press-again':
      // A stamp that is only too young comes back as it is: it ripens while the page is read.
      return {
        ...verdict,
        stamp: stamp === 'young' && client !== undefined ? client.stamp : stampOfForm(app),
      };
    default:
      return never(verdict);
  }
}

function readStamp(app: App, stamp: string, now: Instant): 'good' | 'young' | 'bad' {
  const read = readToken(app.keyring, 'form', stamp, now, OLDEST_FORM);
  if (!read.ok) return 'bad';
  return now - read.madeAt >= YOUNGEST_FORM ? 'good' : 'young';
}

function answerOf(outcome: SubscribeOutcome, meant: string | null): SubscribeAnswer {
  switch (outcome.kind) {
    case 'pending':
      return { kind: 'accepted', outcome: 'pending', mailed: outcome.mailed, meant };
    case 'limited':
      return { kind: 'accepted', outcome: 'pending', mailed: false, meant };
    case 'already-active':
    case 'suppressed':
      return { kind: 'accepted', outcome: outcome.kind, mailed: false, meant };
    case 'paused':
      return outcome;
    default:
      return never(outcome);
  }
}
