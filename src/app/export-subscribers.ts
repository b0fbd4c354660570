import { stringify } from 'csv-stringify/sync';
import type { Instant } from '../core/clock.ts';
import type { Subscriber, SubscriberId } from '../domain/readers/subscriber.ts';
import type { ReaderRecord } from '../store/subscriber-store.ts';
import type { App } from './context.ts';

const PAGE = 1_000;

/** All readers in order of id, page by page. */
export async function* allSubscribers(
  app: App,
  state: Subscriber['state']['kind'] | null,
): AsyncGenerator<Subscriber> {
  let after: SubscriberId | null = null;
  for (;;) {
    const page: readonly Subscriber[] = await app.store.subscribers(state, after, PAGE);
    yield* page;
    after = page.at(-1)?.id ?? null;
    if (after === null) return;
  }
}

export type ExportFormat = 'csv' | 'jsonl';

/**
 * All readers with all that an import takes, a page of lines at a time, without the last line end. Cells of CSV that a spreadsheet would take for
 * a formula are guarded with an apostrophe.
 */
export async function* exportSubscribers(app: App, format: ExportFormat): AsyncGenerator<string> {
  if (format === 'csv') yield COLUMNS.join(',');
  for (let after: SubscriberId | null = null; ; ) {
    const page: readonly ReaderRecord[] = await app.store.readerRecords(after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield format === 'csv' ? csvLines(page) : page.map((record) => JSON.stringify(asJson(record))).join('\n');
    after = last.subscriber.id;
  }
}

/** As an import knows them. */
const COLUMNS = [
  'email',
  'name',
  'state',
  'since',
  'created',
  'left_how',
  'suppression',
  'opted_in_at',
  'confirmed_at',
  'consent',
] as const;

function csvLines(page: readonly ReaderRecord[]): string {
  const rows = page.map(({ subscriber: { address, name, state, createdAt }, suppression, consent }) => [
    address,
    name ?? '',
    state.kind,
    iso(state.since),
    iso(createdAt),
    state.kind === 'unsubscribed' ? state.how : '',
    suppression ?? '',
    iso(consent?.consent.at ?? null),
    iso(consent?.confirmedAt ?? null),
    consent?.consent.wording ?? '',
  ]);
  return stringify(rows, { escape_formulas: true }).trimEnd();
}

function asJson({ subscriber: { address, name, state, createdAt }, suppression, consent }: ReaderRecord) {
  return {
    email: address,
    name,
    state: state.kind,
    since: iso(state.since),
    created: iso(createdAt),
    leftHow: state.kind === 'unsubscribed' ? state.how : null,
    suppression,
    consent:
      consent === null
        ? null
        : {
            ...consent.consent,
            at: iso(consent.consent.at),
            confirmedAt: consent.confirmedAt === null ? null : iso(consent.confirmedAt),
          },
  };
}

function iso(instant: Instant | null): string {
  return instant === null ? '' : new Date(instant).toISOString();
}
