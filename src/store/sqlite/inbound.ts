import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { and, asc, count, desc, eq, gt, inArray, lt, or, sql } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import type { InboundKind } from '../../domain/inbound/classified.ts';
import type { InboundId, KeptMail, KeptState, Outcome } from '../../domain/inbound/kept-mail.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { AppliedMail, InboundCount, InboundStore, NewInboundMail } from '../inbound-store.ts';
import { record } from './history.ts';
import { required } from './rows.ts';
import { inboundMails, inboundMarks } from './schema/inbound.ts';
import type { Session } from './session.ts';
import { enqueue } from './single-mails.ts';

const deflated = promisify(deflateRaw);
const inflated = promisify<Buffer, Buffer>(inflateRaw);

/** Mails that came in: kept, applied once, forgotten. */
export function inboundVerbs(session: Session): InboundStore {
  const { db } = session;
  return {
    keepInbound: async (mail, at) => {
      // Beforehand, and on another thread: a large one must not hold up those who write.
      const raw = await deflated(mail.raw);
      return session.write(() => keep(session, mail, raw, at));
    },
    inboundMail: async (id) => session.read(() => oneOf(session, id)),
    inboundRaw: async (id) => {
      const { raw } = inboundMails;
      const row = session.read(() =>
        db.select({ raw }).from(inboundMails).where(eq(inboundMails.id, id)).get(),
      );
      return row === undefined ? null : inflated(row.raw);
    },
    inboundMails: async (kind, before, limit) => session.read(() => listed(session, kind, before, limit)),
    unappliedInbound: async (after, limit) => session.read(() => unapplied(session, after, limit)),
    settleInbound: async (id, done, at) => session.write(() => settle(session, id, done, at)),
    noteInboundFault: async (id, most, at) => session.write(() => noteFault(session, id, most, at)),
    reopenInbound: async (id, { classified, intent }) =>
      session.write(() => {
        const change = { ...classified, intent, ...AS_RECEIVED };
        return db.update(inboundMails).set(change).where(eq(inboundMails.id, id)).run().changes > 0;
      }),
    countInbound: async () => session.read(() => counted(session)),
    forgetInbound: async (before, limit) => session.write(() => forget(session, before, limit)),
  };
}

/** Mails of this reader, or from this address, in a transaction of the caller's. */
export function forgetInboundOf(
  { db }: Session,
  ids: readonly SubscriberId[],
  senderHash: string | null,
): void {
  const theirs = inArray(inboundMails.subscriber, [...ids]);
  const from = senderHash === null ? undefined : eq(inboundMails.senderHash, senderHash);
  db.delete(inboundMails).where(or(theirs, from)).run();
}

const AS_RECEIVED = { state: 'received', faults: 0, appliedAt: null, outcome: null } as const;

function keep(session: Session, mail: NewInboundMail, raw: Buffer, at: Instant): InboundId | null {
  const { db } = session;
  const { fingerprint, way, envelope, from, subject, senderHash, classified, intent } = mail;
  const mark = db.insert(inboundMarks).values({ fingerprint, at }).onConflictDoNothing().run();
  if (mark.changes === 0) return null;
  const size = mail.raw.length;
  const row = db
    .insert(inboundMails)
    .values({
      ...{ fingerprint, way, envelope, receivedAt: at, size, from, subject, senderHash, intent, raw },
      ...classified,
      state: 'received',
    })
    .returning({ id: inboundMails.id })
    .get();
  return row.id;
}

/** All but the message itself, which may be large. */
const COLUMNS = {
  id: inboundMails.id,
  fingerprint: inboundMails.fingerprint,
  way: inboundMails.way,
  envelope: inboundMails.envelope,
  receivedAt: inboundMails.receivedAt,
  size: inboundMails.size,
  from: inboundMails.from,
  subject: inboundMails.subject,
  kind: inboundMails.kind,
  format: inboundMails.format,
  recipients: inboundMails.recipients,
  intent: inboundMails.intent,
  state: inboundMails.state,
  appliedAt: inboundMails.appliedAt,
  outcome: inboundMails.outcome,
  passedOn: inboundMails.passedOn,
  reader: inboundMails.subscriber,
};

