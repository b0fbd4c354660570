import { eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EditionDraft, EditionId } from '../../domain/deliveries/delivery.ts';
import type { EditionStore, NewEdition } from '../edition-store.ts';
import { record } from './history.ts';
import { editionDrafts, editions, seriesEditions } from './schema/editions.ts';
import type { Session } from './session.ts';

/** Mailings that no publication brought about: corrections, announcements, digests, parts of series, test runs. */
export function draftVerbs(session: Session): Pick<EditionStore, 'createEdition' | 'editionDraft'> {
  return {
    createEdition: async (edition, at) => session.write(() => create(session, edition, at)),
    editionDraft: async (id) => session.read(() => draftOf(session, id)),
  };
}

function create(session: Session, edition: NewEdition, at: Instant): boolean {
  const { db } = session;
  const { kind, key, topic, subject, test } = edition;
  const slot = edition.kind === 'series' ? edition.slot.date : null;
  const row = {
    kind,
    key,
    topic,
    slot,
    subject,
    test,
    publishedAt: at,
    state: 'pending',
    stateAt: at,
  } as const;
  const [created] = db
    .insert(editions)
    .values(row)
    .onConflictDoNothing({ target: editions.key })
    .returning({ id: editions.id })
    .all();
  if (created === undefined) return false;
  keepWords(session, created.id, edition);
  record(session, at, 'edition.pending', edition.key);
  return true;
}

/** What it is made of when it opens. */
function keepWords({ db }: Session, id: EditionId, edition: NewEdition): void {
  if (edition.kind === 'series') {
    const { series, slot } = edition;
    const row = { edition: id, series, slotAt: slot.at, tooSoonAfter: slot.tooSoonAfter };
    db.insert(seriesEditions).values(row).run();
  } else if (edition.draft !== null) {
    db.insert(editionDrafts)
      .values({ edition: id, ...edition.draft })
      .run();
  }
}

function draftOf({ db }: Session, id: EditionId): EditionDraft | null {
  const { title, markdown } = editionDrafts;
  return (
    db.select({ title, markdown }).from(editionDrafts).where(eq(editionDrafts.edition, id)).get() ?? null
  );
}
