import { stringify } from 'csv-stringify/sync';
import type { Subscriber, SubscriberId } from '../domain/readers/subscriber.ts';
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

/** Readers as lines of CSV, the header first. Cells that a spreadsheet would take for a formula are guarded with an apostrophe. */
export async function* exportSubscribers(app: App): AsyncGenerator<string> {
  yield csvLine(['email', 'name', 'state', 'since', 'created']);
  for await (const { address, name, state, createdAt } of allSubscribers(app, null)) {
    yield csvLine([address, name ?? '', state.kind, iso(state.since), iso(createdAt)]);
  }
}

function csvLine(cells: readonly string[]): string {
  return stringify([cells], { escape_formulas: true }).trimEnd();
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
