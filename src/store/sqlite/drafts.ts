import { eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EditionDraft, EditionId } from '../../domain/deliveries/delivery.ts';
import type { EditionStore, NewEdition } from '../edition-store.ts';
import { record } from './history.ts';
import { editionDrafts, editions } from './schema/editions.ts';
import type { Session } from './session.ts';

/** Mailings that no publication brought about: corrections, announcements, test runs. */
export function draftVerbs(session: Session): Pick<EditionStore, 'createEdition' | 'editionDraft'> {
  return {
    createEdition: async (edition, at) => session.write(() => create(session, edition, at)),
    editionDraft: async (id) => session.read(() => draftOf(session, id)),
  };
}

function create(session: Session, { draft, ...edition }: NewEdition, at: Instant): boolean {
  const { db } = session;
  const row = { ...edition, slot: null, publishedAt: at, state: 'pending', stateAt: at } as const;
  const [created] = db
    .insert(editions)
    .values(row)
    .onConflictDoNothing({ target: editions.key })
    .returning({ id: editions.id })
    .all();
  if (created === undefined) return false;
  if (draft !== null)
    db.insert(editionDrafts)
      .values({ edition: created.id, ...draft })
      .run();
  record(session, at, 'edition.pending', edition.key);
  return true;
}

function draftOf({ db }: Session, id: EditionId): EditionDraft | null {
  const { title, markdown } = editionDrafts;
  return (
    db.select({ title, markdown }).from(editionDrafts).where(eq(editionDrafts.edition, id)).get() ?? null
  );
}
