import { eq } from 'drizzle-orm';
import type { Instant } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import type { TopicId } from '../../domain/calendar/calendar.ts';
import type { NewSingleMail } from '../../domain/deliveries/single-mail.ts';
import type { ScheduleFacts, SlotFact, SlotOutcome } from '../../domain/schedule/facts.ts';
import type { ClosedSlot, PublicationStore } from '../publication-store.ts';
import { record } from './history.ts';
import { required } from './rows.ts';
import { lastCalendar, publications, slots, watermark } from './schema/publications.ts';
import type { Session } from './session.ts';
import { enqueue } from './single-mails.ts';

type SlotVerbs = Pick<
  PublicationStore,
  'scheduleFacts' | 'beginFrom' | 'closeSlots' | 'rememberCalendar' | 'lastCalendar'
>;

/** Publishing days and what the schedule remembers. */
export function slotVerbs(session: Session): SlotVerbs {
  const { db } = session;
  const facts = session.kept(factsReader(session));
  const remembered = db.select().from(lastCalendar).prepare();
  const calendar = session.kept(() => remembered.get()?.json ?? null);
  return {
    scheduleFacts: async () => facts(),

    beginFrom: async (date, at) =>
      session.write(() => {
        const row = { date, at };
        db.insert(watermark)
          .values({ id: 1, ...row })
          .onConflictDoUpdate({ target: watermark.id, set: row })
          .run();
        record(session, at, 'begin.from', date);
      }),

    closeSlots: async (closed, at, notices) => session.write(() => closeSlots(session, closed, at, notices)),

    rememberCalendar: async (json, at) =>
      session.write(() => {
        const row = { json, at };
        db.insert(lastCalendar)
          .values({ id: 1, ...row })
          .onConflictDoUpdate({ target: lastCalendar.id, set: row })
          .run();
      }),

    lastCalendar: async () => calendar(),
  };
}

/** Prepares what the schedule needs to know. */
function factsReader({ db }: Session): () => ScheduleFacts {
  const { topic, slot, at, title, withdrawnAt, earlierSince } = publications;
  const { date, outcome, missReason } = slots;
  const begun = db.select().from(watermark).prepare();
  const closed = db
    .select({ date, outcome, missReason, topic })
    .from(slots)
    .leftJoin(publications, eq(slot, date))
    .orderBy(date)
    .prepare();
  const published = db
    .select({ topic, slot, at, title, withdrawnAt, earlierSince })
    .from(publications)
    .orderBy(at, topic)
    .prepare();
  return () => ({
    begunFrom: begun.get()?.date ?? null,
    slots: closed.all().map((row): SlotFact => ({ date: row.date, outcome: outcomeOf(row) })),
    publications: published.all().map(({ withdrawnAt, earlierSince, ...fact }) => ({
      ...fact,
      withdrawn: withdrawnAt !== null,
      ...(earlierSince === null ? {} : { earlier: true }),
    })),
  });
}

function outcomeOf(
  row: Pick<typeof slots.$inferSelect, 'outcome' | 'missReason'> & { topic: TopicId | null },
): SlotOutcome {
  switch (row.outcome) {
    case 'published':
      return { kind: 'published', topic: required(row.topic, 'the topic of a published slot') };
    case 'skipped':
      return { kind: 'skipped' };
    case 'missed':
      return { kind: 'missed', reason: required(row.missReason, 'the reason of a missed slot') };
    default:
      return never(row.outcome);
  }
}

function closeSlots(
  session: Session,
  closed: readonly ClosedSlot[],
  at: Instant,
  notices: readonly NewSingleMail[],
): number {
  const fresh = closed.filter((slot) => closeSlot(session, slot, at));
  for (const notice of notices) enqueue(session, notice, at);
  return fresh.length;
}

function closeSlot(session: Session, { date, instant, outcome }: ClosedSlot, at: Instant): boolean {
  const missReason = outcome.kind === 'missed' ? outcome.reason : null;
  const row = { date, instant, outcome: outcome.kind, missReason, recordedAt: at };
  const isNew = session.db.insert(slots).values(row).onConflictDoNothing().run().changes === 1;
  if (isNew) record(session, at, `slot.${outcome.kind}`, date, missReason);
  return isNew;
}
