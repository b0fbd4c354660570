import type { Instant } from '../../core/clock.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Edition, EditionId } from '../../domain/deliveries/delivery.ts';
import type { App } from '../context.ts';
import { lastKnownCalendar } from '../known-calendar.ts';
import { applyUncertainPolicy } from '../uncertain-policy.ts';
import { completeIfDone } from './complete.ts';
import { type EditionInHand, takeInHand } from './in-hand.ts';

/** The editions that are open, oldest first. The first is asked for deliveries until it has none to give, then the next. */
export class OpenEditions {
  readonly #app: App;
  readonly #inHand = new Map<EditionId, EditionInHand>();
  #open: readonly Edition[] = [];
  /** So many were asked, and have nothing to give for now. */
  #asked = 0;
  #calendar: Calendar | null = null;
  #lookedAt: Instant | null = null;
  /** Of the store, before the last look. */
  #revision: number | null = null;
  /** Whether something may have become uncertain since the policy was applied: before this run, or in it. */
  #policyIsDue = true;

  constructor(app: App) {
    this.#app = app;
  }

  /** The last calendar that could be read; null before there ever was one. */
  calendar(): Calendar | null {
    return this.#calendar;
  }

  lookedAt(): Instant | null {
    return this.#lookedAt;
  }

  /** Which editions are open now: all are to be asked again, and those not seen before are taken in hand. */
  async look(): Promise<void> {
    this.#lookedAt = this.#app.clock.now();
    this.#revision = await this.#app.store.revision();
    this.#calendar = await lastKnownCalendar(this.#app);
    await this.#applyPolicy();
    // In test mode test runs go out and nothing else, and outside it all but those.
    const testing = this.#app.config.allMailTo !== null;
    const editions = (await this.#app.store.editions()).filter(
      ({ state, test }) => state.kind === 'open' && test === testing,
    );
    const ready: Edition[] = [];
    for (const edition of editions.toReversed()) if (await this.#take(edition)) ready.push(edition);
    this.#open = ready;
    this.#asked = 0;
  }

  /** Whether anybody has changed anything since the last look began. */
  async haveChanged(): Promise<boolean> {
    return (await this.#app.store.revision()) !== this.#revision;
  }

  /** The edition whose turn it is to be asked; null when all were. */
  next(): Edition | null {
    return this.#open[this.#asked] ?? null;
  }

  /** It had nothing to give. */
  pass(): void {
    this.#asked += 1;
  }

  /** All may have something to give again. */
  askAgain(): void {
    this.#asked = 0;
  }

  /** Something of theirs was settled as uncertain. */
  sawUncertain(): void {
    this.#policyIsDue = true;
  }

  /** What its mails share. It stays in hand for as long as messages of it can be under way. */
  inHand(id: EditionId): EditionInHand {
    const inHand = this.#inHand.get(id);
    if (inHand === undefined) throw new Error(`edition ${id} is not in hand`);
    return inHand;
  }

  /** Completes those in which nothing waits any more; returns how many. */
  async complete(): Promise<number> {
    if (this.#calendar === null) return 0;
    // What is to be sent once more is no reason to end.
    await this.#applyPolicy();
    let done = 0;
    for (const edition of this.#open) if (await completeIfDone(this.#app, this.#calendar, edition)) done += 1;
    return done;
  }

  /** When the next deferred delivery comes due; null when none waits. */
  async nextDeferredAt(): Promise<Instant | null> {
    const dues = await Promise.all(this.#open.map(({ id }) => this.#app.store.nextDeferredAt(id)));
    return earliest(dues);
  }

  async #applyPolicy(): Promise<void> {
    if (!this.#policyIsDue) return;
    this.#policyIsDue = (await applyUncertainPolicy(this.#app)) > 0;
  }

  async #take(edition: Edition): Promise<boolean> {
    if (this.#inHand.has(edition.id)) return true;
    const inHand = this.#calendar === null ? null : await takeInHand(this.#app, this.#calendar, edition);
    if (inHand !== null) this.#inHand.set(edition.id, inHand);
    return inHand !== null;
  }
}

/** The earliest of some instants, of which any may be missing. */
export function earliest(instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : Math.min(...known);
}
