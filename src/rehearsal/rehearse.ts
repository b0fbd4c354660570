import { beginFrom } from '../app/begin.ts';
import { examine, usableCalendar } from '../app/examine.ts';
import { DAY, HOUR, type Instant } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { hasBegun, lastPassedSlot } from '../domain/schedule/watermark.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { PunctualAuthor } from './cast/author.ts';
import { replaceReaders } from './cast/readers.ts';
import { resumeStopped } from './faults/doings/mailings.ts';
import type { FaultPlan } from './faults/fault-plan.ts';
import { noMischief } from './faults/mischief.ts';
import { Production, type Tamper } from './production.ts';
import type { Rehearsal } from './report/report.ts';
import { review } from './report/review.ts';
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
  /** An address whose reader's mails are to be listed: one that the reader has at some time. */
  readonly reader?: string;
  readonly seed: number;
  /** Null: nothing goes wrong. */
  readonly faults: FaultPlan | null;
  /** Real seconds since some moment. */
  readonly stopwatch: () => number;
  /** Ends it early, with everything cleared away. */
  readonly signal?: AbortSignal;
  /** Told now and then how far it is. */
  readonly progress?: (progress: Progress) => void;
  /** Every line of the transcript, as it is written. */
  readonly transcript?: (line: string) => void;
  /** Breaks the application on purpose, to prove that this is seen. */
  readonly tamper?: Tamper;
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
 * workspace. @throws AppError `invalid` when the calendar cannot be read, or time would run backwards; `unavailable` when it is stopped
 */
export async function rehearse(input: RehearsalInput): Promise<Rehearsal> {
  const started = input.stopwatch();
  const stage = await makeStage(input.workspace);
  try {
    const rehearsal = await rehearseOn(stage.root, input);
    return { ...rehearsal, seconds: input.stopwatch() - started };
  } finally {
    await stage.remove();
  }
}

async function rehearseOn(root: string, input: RehearsalInput): Promise<Omit<Rehearsal, 'seconds'>> {
  const { environment, seed, faults, from, signal, tamper = (store) => store } = input;
  const transcript = new Transcript(input.transcript ?? null);
  const chance = chanceOf(seed);
  let pulse: (time: number) => void = () => undefined;
  const production = await Production.open({
    root,
    settings: settingsFor(environment, faults === null ? null : chance.fork('settings')),
    start: from,
    chance,
    mischief: faults?.mischief ?? noMischief,
    shuffled: faults !== null,
    transcript,
    pulse: (time) => pulse(time),
    tamper,
  });
  signal?.addEventListener('abort', () => production.world.stop());
  pulse = progressPulse(production, input);
  try {
    const readers = await prepare(production, input);
    await play(production, input);
    if (signal?.aborted === true)
      throw new AppError('unavailable', 'the rehearsal was stopped before its end');
    return await review(production, { ...input, faulty: faults !== null, readers, transcript });
  } finally {
    await production.close();
  }
}

/** Readers, and a beginning. Returns how many readers there are. */
async function prepare(production: Production, { subscribers, from }: RehearsalInput): Promise<number> {
  const { desk, house } = production;
  const calendar = usableCalendar(await examine(desk.workspace));
  await warmUp(desk, calendar);
  production.catchUp = calendar.cadence.catchUp;
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
  { from, until, assumePlanned, faults }: RehearsalInput,
): Promise<void> {
  const { world, house, desk } = production;
  const calendar = usableCalendar(await examine(desk.workspace));
  await production.startWorker();
  if (assumePlanned) {
    const plans = { app: desk, delay: faults?.lateness ?? (() => 0), edited: () => production.wake() };
    await new PunctualAuthor(house, plans).begin();
  }
  faults?.begin(production, { from, until, calendar });
  await world.run(until);
  faults?.end();
  if (!world.isStopped) await finish(production, until);
}

/** Lets what was opened come to its end, and looks at all of it. */
async function finish(production: Production, until: Instant): Promise<void> {
  const { world, observer, watch, relay } = production;
  relay.switchOn(null);
  if (world.skew !== 0) production.setClock(0);
  await resumeStopped(production, 'anybody');
  if (production.workers.length === 0) await production.startWorker();
  const opened = observer.openEditions();
  const isOver = (): boolean => observer.openEditions().every((id) => !opened.includes(id));
  for (let end = until; !isOver() && end < until + AFTERMATH && !world.isStopped; end += HOUR)
    await world.run(end + HOUR);
  if (!world.isStopped) watch.end(opened);
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
