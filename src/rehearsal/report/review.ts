import { examine, usableCalendar } from '../../app/examine.ts';
import type { Instant } from '../../core/clock.ts';
import { wallClock } from '../../core/zoned-time.ts';
import { plan } from '../../domain/schedule/plan.ts';
import { runway } from '../../domain/schedule/runway.ts';
import type { Production } from '../production.ts';
import type { Transcript } from '../world/transcript.ts';
import { mailsToReader } from './reader-mails.ts';
import type { Rehearsal } from './report.ts';
import { rowsOf } from './rows.ts';

interface ReviewInput {
  readonly from: Instant;
  readonly until: Instant;
  readonly seed: number;
  readonly faulty: boolean;
  readonly assumePlanned: boolean;
  readonly reader?: string;
  /** At the beginning. */
  readonly readers: number;
  readonly transcript: Transcript;
}

/** What the rehearsal came to, read from the facts once all is over. */
export async function review(
  production: Production,
  input: ReviewInput,
): Promise<Omit<Rehearsal, 'seconds'>> {
  const { desk, world, letters, violations, observer } = production;
  const { from, until, seed, faulty, assumePlanned, readers, reader, transcript } = input;
  const facts = await desk.store.scheduleFacts();
  const examined = await examine(desk.workspace, facts, { missing: 'is a fault' });
  const calendar = (await production.calendar()) ?? usableCalendar(examined);
  const { zone } = calendar.cadence;
  const ahead = { calendar, facts, readinessOf: examined.readinessOf, now: until };
  const planned = plan(ahead).filter(({ planned: { topic } }) => topic !== null);
  const days = { start: wallClock(from, zone).date, end: wallClock(until, zone).date };
  const rows = await rowsOf({ store: desk.store, observer, calendar, ...days });
  const count = (kind: string): number => rows.filter(({ outcome }) => outcome?.kind === kind).length;
  return {
    blog: calendar.blog.title,
    zone,
    seed,
    faults: faulty,
    assumed: assumePlanned ? 'planned' : 'as it is',
    from,
    until,
    readers: { first: readers, last: (await desk.store.countSubscribers()).active },
    rows,
    mails: letters.count,
    reader: reader === undefined ? null : { address: reader, mails: mailsToReader(production, reader) },
    runway: runway(ahead),
    left: { topics: planned.length, last: planned.at(-1)?.date ?? null },
    counts: { published: count('published'), missed: count('missed'), skipped: count('skipped') },
    events: world.events,
    transcriptHash: transcript.digest(),
    ledgerHash: observer.digest(),
    incidents: world.incidents,
    violations,
    tail: violations.length === 0 ? [] : transcript.tail(),
  };
}
