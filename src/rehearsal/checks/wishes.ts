import type { Observer } from './observer.ts';
import type { Violation } from './violation.ts';

interface LastPart {
  readonly edition: number;
  readonly part: number;
  readonly slot: string;
}

/** Holds what the relay took against what its reader had chosen when the list was frozen, as the database has it. */
export class Wishes {
  readonly #observer: Observer;
  readonly #say: (rule: Violation['rule'], words: string) => void;
  /** By series and reader. */
  readonly #parts = new Map<string, LastPart>();

  constructor(observer: Observer, say: (rule: Violation['rule'], words: string) => void) {
    this.#observer = observer;
    this.#say = say;
  }

  /** @param again by somebody's word it may be taken twice, and late */
  taken(edition: number, subscriber: number, again: boolean): void {
    // Nothing is known any more of what a reader wanted who was erased since.
    if (this.#observer.isErased(subscriber)) return;
    if (this.#observer.wasPaused(edition, subscriber))
      this.#say('wishes', `reader ${subscriber} had paused, and got edition ${edition}`);
    const part = this.#observer.partIn(edition);
    if (part === null) return;
    if (!this.#observer.askedFor(edition, subscriber))
      this.#say('series', `reader ${subscriber} got a part of ${part.series} without having asked for it`);
    this.#follow(`${part.series} to ${subscriber}`, { edition, ...part }, again);
  }

  /** Parts in their order, and at most one in a slot. */
  #follow(whose: string, next: LastPart, again: boolean): void {
    const last = this.#parts.get(whose);
    if (last === undefined) this.#parts.set(whose, next);
    if (last === undefined || last.edition === next.edition) return;
    if (again || this.#observer.wasRetried(next.edition)) return;
    if (next.part <= last.part)
      this.#say('series', `${whose}: part ${next.part} was taken after part ${last.part}`);
    if (next.slot <= last.slot) this.#say('series', `${whose}: two parts came in the slot of ${next.slot}`);
    this.#parts.set(whose, next);
  }
}
