import { eq } from 'drizzle-orm';
import type { InboundPlaceStore } from '../inbound-place-store.ts';
import { inboundPlaces } from './schema/inbound-places.ts';
import type { Session } from './session.ts';

/** How far mailboxes were read. No fact of history: what was taken is one. */
export function inboundPlaceVerbs(session: Session): InboundPlaceStore {
  return {
    inboundPlace: async (mailbox) =>
      session.read(() => {
        const row = session.db.select().from(inboundPlaces).where(eq(inboundPlaces.mailbox, mailbox)).get();
        return row === undefined ? null : { uidValidity: row.uidValidity, uid: row.uid };
      }),
    saveInboundPlace: async (mailbox, place) =>
      // Aside: neither the schedule nor an edition depends on it.
      session.writeAside(() => {
        session.db
          .insert(inboundPlaces)
          .values({ mailbox, ...place })
          .onConflictDoUpdate({ target: inboundPlaces.mailbox, set: place })
          .run();
      }),
  };
}
