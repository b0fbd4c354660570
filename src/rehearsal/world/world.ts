import { type Clock, HOUR, type Instant, SECOND } from '../../core/clock.ts';
import type { Alarm, Timers } from '../../core/timers.ts';
import { Agenda, type Entry } from './agenda.ts';
import type { Chance } from './chance.ts';
import { untilQuiet } from './quiet.ts';
import type { Transcript } from './transcript.ts';

/** Whoever acts in the world: a run of the application, the relay. What the dead have asked for does not happen any more. */
export interface Actor {
  readonly name: string;
  readonly alive: boolean;
}

/**
 * - `turn`: the application asks something of the world (the store, a template) and waits for its turn
 * - `alarm`: a timer of the application, asked for so many milliseconds before
 * - `wire`: octets or the end of a connection arrive
 * - `plan`: what the rehearsal itself has planned
 */
type Kind = 'turn' | 'alarm' | 'wire' | 'plan';

interface Event extends Entry {
  readonly kind: Kind;
  readonly actor: Actor | null;
  /** Of an alarm: how long it was to wait. */
  readonly wait: number;
  /** Of an alarm of somebody who looks again and again: see `Timers`, on the machine's clock. */
  readonly foreseen?: Instant | null | undefined;
  readonly words: string;
  readonly run: () => void | Promise<void>;
  cancelled: boolean;
}

/** Alarms of at most this wait are somebody looking again and again whether there is something to do. */
const POLL = 10 * SECOND;
/** Nothing has changed for so long: whoever looks again and again finds nothing. */
const STILL = SECOND;
/**
 * Something is due, and the application leaves it alone for a reason of its own: a limit, a relay in trouble. It is woken after this time, or
 * after this share of the time that it has waited already.
 */
const NAP = 30 * SECOND;
const NAP_SHARE = 0.04;
/** The application says when it expects something: it is woken before that only to be on the safe side. */
const LONG_NAP = 6 * HOUR;

/** Entries of an agenda that is not worth tidying. */
const SOME = 64;

export interface WorldOptions {
  readonly start: Instant;
  readonly transcript: Transcript;
  /** Draws who comes first among those who wait for their turn at one instant; null: who came first. */
  readonly shuffle: Chance | null;
  /** When the store has something for the application to do, on the application's clock; null: never. */
  readonly nextDue: () => Instant | null;
  /** Called after each event, when all is quiet. */
  readonly pulse: (time: number) => void;
}

/**
 * A world in one thread: its clock, everybody's timers, and all that travels. One event happens at a time, and the next only when the
 * application has done all it can without another. So a run depends on nothing but the seed.
 *
 * Time does not flow, it leaps from one event to the next. Where nothing is under way and nothing is due, it also leaps over the
 * looking-again of an idle application: as if the machine had slept meanwhile, its alarms ring late, never early.
 */
export class World {
  readonly #agenda = new Agenda<Event>();
  readonly #options: WorldOptions;
  /** Runs on for ever; `#skew` is what the application's clock is ahead of it. */
  #time: number;
  #skew = 0;
  #order = 0;
  #events = 0;
  #tidyAt = SOME;
  #lastEffect: number;
  #stopped = false;
  readonly #incidents = new Map<string, number>();

  constructor(options: WorldOptions) {
    this.#options = options;
    this.#time = options.start;
    this.#lastEffect = options.start;
  }

  /** The clock of the machine on which the application runs; it can be set. */
  readonly clock: Clock = { now: () => this.#time + this.#skew };

  /** The world's own time. */
  get time(): number {
    return this.#time;
  }

  get skew(): number {
    return this.#skew;
  }

  get events(): number {
    return this.#events;
  }

  /** Sets the machine's clock: so many milliseconds ahead of the world's time. */
  setSkew(milliseconds: number): void {
    this.#skew = milliseconds;
    this.effect();
  }

  /** Something changed: the application may find something to do when it looks again. */
  effect(): void {
    this.#lastEffect = this.#time;
  }

  note(actor: string, words: string): void {
    this.#options.transcript.note(`${this.#events} ${stamp(this.#time)} ${actor}: ${words}`);
  }

  /** Something went wrong, or was done, once more: for the report. */
  count(incident: string): void {
    this.#incidents.set(incident, (this.#incidents.get(incident) ?? 0) + 1);
  }

  /** What went wrong or was done, most often first. */
  get incidents(): readonly { readonly what: string; readonly times: number }[] {
    return [...this.#incidents]
      .map(([what, times]) => ({ what, times }))
      .toSorted((one, other) => other.times - one.times);
  }

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** Ends `run` after the event that is under way. */
  stop(): void {
    this.#stopped = true;
  }

  timersOf(actor: Actor): Timers {
    return {
      after: (milliseconds, ring, foreseen): Alarm => {
        const wait = Math.max(0, milliseconds);
        const event = this.#enter({
          kind: 'alarm',
          actor,
          at: this.#time + wait,
          wait,
          foreseen,
          words: 'alarm',
          run: ring,
        });
        return alarmOf(event);
      },
    };
  }

