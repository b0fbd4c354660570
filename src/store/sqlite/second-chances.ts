import { and, eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { DeliveryNote, DeliveryStateKind, EditionId } from '../../domain/deliveries/delivery.ts';
import type { Cause } from '../../domain/deliveries/transitions.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { EditionStore, Resolution, RetryChoice } from '../edition-store.ts';
import { changed } from './editions.ts';
import { record } from './history.ts';
import { editions } from './schema/editions.ts';
import type { Session } from './session.ts';
import { stateAllows } from './state-lists.ts';

/** Deliveries that had come to rest, and move again by the author's word or by evidence. */
export function secondChanceVerbs(session: Session): Pick<EditionStore, 'retryFailed' | 'resolveUncertain'> {
  const again = changeStatements(session, 'retry', 'queued', ANEW);
  const resolutions = {
    author: {
      sent: changeStatements(session, 'resolve-sent', 'sent', AS_IT_WAS),
      resend: changeStatements(session, 'resolve-resend', 'queued', ANEW),
    },
    evidence: {
      sent: changeStatements(session, 'evidence', 'sent', AS_IT_WAS),
      resend: changeStatements(session, 'evidence', 'queued', ANEW),
    },
  };
  return {
    retryFailed: async (id, which, at) => session.write(() => retry(session, again, id, which, at)),
    resolveUncertain: async (id, resolution, at) => {
      const change = resolutions[resolution.by][resolution.how];
      return session.write(() => resolve(session, change, id, resolution, at));
    },
  };
}

function retry(session: Session, change: Change, id: EditionId, which: RetryChoice, at: Instant): number {
  const edition = editionIn(session, id);
  if (edition === null || edition.state === 'cancelled') return 0;
  const rows = change({ id, at, by: 'author', detail: null, ...which });
  if (rows > 0) record(session, at, 'edition.retried', edition.key, String(rows));
  if (rows > 0) openAgain(session, id, at);
  return rows;
}

function resolve(session: Session, change: Change, id: EditionId, how: Resolution, at: Instant): number {
  const resend = how.how === 'resend';
  const edition = editionIn(session, id);
  if (edition === null || (resend && edition.state === 'cancelled')) return 0;
  const { by, detail, subscribers } = how;
  const rows = change({ id, at, by, detail, reason: null, subscribers });
  if (rows > 0) record(session, at, 'edition.resolved', edition.key, `${rows} as ${how.how}, by ${by}`);
  if (rows > 0 && resend) openAgain(session, id, at);
  return rows;
}

function editionIn({ db }: Session, id: EditionId) {
  const { key, state } = editions;
  return db.select({ key, state }).from(editions).where(eq(editions.id, id)).get() ?? null;
}

/** Complete means that nothing waits, and now something does. */
function openAgain(session: Session, id: EditionId, at: Instant): void {
  const complete = and(eq(editions.id, id), eq(editions.state, 'complete'));
  const rows = session.db
    .update(editions)
    .set({ state: 'open', stateAt: at })
    .where(complete)
    .returning()
    .all();
  changed(session, 'edition.reopened', at, rows);
}

interface Chosen {
  readonly id: EditionId;
  readonly at: Instant;
  readonly by: DeliveryNote['by'];
  /** For the note; null: the reason why it had failed, if it had. */
  readonly detail: string | null;
  readonly reason: string | null;
  readonly subscribers: readonly SubscriberId[] | null;
}

type Change = (chosen: Chosen) => number;

/** What is queued anew has its whole day of retries before it, under the same Message-ID. */
const ANEW = 'attempts = 0, first_begun_at = NULL, fail_reason = NULL';
const AS_IT_WAS = 'fail_reason = NULL';

function changeStatements({ client }: Session, cause: Cause, to: DeliveryStateKind, also: string): Change {
  type Values = [Omit<Chosen, 'subscribers'> & { readonly subscribers: string | null }];
  // A copy without a claim to its post came by another edition after all.
  const chosen = `edition_id = :id AND ${stateAllows(cause, to)} AND (topic IS NOT NULL OR NOT EXISTS (
      SELECT 1 FROM editions e WHERE e.id = :id AND e.kind IN ('regular', 'series') AND NOT e.test))
    AND (:reason IS NULL OR fail_reason = :reason)
    AND (:subscribers IS NULL OR subscriber_id IN (SELECT value FROM json_each(:subscribers)))`;
  const note = client.prepare<Values>(
    `INSERT INTO delivery_notes (delivery_id, at, from_state, to_state, by, detail)
     SELECT id, :at, state, '${to}', :by, coalesce(:detail, fail_reason) FROM deliveries WHERE ${chosen}`,
  );
  const change = client.prepare<Values>(
    `UPDATE deliveries SET state = '${to}', state_at = :at, ${also} WHERE ${chosen}`,
  );
  return ({ subscribers, ...rest }) => {
    const values = { ...rest, subscribers: subscribers === null ? null : JSON.stringify(subscribers) };
    note.run(values);
    return change.run(values).changes;
  };
}
