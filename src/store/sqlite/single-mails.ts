import { count } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import type {
  BegunSingleMail,
  NewSingleMail,
  SingleMailContent,
} from '../../domain/deliveries/single-mail.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { SingleMailStore } from '../single-mail-store.ts';
import { leaseCheck } from './lease.ts';
import { singleMails } from './schema/sending.ts';
import type { Session } from './session.ts';
import { settlementRows } from './settlement-rows.ts';

/** Mails to one person. */
export function singleMailVerbs(session: Session): SingleMailStore {
  const statements = mailStatements(session);
  return {
    enqueueMail: async (mail, at) => session.write(() => enqueue(session, mail, at)),
    beginMails: async (limit, epoch, at) => session.write(() => begin(statements, limit, epoch, at)),
    settleMails: async (settlements, epoch, at) =>
      session.write(() => {
        statements.settle.run({ rows: settlementRows(settlements), epoch, at });
      }),
    countMails: async () => session.read(() => counted(session)),
  };
}

/** Writes a mail inside the caller's transaction. False when its key was used before. */
export function enqueue({ db }: Session, mail: NewSingleMail, at: Instant): boolean {
  const { subscriber, repeatable } = traitsOf(mail.content);
  const row = { ...mail, subscriber, repeatable, state: 'queued', stateAt: at, createdAt: at } as const;
  return (
    db.insert(singleMails).values(row).onConflictDoNothing({ target: singleMails.key }).run().changes === 1
  );
}

function traitsOf(content: SingleMailContent): { subscriber: SubscriberId | null; repeatable: boolean } {
  switch (content.kind) {
    case 'confirm':
    case 'welcome':
    case 'leave':
      return { subscriber: content.subscriber, repeatable: false };
    case 'notice':
    case 'preview':
      return { subscriber: null, repeatable: true };
    default:
      return never(content);
  }
}

function begin(
  statements: MailStatements,
  limit: number,
  epoch: number,
  at: Instant,
): readonly BegunSingleMail[] {
  if (!statements.holdsLease(epoch)) return [];
  statements.stop.run({ at });
  const rows = statements.begin.all({ limit, epoch, at });
  // RETURNING promises no order.
  return rows.map(begunOf).sort((left, right) => left.id - right.id);
}

interface BegunRow extends Omit<BegunSingleMail, 'content'> {
  readonly content: string;
}

function begunOf(row: BegunRow): BegunSingleMail {
  // Written by `enqueue` from this very type.
  const content: SingleMailContent = JSON.parse(row.content);
  return { ...row, content };
}

type MailStatements = ReturnType<typeof mailStatements>;

function mailStatements(session: Session) {
  const { client } = session;
  return {
    holdsLease: leaseCheck(session),
    /** Ends what must not leave any more: the reader was erased, complained, or was excluded by the author. */
    stop: client.prepare<[{ at: Instant }]>(
      `UPDATE single_mails SET state = 'failed', state_at = :at, due_at = NULL, fail_reason = 'not-sendable'
       WHERE state IN ('queued', 'deferred') AND (
         to_address IS NULL
         OR EXISTS (
           SELECT 1 FROM subscribers s JOIN suppressions x ON x.address_hash = s.address_hash
           WHERE s.id = subscriber_id AND x.reason IN ('complained', 'author')))`,
    ),
    begin: client.prepare<[{ limit: number; epoch: number; at: Instant }], BegunRow>(
      `UPDATE single_mails SET state = 'sending', state_at = :at, due_at = NULL, attempts = attempts + 1,
         epoch = :epoch, first_begun_at = coalesce(first_begun_at, :at)
       WHERE id IN (
         SELECT id FROM single_mails
         WHERE state = 'queued' OR state = 'deferred' AND due_at <= :at
         ORDER BY id LIMIT :limit)
       RETURNING id, key, to_address AS "to", content, created_at AS createdAt, attempts AS attempt,
         first_begun_at AS firstBegunAt`,
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
