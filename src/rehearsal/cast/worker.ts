import { type Instant, MINUTE } from '../../core/clock.ts';
import type { Alarm } from '../../core/timers.ts';
import type { House } from './house.ts';
import { fullMinute } from './looks.ts';
import { Run } from './run.ts';

/** After a look that failed, how many minutes until the next that matters; the real worker tries each minute. */
const AFTER_FAILURE = [1, 1, 2, 5, 15] as const;

export interface WorkerPlans {
  /** When a look can next find something, on the application's clock. */
  readonly nextLook: (now: Instant) => Promise<Instant>;
}

/** A worker process: a run that looks and sends. `serve` and `worker` do the same with node-cron in place of the plans. */
export class Worker {
  readonly run: Run;
  readonly #house: House;
  readonly #plans: WorkerPlans;
  #alarm: Alarm | null = null;
  #failures = 0;

  constructor(house: House, plans: WorkerPlans, name: string) {
    this.#house = house;
    this.#plans = plans;
    this.run = new Run(house, name);
  }

  /** A look at once, then the send loop, as `runWorker` does it. */
  async start(): Promise<void> {
    await this.run.start();
    this.#look(() => this.run.send());
  }

  /** Something changed: it looks at the next full minute. */
  wake(): void {
    this.#lookAt(fullMinute(this.#house.world.clock.now() + 1));
  }

  #lookAt(at: Instant): void {
    if (!this.run.alive) return;
    this.#alarm?.cancel();
    const { world } = this.#house;
    this.#alarm = world.plan(at - world.skew, `${this.run.name} looks`, () => this.#look());
  }

  #look(then: () => void = () => undefined): void {
    this.#alarm = null;
    this.run.look((success) => {
      then();
      void this.#planNext(success);
    });
  }

  async #planNext(success: boolean): Promise<void> {
    this.#failures = success ? 0 : this.#failures + 1;
    const now = this.#house.world.clock.now();
    if (this.#alarm !== null) return;
    const wait = AFTER_FAILURE[Math.min(this.#failures, AFTER_FAILURE.length) - 1];
    this.#lookAt(wait === undefined ? await this.#plans.nextLook(now) : fullMinute(now + wait * MINUTE));
  }
}
