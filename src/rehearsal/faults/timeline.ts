import { DAY, HOUR, type Instant, MINUTE, SECOND } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import { emailDue } from '../../domain/schedule/email.ts';
import { slotOn, slotsAfter } from '../../domain/schedule/slots.ts';
import type { Production } from '../production.ts';
import type { Chance } from '../world/chance.ts';
import { authorDoings } from './doings/author.ts';
import { type Doing, draw, type Scene } from './doings/doing.ts';
import { hostDoings } from './doings/host.ts';
import { isStopped, mailingDoings, resumeStopped } from './doings/mailings.ts';
import { firstWishes } from './doings/preferences.ts';
import { readerDoings } from './doings/readers.ts';
import type { SeededMischief } from './seeded-mischief.ts';

export interface TimelineInput {
  readonly production: Production;
  readonly mischief: SeededMischief;
  readonly chance: Chance;
  readonly calendar: Calendar;
  readonly from: Instant;
  readonly until: Instant;
}

/** So many of each list for each fortnight; which, is drawn for the whole run. */
const BUSIEST = { host: 1.5, author: 1, mailings: 1, readers: 4 } as const;

/**
 * Plans what readers, the author and the machine do in the middle of everything. Most of it falls around a publication or a mailing, where
 * it can do harm; the rest anywhere. A dead worker is started again, sooner or later.
 */
export function planTimeline({ production, mischief, chance, calendar, from, until }: TimelineInput): void {
  const { world } = production;
  const moments = momentsOf(calendar, from, until);
  const scene = sceneOf(production, mischief, chance);
  production.onDeath = () => {
    const wait = chance.magnitude(SECOND, chance.hits(0.1) ? 4 * DAY : HOUR);
    scene.later(wait, 'the process is started again', async () => {
      if (production.workers.length === 0) await production.startWorker();
    });
  };
  world.plan(from + HOUR, 'readers say what they want', () =>
    attempt(production, async () => {
      const words = await firstWishes(production, calendar, chance.fork('wishes'));
      world.note('doing', words);
    }),
  );
  for (let day = from + DAY; day < until; day += DAY) {
    world.plan(day, 'the author looks at what was stopped', async () => {
      if (await isStopped(production)) await attempt(production, () => resumeStopped(production, 'breaker'));
    });
  }
  const fortnights = (until - from) / (14 * DAY);
  for (const [list, most] of [
    [hostDoings, BUSIEST.host],
    [authorDoings, BUSIEST.author],
    [mailingDoings, BUSIEST.mailings],
    [readerDoings, BUSIEST.readers],
  ] as const) {
    const count = Math.round(fortnights * chance.magnitude(most / 20, most));
    for (let index = 0; index < count; index += 1) {
      const doing = draw(list, chance);
      // What readers do concerns who sends, and nobody who looks at the calendar.
      const looks = list !== readerDoings;
      if (doing !== null) planDoing(doing, drawInstant(moments, chance, from, until), scene, looks);
    }
  }
}

export function sceneOf(production: Production, mischief: SeededMischief, chance: Chance): Scene {
  const { world } = production;
  const later: Scene['later'] = (milliseconds, words, run) => {
    world.plan(world.time + milliseconds, words, () => attempt(production, run));
  };
  return { production, chance, mischief, later };
}

/** Plans a doing for an instant of the world's time. */
export function planDoing(doing: Doing, at: Instant, scene: Scene, looks = true): void {
  const { production } = scene;
  const run = async (): Promise<void> => {
    const done = await doing.run(scene);
    production.world.note('doing', done ?? 'nothing');
    if (done !== null) production.world.count(doing.name);
  };
  production.world.plan(at, doing.name, () => attempt(production, run, looks));
}

/** The application may say no; anything else that is thrown is a bug. */
async function attempt(production: Production, run: () => void | Promise<void>, looks = true): Promise<void> {
  try {
    await run();
  } catch (error) {
    production.world.note('doing', `refused: ${production.house.worded(error)}`);
    if (!(error instanceof AppError)) production.house.unexpected(error);
  }
  production.stirred(looks);
}

/** When something is published or mailed, if all goes well. */
function momentsOf({ cadence, email }: Calendar, from: Instant, until: Instant): readonly Instant[] {
  const moments: Instant[] = [];
  for (const { date } of slotsAfter(cadence, null)) {
    const { instant } = slotOn(cadence, date);
    if (instant > until) break;
    if (instant < from) continue;
    moments.push(instant, emailDue({ publishedAt: instant, policy: email, zone: cadence.zone }));
  }
  return moments;
}

function drawInstant(moments: readonly Instant[], chance: Chance, from: Instant, until: Instant): Instant {
  const moment = chance.pick(moments);
  if (moment === null || chance.hits(0.2)) return Math.round(chance.between(from, until));
  const after = chance.hits(0.85);
  const distance = chance.magnitude(10, after ? 20 * MINUTE : HOUR);
  return Math.round(after ? moment + distance : moment - distance);
}
