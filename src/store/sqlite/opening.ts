import { and, eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EditionId, EditionKind, FrozenContent } from '../../domain/deliveries/delivery.ts';
import type { EditionStore } from '../edition-store.ts';
import { FOLLOWERS_AT_FREEZE, TERMS_AT_FREEZE, WANTED } from './audience.ts';
import { record } from './history.ts';
import { required } from './rows.ts';
import { editionContents, editions, seriesEditions } from './schema/editions.ts';
import { publications } from './schema/publications.ts';
import { NEVER_CAME } from './series-parts.ts';
import type { Session } from './session.ts';

type OpeningVerbs = Pick<EditionStore, 'freezeEdition' | 'frozenContent' | 'openDeliveries'>;

/**
 * Opening an edition: the freeze, then the deliveries in chunks.
 *
 * The audience is who was active and not suppressed just before the event of the freeze, and whose preferences of that moment want the
 * edition. Later arrivals are not in it, nor does a later change of preferences matter. Who left, or was suppressed or erased, between the freeze and the writing of their row gets a row too, `skipped` from the
 * start: so the audience is what it was at that instant, and the ledger says why somebody in it got no mail.
 *
 * Which part of a series is a reader's next depends on their deliveries, and is judged when their row is written: after a kill somebody may have got the part otherwise.
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
  const pending = db
    .select({ key: editions.key, track: publications.track })
    .from(editions)
    .leftJoin(publications, eq(publications.topic, editions.topic))
    .where(and(eq(editions.id, id), eq(editions.state, 'pending')))
    .get();
  if (pending === undefined) return false;
  const { key, track } = pending;
  const { subject, html, text, hash } = content;
  const cutOff = record(session, at, 'edition.opening', key, hash);
  db.update(editions)
    .set({ state: 'opening', stateAt: at, subject, track, cutOff, cursor: 0 })
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
  statements: AudienceStatements,
  id: EditionId,
  limit: number,
  at: Instant,
): { written: number; open: boolean } {
  const { db } = session;
  const edition = db.select().from(editions).where(eq(editions.id, id)).get();
  if (edition?.state !== 'opening') return { written: 0, open: edition?.state === 'open' };
  const { bound, write, clear } = statements[edition.kind];
  const cutOff = required(edition.cutOff, 'the cut-off of an edition that is opening');
  const cursor = required(edition.cursor, 'the cursor of an edition that is opening');
  const { track, topic: post } = edition;
  const { series, slotAt, tooSoonAfter } = seriesOf(session, id);
  const { last, found } = bound.get({ cursor, limit, post, series }) ?? { last: null, found: 0 };
  const frozen = { track, cutOff, frozenAt: slotAt ?? edition.stateAt, post, series, tooSoonAfter };
  const chunk = { ...frozen, id, topic: topicKept(edition), cursor, last, at };
  if (last !== null && chunk.topic !== null) clear?.run(chunk);
  const written = last === null ? 0 : write.run(chunk).changes;
  const open = found < limit;
  const audience = edition.audience + written;
  db.update(editions)
    .set({ cursor: last ?? cursor, audience, ...(open ? { state: 'open', stateAt: at, openedAt: at } : {}) })
    .where(eq(editions.id, id))
    .run();
  if (open) record(session, at, 'edition.open', edition.key, String(audience));
  return { written, open };
}

/** What is kept with each row so that nobody gets a post twice. A correction is meant to be a second mail, and a test is none. */
function topicKept({ kind, topic, test }: typeof editions.$inferSelect): string | null {
  return !test && (kind === 'regular' || kind === 'series') ? topic : null;
}

/** What only an edition of a series has. */
function seriesOf({ db }: Session, id: EditionId) {
  const { series, slotAt, tooSoonAfter, edition } = seriesEditions;
  const row = db.select({ series, slotAt, tooSoonAfter }).from(seriesEditions).where(eq(edition, id)).get();
  return row ?? { series: null, slotAt: null, tooSoonAfter: null };
}

interface Bound {
  readonly cursor: number;
  readonly limit: number;
  readonly post: string | null;
  readonly series: string | null;
}

