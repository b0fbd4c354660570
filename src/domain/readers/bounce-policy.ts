import { DAY, type Instant } from '../../core/clock.ts';
import type { EditionId } from '../deliveries/delivery.ts';

/** A mail to a reader that came back. */
export interface RecordedBounce {
  readonly at: Instant;
  /** Which mailing it was; null when nothing says so, or it was none. */
  readonly edition: EditionId | null;
}

/** A mailing that a mail server took for a reader. */
export interface SentEdition {
  readonly edition: EditionId;
  readonly at: Instant;
}

/** So many bounces… */
const ENOUGH = 3;
/** …over at least so long, as a mailbox may be full or a server broken for a week. */
const SPAN = 14 * DAY;
/** An edition that has not bounced by then has arrived: servers give up after five days. */
const ARRIVED = 7 * DAY;

/**
 * Whether a reader's mailbox is to be given up, by bounces none of which says by itself that it is dead: three over at least 14 days, with no edition
 * in between that arrived. Several bounces of one edition count as one, and so do several within a day that name none.
 */
export function isGivenUp(
  bounces: readonly RecordedBounce[],
  sent: readonly SentEdition[],
  now: Instant,
): boolean {
  const arrivedAt = lastArrival(bounces, sent, now);
  const counted = distinct(bounces.filter((bounce) => sentAt(bounce, sent) > arrivedAt));
  const [first, last] = [counted.at(0), counted.at(-1)];
  if (first === undefined || last === undefined) return false;
  return counted.length >= ENOUGH && last.at - first.at >= SPAN;
}

/** When the last edition was sent that arrived; before all time when none did. */
function lastArrival(
  bounces: readonly RecordedBounce[],
  sent: readonly SentEdition[],
  now: Instant,
): Instant {
  const arrived = sent.filter((one) => one.at + ARRIVED <= now && !bounces.some((b) => mayBe(b, one)));
  return arrived.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
}

/** A bounce that names no edition may be of any that was sent lately. */
function mayBe(bounce: RecordedBounce, { edition, at }: SentEdition): boolean {
  const inTime = bounce.at <= at + ARRIVED;
  return bounce.edition === null ? inTime && bounce.at >= at : inTime && bounce.edition === edition;
}

/** When the mail left that came back. */
function sentAt(bounce: RecordedBounce, sent: readonly SentEdition[]): Instant {
  return sent.find(({ edition }) => edition === bounce.edition)?.at ?? bounce.at;
}

/** The first of each edition, and of those within a day that name none; in order of time. */
function distinct(bounces: readonly RecordedBounce[]): readonly RecordedBounce[] {
  const counted: RecordedBounce[] = [];
  for (const bounce of bounces.toSorted((one, other) => one.at - other.at)) {
    const isKnown = counted.some(({ edition, at }) =>
      edition === null ? bounce.edition === null && bounce.at - at < DAY : edition === bounce.edition,
    );
    if (!isKnown) counted.push(bounce);
  }
  return counted;
}
