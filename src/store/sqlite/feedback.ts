import { and, asc, eq, inArray, lt } from 'drizzle-orm';
import { DAY, type Instant } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import { isGivenUp } from '../../domain/readers/bounce-policy.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type {
  FeedbackBatch,
  FeedbackEntry,
  FeedbackOutcome,
  FeedbackStore,
  StoredBounce,
} from '../feedback-store.ts';
import { record } from './history.ts';
import { unsubscribe } from './leaving.ts';
import { deliveries, editions } from './schema/editions.ts';
import { bounces, feedbackEvents, feedbackNonces } from './schema/feedback.ts';
import type { Session } from './session.ts';
import { suppressHash, suppressSubscriber } from './suppressions.ts';

/** How long it is known what was told: no provider repeats itself for longer than some days. */
const KEPT_MS = 30 * DAY;

/** What becomes of mails after a server took them. */
export function feedbackVerbs(session: Session): FeedbackStore {
  return {
    recordFeedback: async (batch, at) => session.write(() => recordFeedback(session, batch, at)),
    bouncesOf: async (id) => session.read(() => bouncesOf(session, id)),
  };
}

function recordFeedback(session: Session, batch: FeedbackBatch, at: Instant): FeedbackOutcome {
  forget(session, at - KEPT_MS);
  if (!claimNonce(session, batch, at)) return { kind: 'replayed' };
  const count = { fresh: 0, suppressed: 0, left: 0 };
  for (const entry of batch.entries) {
    if (!claimEvent(session, batch, entry, at)) continue;
    const done = apply(session, batch, entry, at);
    count.fresh += 1;
    count.suppressed += done.suppressed ? 1 : 0;
    count.left += done.left ? 1 : 0;
  }
  return { kind: 'recorded', ...count };
}

function forget({ db }: Session, before: Instant): void {
  db.delete(feedbackEvents).where(lt(feedbackEvents.at, before)).run();
  db.delete(feedbackNonces).where(lt(feedbackNonces.at, before)).run();
}

/** False when this nonce was used with another body. */
function claimNonce({ db }: Session, { source, nonce }: FeedbackBatch, at: Instant): boolean {
  if (nonce === null) return true;
  const { value, bodyDigest } = nonce;
  const isNew = db
    .insert(feedbackNonces)
    .values({ source, nonce: value, bodyDigest, at })
    .onConflictDoNothing()
    .run();
  if (isNew.changes > 0) return true;
  const mine = and(eq(feedbackNonces.source, source), eq(feedbackNonces.nonce, value));
  return db.select().from(feedbackNonces).where(mine).get()?.bodyDigest === bodyDigest;
}

/** False when it was told before. */
function claimEvent(
  { db }: Session,
  { source }: FeedbackBatch,
  { eventId }: FeedbackEntry,
  at: Instant,
): boolean {
  const row = { source, eventId, at };
  return db.insert(feedbackEvents).values(row).onConflictDoNothing().run().changes > 0;
}

interface Done {
  readonly suppressed: boolean;
  readonly left: boolean;
}

function apply(session: Session, batch: FeedbackBatch, entry: FeedbackEntry, at: Instant): Done {
  const { subscriber, what } = entry;
  switch (what.kind) {
    case 'complaint':
      return {
        suppressed: suppress(session, entry, 'complained', at),
        left: subscriber !== null && unsubscribe(session, subscriber, 'complaint', at) === 'unsubscribed',
      };
    case 'unsubscribe':
      return {
        suppressed: false,
        left: subscriber !== null && unsubscribe(session, subscriber, 'provider', at) === 'unsubscribed',
      };
    case 'bounce': {
      const isOver = takeBounce(session, batch, entry, what, at);
      return { suppressed: isOver && suppress(session, entry, 'bounced', at), left: false };
    }
    default:
      return never(what);
  }
}

function suppress(
  session: Session,
  { subscriber, addressHash }: FeedbackEntry,
  reason: 'complained' | 'bounced',
  at: Instant,
): boolean {
  if (subscriber !== null) return suppressSubscriber(session, subscriber, reason, at);
  return addressHash !== null && suppressHash(session, addressHash, reason, at, addressHash);
}

/** Whether the address is to be suppressed now. */
function takeBounce(
  session: Session,
  { source }: FeedbackBatch,
  { subscriber }: FeedbackEntry,
  bounce: Extract<FeedbackEntry['what'], { kind: 'bounce' }>,
  at: Instant,
): boolean {
  if (subscriber === null) return bounce.suppress;
  const { edition, status, permanent, reason, detail } = bounce;
  session.db
    .insert(bounces)
    .values({
      ...{ subscriber, source, edition, at: bounce.at, status, permanent, reason, detail },
      suppress: bounce.suppress,
    })
    .run();
  const said = [reason, status].filter((word) => word !== null).join(' ');
  record(session, at, 'subscriber.bounced', subscriber, `${said}, says ${source}`);
  return bounce.suppress || isGivenUp(bouncesOf(session, subscriber), sentTo(session, subscriber), at);
}

function bouncesOf({ db }: Session, id: SubscriberId): readonly StoredBounce[] {
  return db.select(COLUMNS).from(bounces).where(eq(bounces.subscriber, id)).orderBy(asc(bounces.id)).all();
}

const COLUMNS = {
  at: bounces.at,
  edition: bounces.edition,
  source: bounces.source,
  status: bounces.status,
  permanent: bounces.permanent,
  suppress: bounces.suppress,
  reason: bounces.reason,
  detail: bounces.detail,
};

/** The mailings that a server took for a reader; not those of a test, which went elsewhere. */
function sentTo({ db }: Session, id: SubscriberId) {
  // By edition, as that is how the rows are indexed: a look-up for each, instead of a walk through all.
  const real = db.select({ id: editions.id }).from(editions).where(eq(editions.test, false));
  return db
    .select({ edition: deliveries.edition, at: deliveries.stateAt })
    .from(deliveries)
    .where(
      and(inArray(deliveries.edition, real), eq(deliveries.subscriber, id), eq(deliveries.state, 'sent')),
    )
    .all();
}
