import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../app/context.ts';
import { editCalendarFile } from '../../app/edit-calendar-file.ts';
import { examine } from '../../app/examine.ts';
import { DAY, HOUR, type Instant } from '../../core/clock.ts';
import { AppError } from '../../core/errors.ts';
import { addDays, wallClock } from '../../core/zoned-time.ts';
import type { Topic } from '../../domain/calendar/calendar.ts';
import { plan } from '../../domain/schedule/plan.ts';
import { slotsAfter } from '../../domain/schedule/slots.ts';
import type { House } from './house.ts';
import { wordsFor } from './words.ts';

/** How long before its slot a topic is ready. */
const AHEAD = 20 * HOUR;
/** When the file could not be edited, because somebody broke it. */
const TRY_AGAIN = HOUR;

export interface AuthorPlans {
  /** Looks at the file and the facts as they are; the author's commands are processes of their own. */
  readonly app: App;
  /** How much later than planned a topic is ready: in milliseconds, mostly 0. */
  readonly delay: () => number;
  /** The file changed. */
  readonly edited: () => void;
}

/** An author who always has the planned topic written by the day before it is due (`--assume planned`). */
export class PunctualAuthor {
  readonly #house: House;
  readonly #plans: AuthorPlans;

  constructor(house: House, plans: AuthorPlans) {
    this.#house = house;
    this.#plans = plans;
  }

  /** Sits down to write before the first slot whose eve lies after `now`, and so on. */
  async begin(): Promise<void> {
    this.#planWriting(await this.#nextEve(this.#house.world.clock.now()));
  }

  #planWriting(at: Instant | null): void {
    if (at === null) return;
    const { world } = this.#house;
    world.plan(at - world.skew + this.#plans.delay(), 'the author writes', () => this.#write());
  }

  async #write(): Promise<void> {
    const { clock } = this.#house.world;
    const written = await this.#writeNext();
    this.#planWriting(written ? await this.#nextEve(clock.now() + 1) : clock.now() + TRY_AGAIN);
  }

  async #nextEve(now: Instant): Promise<Instant | null> {
    const { calendar } = await examine(this.#plans.app.workspace, null, { missing: 'is a fault' });
    if (calendar === null) return now + DAY;
    const yesterday = addDays(wallClock(now, calendar.cadence.zone).date, -1);
    for (const { instant } of slotsAfter(calendar.cadence, yesterday)) {
      if (instant - AHEAD >= now) return instant - AHEAD;
    }
    return null;
  }

  /** False: it has to be tried again. */
  async #writeNext(): Promise<boolean> {
    const { app, edited } = this.#plans;
    const { world, worded } = this.#house;
    try {
      const topic = await this.#nextTopic();
      if (topic === null) return true;
      await this.#writeBody(topic);
      const facts = await app.store.scheduleFacts();
      const edit = { kind: 'status', topic: topic.id, status: 'ready' } as const;
      await editCalendarFile(app.workspace, edit, facts, { dryRun: false, now: world.clock.now() });
      world.note('author', `${topic.id} is ready`);
      edited();
      return true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      world.note('author', `could not write: ${worded(error)}`);
      return false;
    }
  }

  /** What the plan has for the next open slot, if it is not ready. */
  async #nextTopic(): Promise<Topic | null> {
    const { app } = this.#plans;
    const facts = await app.store.scheduleFacts();
    const { calendar, readinessOf } = await examine(app.workspace, facts, { missing: 'is a fault' });
    if (calendar === null) throw new AppError('invalid', 'the file cannot be read');
    const [row] = plan({ calendar, facts, readinessOf, now: this.#house.world.clock.now(), count: 1 });
    if (row === undefined || row.readiness === null || row.readiness.ready) return null;
    return calendar.topics.find(({ id }) => id === row.planned.topic) ?? null;
  }

  async #writeBody(topic: Topic): Promise<void> {
    const file = join(this.#plans.app.workspace.postsFolder, `${topic.id}.md`);
    const words = wordsFor(topic, this.#house.chance.fork(`words of ${topic.id}`));
    await writeFile(file, words, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error; // the author's own text stands
    });
  }
}
