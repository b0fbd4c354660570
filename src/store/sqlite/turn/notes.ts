import type { Instant } from '../../../core/clock.ts';
import type { DeliveryId, DeliveryNote, DeliveryStateKind } from '../../../domain/deliveries/delivery.ts';
import type { Session } from '../session.ts';

export interface NewNote {
  readonly id: DeliveryId;
  readonly at: Instant;
  readonly from: DeliveryStateKind;
  readonly to: DeliveryStateKind;
  readonly by: DeliveryNote['by'];
  readonly detail: string | null;
}

/** Prepares the writing of a note, inside the caller's transaction. */
export function noteWriter({ client }: Session): (note: NewNote) => void {
  const insert = client.prepare<[NewNote]>(
    'INSERT INTO delivery_notes (delivery_id, at, from_state, to_state, by, detail) VALUES (:id, :at, :from, :to, :by, :detail)',
  );
  return (note) => {
    insert.run(note);
  };
}
