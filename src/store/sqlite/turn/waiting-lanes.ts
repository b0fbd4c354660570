import type { Instant } from '../../../core/clock.ts';
import type { EditionId } from '../../../domain/deliveries/delivery.ts';
import type { LaneKey } from '../schema/relays.ts';
import type { Session } from '../session.ts';

export interface WaitingLane {
  readonly lane: LaneKey;
  readonly domain: string;
  readonly lookAt: Instant;
}

/** Prepares the questions which lanes hold deliveries of an edition. Whoever looks gets the longest overdue first, so that all have their turn. */
export function waitingLaneRows({ client }: Session) {
  const query = (when: string) =>
    client.prepare<[{ edition: EditionId; at: Instant; limit: number }], WaitingLane>(
      `SELECT w.lane_id AS lane, l.domain, w.look_at AS lookAt
       FROM waiting_lanes w CROSS JOIN lanes l ON l.id = w.lane_id
       WHERE w.edition_id = :edition AND ${when}
       ORDER BY w.look_at LIMIT :limit + 0`,
    );
  return {
    upTo: query('w.look_at <= :at'),
    after: query('w.look_at > :at'),
    put: client.prepare<[{ edition: EditionId; lane: LaneKey; lookAt: Instant }]>(
      `INSERT INTO waiting_lanes (edition_id, lane_id, look_at) VALUES (:edition, :lane, :lookAt)
       ON CONFLICT DO UPDATE SET look_at = excluded.look_at`,
    ),
    remove: client.prepare<[{ edition: EditionId; lane: LaneKey }]>(
      'DELETE FROM waiting_lanes WHERE edition_id = :edition AND lane_id = :lane',
    ),
  };
}
