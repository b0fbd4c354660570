import { and, asc, count, desc, eq, gt } from 'drizzle-orm';
import type { DeliveryNote, EditionId } from '../../domain/deliveries/delivery.ts';
import type { EditionStore, LedgerReasons } from '../edition-store.ts';
import { deliveries, deliveryNotes } from './schema/editions.ts';
import { COMMON_LANE, lanes } from './schema/relays.ts';
import type { Session } from './session.ts';

/** Why deliveries are where they are: one by one, and counted. */
export function storyVerbs(session: Session): Pick<EditionStore, 'deliveryNotes' | 'ledgerReasons'> {
  return {
    deliveryNotes: async (id) =>
      session.read(() => {
        const { at, from, to, by, detail } = deliveryNotes;
        const own = eq(deliveryNotes.delivery, id);
        return session.db
          .select({ at, from, to, by, detail })
          .from(deliveryNotes)
          .where(own)
          .orderBy(asc(deliveryNotes.id))
          .all() satisfies readonly DeliveryNote[];
      }),
    ledgerReasons: async (id) => session.read(() => reasons(session, id)),
  };
}

function reasons({ db }: Session, id: EditionId): LedgerReasons {
  const { edition, state, failReason, skipReason, lane } = deliveries;
  const failed = db
    .select({ reason: failReason, rows: count() })
    .from(deliveries)
    .where(and(eq(edition, id), eq(state, 'failed')))
    .groupBy(failReason)
    .all();
  const skipped = db
    .select({ reason: skipReason, rows: count() })
    .from(deliveries)
    .where(and(eq(edition, id), eq(state, 'skipped')))
    .groupBy(skipReason)
    .all();
  const queued = count();
  const waitingBehind = db
    .select({ domain: lanes.domain, queued })
    .from(deliveries)
    .innerJoin(lanes, eq(lanes.id, lane))
    .where(and(eq(edition, id), eq(state, 'queued'), gt(lane, COMMON_LANE)))
    .groupBy(lane)
    .orderBy(desc(queued), lanes.domain)
    .all();
  return { failed: byReason(failed), skipped: byReason(skipped), waitingBehind };
}

function byReason<Reason extends string>(
  groups: readonly { readonly reason: Reason | null; readonly rows: number }[],
): Readonly<Partial<Record<Reason, number>>> {
  const counts: Partial<Record<Reason, number>> = {};
  for (const { reason, rows } of groups) if (reason !== null) counts[reason] = rows;
  return counts;
}
