import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import type { BegunDelivery, DeliveryId, EditionId } from '../../domain/deliveries/delivery.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { DeliverySettlement, EditionStore } from '../edition-store.ts';
import { leaseCheck } from './lease.ts';
import { required } from './rows.ts';
import type { Session } from './session.ts';
import { settlementRows } from './settlement-rows.ts';
import { suppressSubscriber } from './suppressions.ts';

type ClaimVerbs = Pick<EditionStore, 'beginDeliveries' | 'settleDeliveries'>;

/** Begin and settle: the two commits around a message. */
export function claimVerbs(session: Session): ClaimVerbs {
  const begin = beginStatements(session);
  const settle = settleStatement(session);
  return {
    beginDeliveries: async (id, limit, epoch, at) =>
      session.write(() => beginUpTo(begin, id, limit, epoch, at)),
    settleDeliveries: async (settlements, epoch, at) =>
      session.write(() => settleAll(session, settle, settlements, epoch, at)),
  };
}

/** Goes on past readers who must be skipped, so that an empty answer means: there is nothing to begin now. */
function beginUpTo(
  { holdsLease, isOpen, claim }: BeginStatements,
  id: EditionId,
  limit: number,
  epoch: number,
  at: Instant,
): readonly BegunDelivery[] {
  if (!holdsLease(epoch) || isOpen.get(id) === undefined) return [];
  const begun: BegunDelivery[] = [];
  while (begun.length < limit) {
    const rows = claim.all({ id, limit: limit - begun.length, epoch, at });
    if (rows.length === 0) break;
    begun.push(...rows.filter(({ state }) => state === 'sending').map(begunOf));
  }
  // RETURNING promises no order.
  return begun.sort((left, right) => left.id - right.id);
}

interface BegunRow {
  readonly id: DeliveryId;
  readonly state: 'sending' | 'skipped';
  readonly subscriber: SubscriberId;
  readonly attempts: number;
  readonly firstBegunAt: Instant | null;
  readonly address: EmailAddress | null;
  readonly name: string | null;
}

function begunOf(row: BegunRow): BegunDelivery {
  return {
    id: row.id,
    subscriber: row.subscriber,
    address: required(row.address, 'the address of an active reader'),
    name: row.name,
    attempt: row.attempts,
    firstBegunAt: required(row.firstBegunAt, 'the first attempt of a begun delivery'),
  };
}

type BeginStatements = ReturnType<typeof beginStatements>;

function beginStatements(session: Session) {
  const { client } = session;
  return {
    holdsLease: leaseCheck(session),
    isOpen: client.prepare<[EditionId]>("SELECT 1 FROM editions WHERE id = ? AND state = 'open'"),
    claim: client.prepare<[{ id: EditionId; limit: number; epoch: number; at: Instant }], BegunRow>(CLAIM),
  };
}

/**
 * Claims in one statement: deferred ones that are due come first (a greylisting relay expects us back), then queued ones in
 * order of id. The reader's state is looked at here, so leaving or a suppression stops a message up to its begin.
 */
const CLAIM = `UPDATE deliveries SET
       state = iif(c.gone IS NULL, 'sending', 'skipped'),
       skip_reason = c.gone,
       state_at = :at,
       due_at = NULL,
       attempts = iif(c.gone IS NULL, attempts + 1, attempts),
       epoch = iif(c.gone IS NULL, :epoch, epoch),
       first_begun_at = iif(c.gone IS NULL, coalesce(first_begun_at, :at), first_begun_at)
     FROM (
       SELECT d.id, CASE
           WHEN s.state <> 'active' THEN 'unsubscribed'
           WHEN EXISTS (SELECT 1 FROM suppressions x WHERE x.address_hash = s.address_hash) THEN 'suppressed'
         END AS gone
       FROM (
         SELECT * FROM (
           SELECT id, subscriber_id FROM deliveries
           WHERE edition_id = :id AND state = 'deferred' AND due_at <= :at ORDER BY due_at LIMIT :limit)
         UNION ALL
         SELECT * FROM (
           SELECT id, subscriber_id FROM deliveries
           WHERE edition_id = :id AND state = 'queued' ORDER BY id LIMIT :limit)
         LIMIT :limit) d
       JOIN subscribers s ON s.id = d.subscriber_id) c
     WHERE deliveries.id = c.id
     RETURNING id, state, subscriber_id AS subscriber, attempts, first_begun_at AS firstBegunAt,
       (SELECT address FROM subscribers WHERE id = subscriber_id) AS address,
       (SELECT name FROM subscribers WHERE id = subscriber_id) AS name`;

function settleAll(
  session: Session,
  settle: SettleStatement,
  settlements: readonly DeliverySettlement[],
  epoch: number,
  at: Instant,
): void {
  const dead = new Set(settlements.filter(({ suppress }) => suppress).map(({ id }) => id));
  const settled = settle.all({ rows: settlementRows(settlements), epoch, at });
  for (const { id, subscriber } of settled) {
    if (dead.has(id)) suppressSubscriber(session, subscriber, 'bounced', at);
  }
}

type SettleStatement = ReturnType<typeof settleStatement>;

/**
 * Only the epoch that began a row may settle it. A row that became `uncertain` meanwhile takes a late answer of its own worker;
 * but it is not made to wait again in an edition that is complete, as complete means that nothing waits.
 * What goes back to `queued` was not handed over through no fault of its own: that attempt does not count, and its retries have
 * their whole day still before them.
 */
function settleStatement({ client }: Session) {
  return client.prepare<
    [{ rows: string; epoch: number; at: Instant }],
    { id: DeliveryId; subscriber: SubscriberId }
  >(
    `UPDATE deliveries SET
       state = j.value ->> 'kind', state_at = :at, due_at = j.value ->> 'until', fail_reason = j.value ->> 'reason',
       reply = coalesce(j.value ->> 'reply', reply),
       attempts = attempts - (j.value ->> 'kind' = 'queued'),
       first_begun_at = iif(j.value ->> 'kind' = 'queued', NULL, first_begun_at)
     FROM json_each(:rows) j
     WHERE deliveries.id = j.value ->> 'id' AND epoch = :epoch AND (
       state = 'sending'
       OR state = 'uncertain' AND (
         j.value ->> 'kind' IN ('sent', 'failed')
         OR j.value ->> 'kind' IN ('queued', 'deferred')
           AND EXISTS (SELECT 1 FROM editions e WHERE e.id = deliveries.edition_id AND e.state = 'open')))
     RETURNING id, subscriber_id AS subscriber`,
  );
}
