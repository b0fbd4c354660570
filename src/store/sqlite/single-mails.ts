import { and, count, eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { EmailAddress } from '../../core/email-address.ts';
import { never } from '../../core/errors.ts';
import type { RelayId } from '../../domain/deliveries/relay-record.ts';
import type {
  BegunSingleMail,
  NewSingleMail,
  SingleMailContent,
  SingleMailId,
} from '../../domain/deliveries/single-mail.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { SingleClaim, SingleMailStore, SingleSettlement } from '../single-mail-store.ts';
import { leaseCheck } from './lease.ts';
import { relayRows } from './relays.ts';
import { required } from './rows.ts';
import type { RelayKey } from './schema/relays.ts';
import { singleMails } from './schema/sending.ts';
import { preparedOnce, type Session } from './session.ts';
import { settlementRows } from './settlement-rows.ts';
import { relayBudget } from './turn/relay-budget.ts';

/** Mails to one person. */
export function singleMailVerbs(session: Session): SingleMailStore {
  const statements = mailStatements(session);
  return {
    enqueueMail: async (mail, at) => session.write(() => enqueue(session, mail, at)),
    beginMails: async (claim, epoch, at) => {
      // Asked four times a second: without anything due it need not wait for whoever writes.
      const isDue = session.read(() => statements.due.get({ at, limit: 1 })) !== undefined;
      return isDue ? session.writeAside(() => begin(statements, claim, epoch, at)) : [];
    },
    settleMails: async (settlements, epoch, at) =>
      session.writeAside(() => {
        giveBack(statements, settlements, epoch);
        statements.settle.run({ rows: settlementRows(settlements), epoch, at });
      }),
    nextMailAt: async () => session.read(() => statements.next.get()?.due ?? null),
    readerOfMail: async (id) => session.read(() => readerOf(session, id)),
    countMails: async () => session.read(() => counted(session)),
  };
}

/** Writes a mail inside the caller's transaction. False when its key was used before. */
export function enqueue(session: Session, mail: NewSingleMail, at: Instant): boolean {
  const { subscriber, repeatable } = traitsOf(mail.content);
  const content = JSON.stringify(mail.content);
  const row = { key: mail.key, to: mail.to, content, subscriber, repeatable: Number(repeatable), at };
  return enqueueing(session).run(row).changes === 1;
}

interface QueuedRow {
  readonly key: string;
  readonly to: EmailAddress;
  readonly content: string;
  readonly subscriber: SubscriberId | null;
  readonly repeatable: number;
  readonly at: Instant;
}

const enqueueing = preparedOnce(({ client }) =>
  client.prepare<[QueuedRow]>(
    `INSERT INTO single_mails (key, to_address, content, subscriber_id, repeatable, state, state_at, created_at)
     VALUES (:key, :to, :content, :subscriber, :repeatable, 'queued', :at, :at)
     ON CONFLICT (key) DO NOTHING`,
  ),
);

function traitsOf(content: SingleMailContent): { subscriber: SubscriberId | null; repeatable: boolean } {
  switch (content.kind) {
    case 'confirm':
    case 'welcome':
    case 'leave':
    case 'preferences':
    case 'new-address':
    case 'address-changed':
    case 'farewell':
      return { subscriber: content.subscriber, repeatable: false };
    case 'notice':
    case 'preview':
    case 'forward':
      return { subscriber: null, repeatable: true };
    default:
      return never(content);
  }
}

/** What must not leave any more is ended first, so that it takes no place in the claim. */
function begin(
  statements: MailStatements,
  { room, relays, test }: SingleClaim,
  epoch: number,
  at: Instant,
): readonly BegunSingleMail[] {
  if (!statements.holdsLease(epoch)) return [];
  statements.stop.run({ at });
  const accounts = relays.map((relay) => ({ ...relay, room }));
  const budget = relayBudget(statements.relays, accounts, at);
  const limit = Math.min(room, budget.free());
  const due = limit < 1 ? [] : statements.due.all({ at, limit });
  const begun = due.map(({ id }) => {
    const relay = budget.take();
    const row = statements.begin.get({ id, epoch, at, relay: relay.key, test: Number(test) });
    return begunOf(required(row, 'the mail just begun'), relay.id);
  });
  budget.save();
  return begun;
}

/** Before the outcomes are written: what a row was begun for, and when, stands in it only while it is `sending`. */
function giveBack(statements: MailStatements, settlements: readonly SingleSettlement[], epoch: number): void {
  for (const { id, settlement } of settlements) {
    if (settlement.kind !== 'queued') continue;
    const row = statements.sending.get({ id, epoch });
    if (row?.relay !== undefined && row.relay !== null) statements.relays.giveBack(row.relay, row.begunAt);
  }
}

interface BegunRow extends Omit<BegunSingleMail, 'content' | 'relay'> {
  readonly content: string;
}

function begunOf(row: BegunRow, relay: RelayId): BegunSingleMail {
  // Written by `enqueue` from this very type.
  const content: SingleMailContent = JSON.parse(row.content);
  return { ...row, content, relay };
}

type MailStatements = ReturnType<typeof mailStatements>;

function mailStatements(session: Session) {
  const { client } = session;
  return {
    holdsLease: leaseCheck(session),
    relays: relayRows(session),
    /** Ends what must not leave any more: the reader was erased, complained, or was excluded by the author. */
    stop: client.prepare<[{ at: Instant }]>(
      `UPDATE single_mails SET state = 'failed', state_at = :at, due_at = NULL, fail_reason = 'not-sendable'
       WHERE state IN ('queued', 'deferred') AND (
         to_address IS NULL
         OR EXISTS (
           SELECT 1 FROM subscribers s JOIN suppressions x ON x.address_hash = s.address_hash
           WHERE s.id = subscriber_id AND x.reason IN ('complained', 'author')))`,
    ),
    due: client.prepare<[{ at: Instant; limit: number }], { id: SingleMailId }>(
      `SELECT id FROM single_mails
       WHERE state = 'queued' OR state = 'deferred' AND due_at <= :at
       ORDER BY id LIMIT :limit + 0`,
    ),
    next: client.prepare<[], { due: Instant | null }>(
      `SELECT iif(EXISTS (SELECT 1 FROM single_mails WHERE state = 'queued'), 0,
         (SELECT min(due_at) FROM single_mails WHERE state = 'deferred')) AS due`,
    ),
    begin: client.prepare<
      [{ id: SingleMailId; epoch: number; at: Instant; relay: RelayKey; test: number }],
      BegunRow
    >(
      `UPDATE single_mails SET state = 'sending', state_at = :at, due_at = NULL, attempts = attempts + 1,
         epoch = :epoch, first_begun_at = coalesce(first_begun_at, :at), relay_id = :relay, test = :test
       WHERE id = :id
       RETURNING id, key, to_address AS "to", content, created_at AS createdAt, attempts AS attempt,
         first_begun_at AS firstBegunAt`,
    ),
    sending: client.prepare<
      [{ id: SingleMailId; epoch: number }],
      { relay: RelayKey | null; begunAt: Instant }
    >(
      `SELECT relay_id AS relay, state_at AS begunAt FROM single_mails
       WHERE id = :id AND epoch = :epoch AND state = 'sending'`,
    ),
    settle: client.prepare<[{ rows: string; epoch: number; at: Instant }]>(
      `UPDATE single_mails SET
         state = j.value ->> 'kind', state_at = :at, due_at = j.value ->> 'until', fail_reason = j.value ->> 'reason',
         reply = coalesce(j.value ->> 'reply', reply),
         attempts = attempts - (j.value ->> 'kind' = 'queued'),
         first_begun_at = iif(j.value ->> 'kind' = 'queued', NULL, first_begun_at)
       FROM json_each(:rows) j
       WHERE single_mails.id = j.value ->> 'id' AND epoch = :epoch
         AND (state = 'sending' OR state = 'uncertain' AND j.value ->> 'kind' <> 'uncertain')`,
    ),
  };
}

function readerOf({ db }: Session, id: SingleMailId): SubscriberId | null {
  const { subscriber } = singleMails;
  const real = and(eq(singleMails.id, id), eq(singleMails.test, false));
  return db.select({ subscriber }).from(singleMails).where(real).get()?.subscriber ?? null;
}

function counted({ db }: Session): Awaited<ReturnType<SingleMailStore['countMails']>> {
  const rows = db
    .select({ state: singleMails.state, rows: count() })
    .from(singleMails)
    .groupBy(singleMails.state)
    .all();
  const of = (state: (typeof rows)[number]['state']): number =>
    rows.find((group) => group.state === state)?.rows ?? 0;
  return {
    queued: of('queued'),
    sending: of('sending'),
    deferred: of('deferred'),
    sent: of('sent'),
    failed: of('failed'),
    uncertain: of('uncertain'),
  };
}
