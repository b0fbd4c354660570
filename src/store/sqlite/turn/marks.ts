import type { Instant } from '../../../core/clock.ts';
import type { DeliveryId, SkipReason } from '../../../domain/deliveries/delivery.ts';
import type { LaneKey, RelayKey } from '../schema/relays.ts';
import type { Session } from '../session.ts';
import { stateAllows } from '../state-lists.ts';
import type { Candidate } from './candidates.ts';
import { noteWriter } from './notes.ts';

interface Begin {
  readonly id: DeliveryId;
  readonly at: Instant;
  readonly firstBegunAt: Instant;
  readonly epoch: number;
  readonly relay: RelayKey;
}

/** Prepares what a claim does to a row. */
export function markStatements(session: Session) {
  const { client } = session;
  const note = noteWriter(session);
  const skip = client.prepare<[{ id: DeliveryId; at: Instant; reason: SkipReason }]>(
    `UPDATE deliveries SET state = 'skipped', skip_reason = :reason, state_at = :at, due_at = NULL, lane = 0
     WHERE id = :id AND ${stateAllows('skip', 'skipped')}`,
  );
  const begin = client.prepare<[Begin]>(
    `UPDATE deliveries SET state = 'sending', state_at = :at, due_at = NULL, lane = 0, attempts = attempts + 1,
       epoch = :epoch, first_begun_at = :firstBegunAt, relay_id = :relay
     WHERE id = :id AND ${stateAllows('begin', 'sending')}`,
  );
  return {
    begin: (values: Begin): void => {
      begin.run(values);
    },
    skip: ({ id, state }: Candidate, reason: SkipReason, at: Instant): void => {
      skip.run({ id, at, reason });
      note({ id, at, from: state, to: 'skipped', by: 'reader', detail: reason });
    },
    park: client.prepare<[{ id: DeliveryId; lane: LaneKey }]>(
      'UPDATE deliveries SET lane = :lane WHERE id = :id',
    ),
  };
}
