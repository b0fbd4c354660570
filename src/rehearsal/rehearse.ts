import { beginFrom } from '../app/begin.ts';
import { examine, usableCalendar } from '../app/examine.ts';
import { DAY, HOUR, type Instant } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { runway } from '../domain/schedule/runway.ts';
import { hasBegun, lastPassedSlot } from '../domain/schedule/watermark.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { PunctualAuthor } from './cast/author.ts';
import { replaceReaders } from './cast/readers.ts';
import { noMischief } from './faults/mischief.ts';
import { type SeededMischief, seededMischief } from './faults/seeded.ts';
import { resumeStopped } from './faults/doings/mailings.ts';
import { planTimeline } from './faults/timeline.ts';
import { Production } from './production.ts';
import type { Rehearsal } from './report/report.ts';
import { rowsOf } from './report/rows.ts';
import { settingsFor } from './settings.ts';
import { makeStage } from './stage.ts';
import { warmUp } from './warm-up.ts';
import { chanceOf } from './world/chance.ts';
import { Transcript } from './world/transcript.ts';

export interface RehearsalInput {
  /** The author's workspace: it is copied, and never written. */
  readonly workspace: Workspace;
  /** The author's environment; what matters to a rehearsal is taken from it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** When it begins. */
  readonly from: Instant;
  readonly until: Instant;
  /** Null: the readers there are, or 50 made-up ones where there are none. */
  readonly subscribers: number | null;
  readonly assumePlanned: boolean;
  readonly seed: number;
  readonly faults: boolean;
  /** Real seconds since some moment. */
  readonly stopwatch: () => number;
  /** Told now and then how far it is. */
  readonly progress?: (progress: Progress) => void;
  /** Every line of the transcript, as it is written. */
  readonly transcript?: (line: string) => void;
}

export interface Progress {
  readonly from: Instant;
  readonly until: Instant;
  readonly at: Instant;
  readonly mails: number;
}

/** Readers where there are none yet. */
const MADE_UP = 50;

/** What was opened before the end is let come to its end: retries last a day. */
const AFTERMATH = 3 * DAY;

/**
 * Runs the real application from one instant to another, on a clock of its own and against a relay in memory, in a throw-away copy of the
 * workspace. @throws AppError `invalid` when the calendar cannot be read, or time would run backwards
 */
export async function rehearse(input: RehearsalInput): Promise<Rehearsal> {
  const started = input.stopwatch();
  const stage = await makeStage(input.workspace);
  const transcript = new Transcript(input.transcript ?? null);
  const chance = chanceOf(input.seed);
  const mischief = input.faults ? seededMischief(chance.fork('mischief')) : null;
  let pulse: (time: number) => void = () => undefined;
  try {
    const production = await Production.open({
      root: stage.root,
      settings: settingsFor(input.environment, input.faults ? chance.fork('settings') : null),
      start: input.from,
      chance,
      mischief: mischief ?? noMischief,
      shuffled: input.faults,
      transcript,
      pulse: (time) => pulse(time),
    });
    pulse = progressPulse(production, input);
    try {
      const readers = await prepare(production, input);
      await play(production, input, mischief);
      const report = await review(production, input, transcript);
      return {
        ...report,
        readers: { first: readers, last: await activeReaders(production) },
        seconds: input.stopwatch() - started,
      };
    } finally {
      await production.close();
    }
  } finally {
    await stage.remove();
  }
}

/** Readers, and a beginning. Returns how many readers there are. */
async function prepare(production: Production, { subscribers, from }: RehearsalInput): Promise<number> {
  const { desk, house } = production;
  const calendar = usableCalendar(await examine(desk.workspace));
  await warmUp(desk, calendar);
  const present = await activeReaders(production);
  const wanted = subscribers ?? (present === 0 ? MADE_UP : null);
  if (wanted !== null) await replaceReaders(desk, wanted, house.chance);
  await beginIfNew(production, calendar, from);
  return activeReaders(production);
}

