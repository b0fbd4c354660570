import { and, eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EditionId, FrozenContent } from '../../domain/deliveries/delivery.ts';
import type { EditionStore } from '../edition-store.ts';
import { record } from './history.ts';
import { required } from './rows.ts';
import { editionContents, editions } from './schema/editions.ts';
import type { Session } from './session.ts';

type OpeningVerbs = Pick<EditionStore, 'freezeEdition' | 'frozenContent' | 'openDeliveries'>;

/**
 * Opening an edition: the freeze, then the deliveries in chunks.
 *
 * The audience is who was active and not suppressed just before the event of the freeze. Later arrivals are not in it. Who
 * left, or was suppressed or erased, between the freeze and the writing of their row gets a row too, `skipped` from the
 * start: so the audience is what it was at that instant, and the ledger says why somebody in it got no mail.
 */
export function openingVerbs(session: Session): OpeningVerbs {
  const statements = audienceStatements(session);
  return {
    freezeEdition: async (id, content, at) => session.write(() => freeze(session, id, content, at)),
    frozenContent: async (id) => session.read(() => contentOf(session, id)),
    openDeliveries: async (id, limit, at) =>
      session.write(() => openChunk(session, statements, id, limit, at)),
  };
}

function freeze(session: Session, id: EditionId, content: FrozenContent, at: Instant): boolean {
  const { db } = session;
  const key = db
    .select({ key: editions.key })
    .from(editions)
    .where(and(eq(editions.id, id), eq(editions.state, 'pending')))
    .get()?.key;
  if (key === undefined) return false;
  const { subject, html, text, hash } = content;
  const cutOff = record(session, at, 'edition.opening', key, hash);
  db.update(editions)
    .set({ state: 'opening', stateAt: at, subject, cutOff, cursor: 0 })
    .where(eq(editions.id, id))
    .run();
  db.insert(editionContents).values({ edition: id, subject, html, text, hash }).run();
  return true;
}

function contentOf({ db }: Session, id: EditionId): FrozenContent | null {
  const { subject, html, text, hash } = editionContents;
  const row = db
    .select({ subject, html, text, hash })
    .from(editionContents)
    .where(eq(editionContents.edition, id))
    .get();
  return row ?? null;
}

function openChunk(
  session: Session,
  { bound, write }: AudienceStatements,
  id: EditionId,
  limit: number,
  at: Instant,
): { written: number; open: boolean } {
  const { db } = session;
  const edition = db.select().from(editions).where(eq(editions.id, id)).get();
  if (edition?.state !== 'opening') return { written: 0, open: edition?.state === 'open' };
  const cutOff = required(edition.cutOff, 'the cut-off of an edition that is opening');
  const cursor = required(edition.cursor, 'the cursor of an edition that is opening');
  const { last, found } = bound.get({ cursor, cutOff, limit }) ?? { last: null, found: 0 };
  const topic = edition.kind === 'regular' || edition.kind === 'series' ? edition.topic : null;
  const written = last === null ? 0 : write.run({ id, topic, cursor, last, cutOff, at }).changes;
  const open = found < limit;
  const audience = edition.audience + written;
  db.update(editions)
    .set({ cursor: last ?? cursor, audience, ...(open ? { state: 'open', stateAt: at } : {}) })
    .where(eq(editions.id, id))
    .run();
  if (open) record(session, at, 'edition.open', edition.key, String(audience));
  return { written, open };
}

/** Reader `s` with suppression `x`, if any, belongs to the audience frozen by event `:cutOff`. */
const IN_AUDIENCE = `
  s.active_since_event < :cutOff
  AND (s.state = 'active' OR s.active_until_event > :cutOff)
  AND (x.event IS NULL OR x.event > :cutOff)`;

type AudienceStatements = ReturnType<typeof audienceStatements>;

function audienceStatements({ client }: Session) {
  return {
    /** Where a chunk ends: by readers, not by rows, as some readers may have the post from another edition. */
    bound: client.prepare<
      [{ cursor: number; cutOff: number; limit: number }],
      { last: number | null; found: number }
    >(
      `SELECT max(id) AS last, count(*) AS found FROM (
         SELECT s.id FROM subscribers s LEFT JOIN suppressions x ON x.address_hash = s.address_hash
         WHERE s.id > :cursor AND ${IN_AUDIENCE}
         ORDER BY s.id LIMIT :limit)`,
    ),
    write: client.prepare<
      [{ id: EditionId; topic: string | null; cursor: number; last: number; cutOff: number; at: Instant }]
    >(
      `INSERT INTO deliveries (edition_id, subscriber_id, topic, state, state_at, skip_reason)
       SELECT :id, r.id, :topic, iif(r.gone IS NULL, 'queued', 'skipped'), :at, r.gone
       FROM (
         SELECT s.id, CASE WHEN s.state <> 'active' THEN 'unsubscribed' WHEN x.event IS NOT NULL THEN 'suppressed' END AS gone
         FROM subscribers s LEFT JOIN suppressions x ON x.address_hash = s.address_hash
         WHERE s.id > :cursor AND s.id <= :last AND ${IN_AUDIENCE}
         ORDER BY s.id) r
       WHERE true
       ON CONFLICT DO NOTHING`,
    ),
  };
}