interface Chunk {
  readonly id: EditionId;
  readonly topic: string | null;
  readonly track: string | null;
  readonly cursor: number;
  readonly last: number | null;
  readonly cutOff: number;
  readonly at: Instant;
  /** The post that a correction is about, or that a series brings. */
  readonly post: string | null;
  readonly frozenAt: Instant;
  readonly series: string | null;
  readonly tooSoonAfter: Instant | null;
}

type AudienceStatements = ReturnType<typeof audienceStatements>;

function audienceStatements({ client }: Session) {
  /** Where a chunk ends: by readers looked at, not by rows written, so that no chunk is long. */
  const everyone = client.prepare<[Bound], { last: number | null; found: number }>(
    'SELECT max(id) AS last, count(*) AS found FROM (SELECT id FROM subscribers WHERE id > :cursor ORDER BY id LIMIT :limit)',
  );
  const allWhoWant = (kind: EditionKind) => ({
    bound: everyone,
    clear: null,
    write: client.prepare<[Chunk]>(writing('subscribers s', kind)),
  });
  return {
    regular: allWhoWant('regular'),
    /** A copy that never came gives up its claim to the post, in whose place the new row is written. */
    series: {
      bound: client.prepare<[Bound], { last: number | null; found: number }>(
        `SELECT max(subscriber_id) AS last, count(*) AS found FROM (
           SELECT DISTINCT subscriber_id FROM followings WHERE series = :series AND subscriber_id > :cursor
           ORDER BY subscriber_id LIMIT :limit)`,
      ),
      clear: client.prepare<[Chunk]>(
        `UPDATE deliveries SET topic = NULL WHERE topic = :post AND edition_id <> :id AND ${NEVER_CAME}
           AND subscriber_id IN (SELECT r.id FROM (${audience(FOLLOWERS_AT_FREEZE, 'series')}) r)`,
      ),
      write: client.prepare<[Chunk]>(writing(FOLLOWERS_AT_FREEZE, 'series')),
    },
    digest: allWhoWant('digest'),
    announcement: allWhoWant('announcement'),
    /** A correction is for those who have the post it corrects, by whichever edition. */
    correction: {
      bound: client.prepare<[Bound], { last: number | null; found: number }>(
        `SELECT max(subscriber_id) AS last, count(*) AS found FROM (
           SELECT subscriber_id FROM deliveries WHERE topic = :post AND subscriber_id > :cursor
           ORDER BY subscriber_id LIMIT :limit)`,
      ),
      clear: null,
      write: client.prepare<[Chunk]>(
        writing(
          `subscribers s JOIN deliveries o ON o.subscriber_id = s.id AND o.topic = :post
           AND o.state = 'sent' AND o.state_at <= :frozenAt`,
          'correction',
        ),
      ),
    },
  } as const satisfies Record<EditionKind, unknown>;
}

/** The writing of a chunk: rows for those of the readers who belong to the audience frozen by event `:cutOff`. */
function writing(readers: string, kind: EditionKind): string {
  return `INSERT INTO deliveries (edition_id, subscriber_id, topic, state, state_at, skip_reason)
    SELECT :id, r.id, :topic, iif(r.gone IS NULL, 'queued', 'skipped'), :at, r.gone
    FROM (${audience(readers, kind)}) r
    WHERE true
    ON CONFLICT DO NOTHING`;
}

function audience(readers: string, kind: EditionKind): string {
  return `SELECT s.id, CASE WHEN s.state <> 'active' THEN 'unsubscribed' WHEN x.event IS NOT NULL THEN 'suppressed' END AS gone
    FROM ${readers} LEFT JOIN suppressions x ON x.address_hash = s.address_hash
      ${TERMS_AT_FREEZE}
    WHERE s.id > :cursor AND s.id <= :last
      AND s.active_since_event < :cutOff
      AND (s.state = 'active' OR s.active_until_event > :cutOff)
      AND (x.event IS NULL OR x.event > :cutOff)
      AND ${WANTED[kind]}
    ORDER BY s.id`;
}
