import { and, asc, eq, gt, like, ne, or, type SQL, sql } from 'drizzle-orm';
import { uniqueForm } from '../../core/email-address.ts';
import type { SubscriberId } from '../../domain/readers/subscriber.ts';
import type { ReaderRecord, SubscriberStore } from '../subscriber-store.ts';
import { consents, subscribers, suppressions } from './schema/readers.ts';
import type { Session } from './session.ts';
import { subscriberOf } from './subscriber-rows.ts';

type RecordVerbs = Pick<SubscriberStore, 'readerRecords' | 'readerRecord' | 'findReaders' | 'consentsOf'>;

/** Everything that is kept about readers, for those who look them up or take them elsewhere. */
export function recordVerbs(session: Session): RecordVerbs {
  const { db } = session;
  return {
    readerRecords: async (after, limit) => session.read(() => recordsWhere(session, afterId(after), limit)),
    readerRecord: async (address) =>
      session.read(
        () => recordsWhere(session, eq(subscribers.uniqueForm, uniqueForm(address)), 1)[0] ?? null,
      ),
    findReaders: async (text, limit) => session.read(() => recordsWhere(session, holding(text), limit)),
    consentsOf: async (id) =>
      session.read(() =>
        db
          .select()
          .from(consents)
          .where(eq(consents.subscriber, id))
          .orderBy(asc(consents.id))
          .all()
          .map(({ door, wording, formVersion, at, confirmedAt }) => ({
            consent: { door, wording, formVersion, at },
            confirmedAt,
          })),
      ),
  };
}

function afterId(after: SubscriberId | null): SQL | undefined {
  return after === null ? undefined : gt(subscribers.id, after);
}

/** Anywhere in address or name; case does not count for ASCII letters. */
function holding(text: string): SQL | undefined {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const within = (column: typeof subscribers.address | typeof subscribers.name): SQL =>
    sql`${like(column, pattern)} ESCAPE '\\'`;
  return or(within(subscribers.address), within(subscribers.name));
}

function recordsWhere({ db }: Session, wanted: SQL | undefined, limit: number): readonly ReaderRecord[] {
  const lastConsent = sql`(SELECT max(id) FROM consents WHERE subscriber_id = ${subscribers.id})`;
  const rows = db
    .select({ row: subscribers, reason: suppressions.reason, consent: consents })
    .from(subscribers)
    .leftJoin(suppressions, eq(suppressions.addressHash, subscribers.addressHash))
    .leftJoin(consents, eq(consents.id, lastConsent))
    .where(and(ne(subscribers.state, 'erased'), wanted))
    .orderBy(asc(subscribers.id))
    .limit(limit)
    .all();
  return rows.flatMap(({ row, reason, consent }) => {
    const subscriber = subscriberOf(row);
    return subscriber === null ? [] : [{ subscriber, suppression: reason, consent: given(consent) }];
  });
}

function given(row: typeof consents.$inferSelect | null): ReaderRecord['consent'] {
  if (row === null) return null;
  const { door, wording, formVersion, at, confirmedAt } = row;
  return { consent: { door, wording, formVersion, at }, confirmedAt };
}
