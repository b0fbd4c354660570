import type { Instant } from '../../core/clock.ts';
import type { Alarm, Timers } from '../../core/timers.ts';

/** In milliseconds. Answers that come so close to each other are written down in one commit. */
const GROUP = 2;

/** Wakes the send engine: at once, or when enough answers have come together to be worth a commit. One waits at a time. */
export class Bell {
  readonly #timers: Timers;
  /** Ends the wait that is under way. */
  #wake: ((rung: boolean) => void) | null = null;
  #rung = false;
  #group: Alarm | null = null;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Ends the wait that is under way, or the next one. */
  ring(): void {
    this.#group?.cancel();
    this.#group = null;
    if (this.#wake === null) this.#rung = true;
    else this.#wake(true);
  }

  /** Rings within a moment, so that what else happens meanwhile shares the same commit. */
  ringSoon(): void {
    this.#group ??= this.#timers.after(GROUP, () => this.ring());
  }

  /** Resolves when rung, or after so many milliseconds; whether it was rung. `foreseen`: see `Timers`. */
  wait(milliseconds: number, foreseen?: Instant | null): Promise<boolean> {
    if (this.#rung) {
      this.#rung = false;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const alarm = this.#timers.after(milliseconds, () => this.#wake?.(false), foreseen);
      this.#wake = (rung) => {
        this.#wake = null;
        alarm.cancel();
        resolve(rung);
      };
    });
  }
}
