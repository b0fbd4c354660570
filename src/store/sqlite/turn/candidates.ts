import type { Instant } from '../../../core/clock.ts';
import type { EmailAddress } from '../../../core/email-address.ts';
import type { DeliveryId, EditionId, SkipReason } from '../../../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../../domain/readers/subscriber.ts';
import type { LaneKey } from '../schema/relays.ts';
import type { Session } from '../session.ts';

/** A delivery that may be begun now, as far as its edition and its time go. */
export interface Candidate {
  readonly id: DeliveryId;
  readonly state: 'queued' | 'deferred';
  readonly subscriber: SubscriberId;
  readonly attempts: number;
  readonly firstBegunAt: Instant | null;
  readonly address: EmailAddress | null;
  readonly name: string | null;
  /** Why it must not be begun any more; null when it may. */
  readonly gone: Exclude<SkipReason, 'cancelled'> | null;
}

/**
 * Prepares the questions for candidates, each answered straight from an index, in the order in which they are to be begun.
 *
 * `+ 0`: for a bare parameter as limit, or where a partial index names that column, SQLite plans the statement anew each
 * time, to make use of the value; that takes longer than the answer.
 */
export function candidateQueries({ client }: Session) {
  const query = (which: string, order: string) =>
    client.prepare<[{ edition: EditionId; lane: LaneKey; at: Instant; limit: number }], Candidate>(
      `SELECT d.id, d.state, d.subscriber_id AS subscriber, d.attempts, d.first_begun_at AS firstBegunAt, s.address, s.name,
         CASE
           WHEN s.state <> 'active' THEN 'unsubscribed'
           WHEN EXISTS (SELECT 1 FROM suppressions x WHERE x.address_hash = s.address_hash) THEN 'suppressed'
         END AS gone
       FROM deliveries d CROSS JOIN subscribers s ON s.id = d.subscriber_id
       WHERE d.edition_id = :edition AND ${which}
       ORDER BY ${order} LIMIT :limit + 0`,
    );
  return {
    due: query("d.state = 'deferred' AND d.lane = 0 AND d.due_at <= :at", 'd.due_at'),
    queued: query("d.state = 'queued' AND d.lane = 0", 'd.id'),
    // In a lane it came due once: that is not asked again, or a clock that goes back would lose it.
    deferredIn: query("d.state = 'deferred' AND d.lane = :lane + 0", 'd.id'),
    queuedIn: query("d.state = 'queued' AND d.lane = :lane + 0", 'd.id'),
  };
}
