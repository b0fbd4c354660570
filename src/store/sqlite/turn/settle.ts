import type { Instant } from '../../../core/clock.ts';
import { domainOf, type EmailAddress } from '../../../core/email-address.ts';
import type { DeliveryId, DeliveryStateKind, EditionState } from '../../../domain/deliveries/delivery.ts';
import { type SettledAs, settledAs } from '../../../domain/deliveries/settled-as.ts';
import type { SubscriberId } from '../../../domain/readers/subscriber.ts';
import type { DeliverySettlement } from '../../edition-store.ts';
import { relayRows } from '../relays.ts';
import type { RelayKey } from '../schema/relays.ts';
import type { Session } from '../session.ts';
import { stateAllows } from '../state-lists.ts';
import { suppressSubscriber } from '../suppressions.ts';
import { laneRows } from './lane-book.ts';
import { noteWriter } from './notes.ts';

/** Prepares the writing down of outcomes, inside the caller's transaction. */
export function settler(
  session: Session,
): (settlements: readonly DeliverySettlement[], epoch: number, at: Instant) => void {
  const statements = settleStatements(session);
  const note = noteWriter(session);
  const giveBack = returns(session);
  const settleStory = (
    { id, settlement, suppress }: DeliverySettlement,
    epoch: number,
    at: Instant,
  ): void => {
    const row = statements.look.get(id);
    if (row === undefined || row.epoch !== epoch) return;
    const outcome = settledAs(settlement, row.state, row.edition);
    if (outcome === null) return;
    statements.settle.run({ id, at, ...columnsOf(outcome), unsent: Number(settlement.kind === 'queued') });
    note({ id, at, from: row.state, to: outcome.kind, by: 'relay', detail: replyOf(outcome) });
    if (settlement.kind === 'queued' && row.state === 'sending') giveBack(row);
    if (suppress) suppressSubscriber(session, row.subscriber, 'bounced', at);
  };
  return (settlements, epoch, at) => {
    for (const settled of settlements) {
      const { id, settlement } = settled;
      const isPlain = settlement.kind === 'sent' && !settled.suppress;
      if (isPlain && statements.plain.run({ id, reply: settlement.reply, epoch, at }).changes === 1) continue;
      settleStory(settled, epoch, at);
    }
  };
}

interface BegunRow {
  readonly state: DeliveryStateKind;
  /** When it was begun, while it is `sending`. */
  readonly stateAt: Instant;
  readonly epoch: number | null;
  readonly subscriber: SubscriberId;
  readonly relay: RelayKey | null;
  readonly edition: EditionState['kind'];
}

function settleStatements({ client }: Session) {
  return {
    /** By far the most rows go this way: sent at the first attempt, of which there is nothing to tell. */
    plain: client.prepare<[{ id: DeliveryId; reply: string; epoch: number; at: Instant }]>(
      `UPDATE deliveries SET state = 'sent', state_at = :at, reply = :reply
       WHERE id = :id AND epoch = :epoch AND ${stateAllows('settle', 'sent')} AND attempts = 1`,
    ),
    look: client.prepare<[DeliveryId], BegunRow>(
      `SELECT d.state, d.state_at AS stateAt, d.epoch, d.subscriber_id AS subscriber, d.relay_id AS relay, e.state AS edition
       FROM deliveries d JOIN editions e ON e.id = d.edition_id WHERE d.id = ?`,
    ),
    /**
     * What was not handed over through no fault of its own was no attempt: it is not counted, and its retries have their whole day
     * still before them.
     */
    settle: client.prepare<[{ id: DeliveryId; at: Instant; unsent: number } & Columns]>(
      `UPDATE deliveries SET state = :state, state_at = :at, due_at = :dueAt, fail_reason = :failReason,
         skip_reason = :skipReason, reply = coalesce(:reply, reply), attempts = attempts - :unsent,
         first_begun_at = iif(:unsent, NULL, first_begun_at)
       WHERE id = :id`,
    ),
  };
}

interface Columns {
  readonly state: DeliveryStateKind;
  readonly dueAt: Instant | null;
  readonly failReason: string | null;
  readonly skipReason: string | null;
  readonly reply: string | null;
}

function columnsOf(outcome: SettledAs): Columns {
  return {
    state: outcome.kind,
    dueAt: outcome.kind === 'deferred' ? outcome.until : null,
    failReason: outcome.kind === 'failed' ? outcome.reason : null,
    skipReason: outcome.kind === 'skipped' ? 'cancelled' : null,
    reply: replyOf(outcome),
  };
}

function replyOf(outcome: SettledAs): string | null {
  return outcome.kind === 'queued' || outcome.kind === 'uncertain' ? null : outcome.reply;
}

/** Prepares giving back to relay and domain what a message took that came back unsent. */
function returns(session: Session): (row: BegunRow) => void {
  const relays = relayRows(session);
  const lanes = laneRows(session);
  const addressOf = session.client.prepare<[SubscriberId], { address: EmailAddress | null }>(
    'SELECT address FROM subscribers WHERE id = ?',
  );
  return ({ relay, stateAt, subscriber }) => {
    if (relay !== null) relays.giveBack(relay, stateAt);
    const address = addressOf.get(subscriber)?.address ?? null;
    if (address !== null) lanes.giveBack.run(domainOf(address));
  };
}