  /** Waits for a turn, then does the work. Never settles for an actor who died meanwhile. */
  turn<Result>(actor: Actor, words: string, work: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const run = (): void => void work().then(resolve, reject);
      this.#enter({ kind: 'turn', actor, at: this.#time, wait: 0, words, run });
    });
  }

  /** Something arrives after so many milliseconds. */
  travel(milliseconds: number, words: string, run: () => void): void {
    this.#enter({ kind: 'wire', actor: null, at: this.#time + milliseconds, wait: 0, words, run });
  }

  /** Plans something for an instant of the world's time, or for now if that is past. Nothing else happens until it is done. */
  plan(at: number, words: string, run: () => void | Promise<void>): Alarm {
    const event = this.#enter({
      kind: 'plan',
      actor: null,
      at: Math.max(at, this.#time),
      wait: 0,
      words,
      run,
    });
    return alarmOf(event);
  }

  /** Lets things happen until an instant of the world's time, or until `stop`. */
  async run(until: number): Promise<void> {
    await untilQuiet();
    while (!this.#stopped) {
      const next = this.#next();
      const at = next === null ? until : this.#leap(next);
      if (next === null || at > until) break;
      this.#time = Math.max(this.#time, at);
      this.#agenda.takeFirst();
      await this.#happen(next);
    }
    if (!this.#stopped) this.#time = Math.max(this.#time, until);
  }

  #enter({
    kind,
    actor,
    at,
    wait,
    foreseen,
    words,
    run,
  }: Omit<Event, 'order' | 'rank' | 'cancelled'>): Event {
    this.#order += 1;
    const { shuffle } = this.#options;
    const rank = kind === 'turn' && shuffle !== null ? shuffle.random() : 0.5;
    const place = { at: Math.ceil(at), rank, order: this.#order };
    const entered = { kind, actor, ...place, wait, foreseen, words, run, cancelled: false };
    this.#agenda.add(entered);
    this.#tidy();
    return entered;
  }

  /** Most alarms are cancelled long before their time: they are forgotten whenever they may be more than the others. */
  #tidy(): void {
    if (this.#agenda.size < this.#tidyAt) return;
    this.#agenda.keep((event) => !isVoid(event));
    this.#tidyAt = 2 * this.#agenda.size + SOME;
  }

  /** The first that can happen at all. */
  #next(): Event | null {
    for (;;) {
      const first = this.#agenda.first();
      if (first === null || !isVoid(first)) return first;
      this.#agenda.takeFirst();
    }
  }

  async #happen(event: Event): Promise<void> {
    this.#events += 1;
    if (event.kind !== 'alarm') this.note(event.actor?.name ?? event.kind, event.words);
    if (event.kind === 'wire') this.effect();
    await event.run();
    await untilQuiet();
    this.#options.pulse(this.#time);
  }

  #nap(): number {
    return Math.max(NAP, NAP_SHARE * (this.#time - this.#lastEffect));
  }

  /** The instant at which the next event finds the world: its own, or a later one when all until then is idle looking-again. */
  #leap(next: Event): number {
    const isPoll = (event: Event): boolean => event.kind === 'alarm' && event.wait <= POLL;
    if (!isPoll(next) || next.at - this.#lastEffect < STILL) return next.at;
    let leap = Number.POSITIVE_INFINITY;
    let isForeseen = false;
    for (const event of this.#agenda.entries()) {
      if (isVoid(event)) continue;
      if (!isPoll(event)) leap = Math.min(leap, event.at);
      else if (event.foreseen !== undefined) {
        isForeseen = true;
        leap = Math.min(leap, (event.foreseen ?? Number.POSITIVE_INFINITY) - this.#skew);
      }
    }
    const due = this.#options.nextDue();
    const nap = isForeseen ? LONG_NAP : this.#nap();
    if (due !== null) leap = Math.min(leap, Math.max(due - this.#skew, this.#time + nap));
    return Number.isFinite(leap) ? Math.max(next.at, Math.round(leap)) : next.at;
  }
}

function alarmOf(event: Event): Alarm {
  return {
    cancel: () => {
      event.cancelled = true;
    },
  };
}

function isVoid(event: Event): boolean {
  return event.cancelled || event.actor?.alive === false;
}

function stamp(time: number): string {
  return new Date(time).toISOString();
}