type InboundRow = Omit<KeptMail, 'state' | 'classified'> &
  KeptMail['classified'] & {
    readonly state: KeptState['kind'];
    readonly appliedAt: Instant | null;
    readonly outcome: Outcome | null;
    readonly passedOn: Extract<KeptState, { kind: 'applied' }>['passedOn'];
    readonly reader: SubscriberId | null;
  };

function mailOf(row: InboundRow): KeptMail {
  const { kind, format, recipients, state, appliedAt, outcome, passedOn, reader, ...mail } = row;
  return {
    ...mail,
    classified: { kind, format, recipients },
    state:
      state === 'received'
        ? { kind: 'received' }
        : {
            kind: 'applied',
            at: required(appliedAt, 'when a mail was applied'),
            outcome: required(outcome, 'what a mail came to'),
            passedOn,
            reader,
          },
  };
}

function oneOf({ db }: Session, id: InboundId): KeptMail | null {
  const row = db.select(COLUMNS).from(inboundMails).where(eq(inboundMails.id, id)).get();
  return row === undefined ? null : mailOf(row);
}

function listed(
  { db }: Session,
  kind: InboundKind | null,
  before: InboundId | null,
  limit: number,
): readonly KeptMail[] {
  const wanted = [
    kind === null ? undefined : eq(inboundMails.kind, kind),
    before === null ? undefined : lt(inboundMails.id, before),
  ];
  return db
    .select(COLUMNS)
    .from(inboundMails)
    .where(and(...wanted))
    .orderBy(desc(inboundMails.id))
    .limit(limit)
    .all()
    .map(mailOf);
}

function unapplied({ db }: Session, after: InboundId | null, limit: number): readonly InboundId[] {
  const { id, state } = inboundMails;
  return db
    .select({ id })
    .from(inboundMails)
    .where(and(eq(state, 'received'), after === null ? undefined : gt(id, after)))
    .orderBy(asc(id))
    .limit(limit)
    .all()
    .map((row) => row.id);
}

function settle(
  session: Session,
  id: InboundId,
  { outcome, reader, passOn }: AppliedMail,
  at: Instant,
): boolean {
  const { db } = session;
  const waiting = and(eq(inboundMails.id, id), eq(inboundMails.state, 'received'));
  const row = db.select({ kind: inboundMails.kind }).from(inboundMails).where(waiting).get();
  if (row === undefined) return false;
  const goesOut = passOn !== null && enqueue(session, passOn.mail, at);
  db.update(inboundMails)
    .set({
      ...{ state: 'applied', appliedAt: at, outcome, subscriber: reader },
      ...(goesOut ? { passedOn: passOn.as } : {}),
    })
    .where(waiting)
    .run();
  record(session, at, 'inbound.applied', `inbound:${id}`, `${row.kind}, ${outcome}`);
  return true;
}

function noteFault(session: Session, id: InboundId, most: number, at: Instant): void {
  const { db } = session;
  const waiting = and(eq(inboundMails.id, id), eq(inboundMails.state, 'received'));
  const row = db
    .update(inboundMails)
    .set({ faults: sql`${inboundMails.faults} + 1` })
    .where(waiting)
    .returning({ faults: inboundMails.faults })
    .all()[0];
  if (row !== undefined && row.faults >= most)
    settle(session, id, { outcome: 'failed', reader: null, passOn: null }, at);
}

function counted({ db }: Session): InboundCount {
  const { state, outcome } = inboundMails;
  const rows = db.select({ state, outcome, rows: count() }).from(inboundMails).groupBy(state, outcome).all();
  const sum = (choose: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(choose).reduce((total, row) => total + row.rows, 0);
  return {
    kept: sum(() => true),
    waiting: sum((row) => row.state === 'received'),
    failed: sum((row) => row.outcome === 'failed'),
    aboutNobody: sum(({ outcome: one }) => one === 'unproven' || one === 'unknown-reader'),
  };
}

function forget({ db }: Session, before: Instant, limit: number): number {
  const { id, receivedAt } = inboundMails;
  const due = db
    .select({ id })
    .from(inboundMails)
    .where(lt(receivedAt, before))
    .orderBy(asc(receivedAt))
    .limit(limit);
  return db.delete(inboundMails).where(inArray(id, due)).run().changes;
}
