import { type Alarm, sleep, type Timers } from '../../core/timers.ts';

/** In milliseconds. Answers that come so close to each other are written down in one commit. */
const GROUP = 2;

/** Wakes the send engine: at once, or when enough answers have come together to be worth a commit. */
export class Bell {
  readonly #timers: Timers;
  #waiting: AbortController | null = null;
  #rung = false;
  #group: Alarm | null = null;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** Ends the wait that is under way, or the next one. */
  ring(): void {
    this.#rung = true;
    this.#group?.cancel();
    this.#group = null;
    this.#waiting?.abort();
  }

  /** Rings within a moment, so that what else happens meanwhile shares the same commit. */
  ringSoon(): void {
    this.#group ??= this.#timers.after(GROUP, () => this.ring());
  }

  /** Resolves when rung, or after so many milliseconds; whether it was rung. */
  async wait(milliseconds: number): Promise<boolean> {
    if (!this.#rung) {
      this.#waiting = new AbortController();
      await sleep(this.#timers, milliseconds, this.#waiting.signal);
      this.#waiting = null;
    }
    const rung = this.#rung;
    this.#rung = false;
    return rung;
  }
}