async function activeReaders({ desk }: Production): Promise<number> {
  return (await desk.store.countSubscribers()).active;
}

/** As if the author had said `fortnight begin --from TODAY`. */
async function beginIfNew({ desk }: Production, calendar: Calendar, from: Instant): Promise<void> {
  const facts = await desk.store.scheduleFacts();
  const { date } = wallClock(from, calendar.cadence.zone);
  const last = facts.slots.at(-1)?.date ?? null;
  if (last !== null && last > date)
    throw new AppError('invalid', `${last} has been recorded already: a rehearsal cannot begin on ${date}`);
  if (!hasBegun(facts) && lastPassedSlot(calendar.cadence, null, from) !== null) await beginFrom(desk, date);
}

async function play(
  production: Production,
  { from, until, assumePlanned }: RehearsalInput,
  mischief: SeededMischief | null,
): Promise<void> {
  const { world, house, desk } = production;
  await production.startWorker();
  const late = house.chance.fork('late');
  const delay = (): number => (mischief !== null && late.hits(0.15) ? late.magnitude(HOUR, 3 * DAY) : 0);
  if (assumePlanned)
    await new PunctualAuthor(house, { app: desk, delay, edited: () => production.wake() }).begin();
  if (mischief !== null) {
    const calendar = usableCalendar(await examine(desk.workspace));
    const chance = house.chance.fork('timeline');
    planTimeline({ production, mischief, chance, calendar, from, until });
  }
  await world.run(until);
  await finish(production, until, mischief);
}

/** Lets what was opened come to its end. */
async function finish(
  production: Production,
  until: Instant,
  mischief: SeededMischief | null,
): Promise<void> {
  const { world, observer, watch, violations, relay } = production;
  mischief?.end();
  relay.switchOn(null);
  if (world.skew !== 0) production.setClock(0);
  await resumeStopped(production, 'anybody');
  if (violations.length === 0 && production.workers.length === 0) await production.startWorker();
  const opened = observer.openEditions();
  const isOver = (): boolean => observer.openEditions().every((id) => !opened.includes(id));
  for (let end = until; !isOver() && end < until + AFTERMATH && violations.length === 0; end += HOUR)
    await world.run(end + HOUR);
  if (violations.length === 0) watch.end(opened);
}

const REPORTS = 500;

/** Tells the progress in even steps of the world's time. */
function progressPulse(
  { letters }: Production,
  { from, until, progress }: RehearsalInput,
): (time: number) => void {
  let next = from;
  return (time) => {
    if (time < next || progress === undefined) return;
    next = time + (until - from) / REPORTS;
    progress({ from, until, at: Math.min(time, until), mails: letters.count });
  };
}

async function review(
  production: Production,
  input: RehearsalInput,
  transcript: Transcript,
): Promise<Omit<Rehearsal, 'readers' | 'seconds'>> {
  const { desk, world, letters, violations, observer } = production;
  const facts = await desk.store.scheduleFacts();
  const examined = await examine(desk.workspace, facts, { missing: 'is a fault' });
  const calendar = (await production.calendar()) ?? usableCalendar(examined);
  const rows = await rowsOf(desk.store, observer, calendar, input.from);
  const count = (kind: string): number => rows.filter(({ outcome }) => outcome?.kind === kind).length;
  return {
    blog: calendar.blog.title,
    zone: calendar.cadence.zone,
    seed: input.seed,
    faults: input.faults,
    assumed: input.assumePlanned ? 'planned' : 'as it is',
    from: input.from,
    until: input.until,
    rows,
    mails: letters.count,
    runway: runway({ calendar, facts, readinessOf: examined.readinessOf, now: input.until }),
    counts: { published: count('published'), missed: count('missed'), skipped: count('skipped') },
    events: world.events,
    transcriptHash: transcript.digest(),
    ledgerHash: observer.digest(),
    incidents: world.incidents,
    violations,
    tail: violations.length === 0 ? [] : transcript.tail(),
  };
}
