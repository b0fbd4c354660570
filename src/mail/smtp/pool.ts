import { SECOND } from '../../core/clock.ts';
import { messageOf } from '../../core/errors.ts';
import type { Alarm } from '../../core/timers.ts';
import type { Relay } from '../relay/relay.ts';
import { abortWatch } from './abort-watch.ts';
import { type Greeted, greet, type Introduction } from './greet.ts';
import { calledOff, type Job, settle } from './job.ts';
import { Session } from './session.ts';
import { WireError, type WireFault, wireFault } from './wire-fault.ts';
import { formOf } from './wire-form.ts';

/** After the relay turned away one more connection beside others, how long no more than those are tried. */
const CROWDED = 30 * SECOND;
/** How many connections may take up one mail: a kept one that was closed meanwhile, then one that loses its place, then a slow one. */
const MAX_TRIES = 3;

/**
 * Connections to one relay, opened when mails wait, kept, and reused. Mails wait in one queue, and whichever connection has room takes the
 * next. To keep every connection full, let twice as many `send`s be outstanding as there are connections.
 */
export class Pool implements Pick<Relay, 'send' | 'close'> {
  readonly #introduction: Introduction;
  readonly #maxConnections: number;
  readonly #queue: Job[] = [];
  readonly #sessions = new Set<Session>();
  readonly #connecting = new Set<AbortController>();
  readonly #watch = abortWatch<Job>((job) => this.#abandon(job));
  #room: number;
  #roomAlarm: Alarm | undefined;
  #stepwise = false;
  #closed = false;

  constructor(introduction: Introduction, maxConnections: number) {
    this.#introduction = introduction;
    this.#maxConnections = maxConnections;
    this.#room = maxConnections;
  }

  readonly send: Relay['send'] = (mail, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted === true) return resolve(calledOff(false));
      if (this.#closed) return resolve(notSent(CLOSED));
      const formed = formOf(mail);
      if (!formed.ok) return resolve({ kind: 'not-sent', fault: 'message', detail: formed.reason });
      const job: Job = {
        mail,
        form: formed.form,
        tries: 0,
        settled: false,
        report: (report) => {
          if (signal !== undefined) this.#watch.remove(signal, job);
          resolve(report);
        },
      };
      if (signal !== undefined) this.#watch.add(signal, job);
      this.#queue.push(job);
      this.#distribute();
    });

  readonly close = (): void => {
    this.#closed = true;
    this.#roomAlarm?.cancel();
    for (const attempt of this.#connecting) attempt.abort();
    this.#failQueue(CLOSED);
    for (const session of [...this.#sessions]) session.retire();
  };

  /** Idle connections first, then new ones, and then, behind a mail that waits for its answer, those that are at work. */
  #distribute(): void {
    for (const session of this.#sessions) {
      while (this.#queue.length > 0 && session.isIdle()) this.#handTo(session);
    }
    while (this.#connecting.size < this.#queue.length && this.#open() < this.#room) this.#connect();
    for (const session of this.#sessions) {
      while (this.#queue.length > this.#connecting.size && session.canFollow()) this.#handTo(session);
    }
  }

  #open(): number {
    return this.#sessions.size + this.#connecting.size;
  }

  #handTo(session: Session): void {
    const job = this.#queue.shift();
    if (job !== undefined) session.take(job);
  }

  #connect(): void {
    const attempt = new AbortController();
    this.#connecting.add(attempt);
    greet(this.#introduction, attempt.signal).then(
      (greeted) => {
        this.#connecting.delete(attempt);
        this.#beginSession(greeted);
      },
      (error: unknown) => {
        this.#connecting.delete(attempt);
        this.#turnedAway(faultOf(error));
      },
    );
  }

  #beginSession({ conversation, can }: Greeted): void {
    const { patience, wiring } = this.#introduction;
    const session: Session = new Session(
      conversation,
      {
        next: () => this.#queue.shift() ?? null,
        ended: (unsent, fault, first) => this.#ended(session, unsent, fault, first),
      },
      { can, patience, timers: wiring.timers, stepwise: this.#stepwise },
    );
    this.#sessions.add(session);
    session.begin();
    if (this.#closed) session.retire();
  }

  /** Beside other connections this is about their number, and they carry on. Alone, it is what every waiting mail meets. */
  #turnedAway(fault: WireFault): void {
    if (this.#open() === 0) {
      this.#room = this.#maxConnections;
      return void this.#failQueue(fault);
    }
    this.#room = this.#open();
    this.#roomAlarm?.cancel();
    this.#roomAlarm = this.#introduction.wiring.timers.after(CROWDED, () => {
      this.#room = this.#maxConnections;
      this.#distribute();
    });
    this.#roomAlarm.unref?.();
  }

  #ended(session: Session, unsent: Job | null, fault: WireFault | null, first: boolean): void {
    this.#sessions.delete(session);
    const mixedUp = fault !== null && fault.pipelining !== 'fine';
    if (mixedUp) this.#stepwise = true;
    if (unsent !== null && fault !== null) {
      // A kept connection, or one confused by our haste, may end for reasons that another does not have: that one is asked.
      const another = (!first || mixedUp) && unsent.tries < MAX_TRIES && !this.#closed;
      if (another) this.#queue.unshift(unsent);
      else settle(unsent, notSent(fault));
    }
    if (!this.#closed) this.#distribute();
  }

  #failQueue(fault: WireFault): void {
    for (const job of this.#queue.splice(0)) settle(job, notSent(fault));
  }

  #abandon(job: Job): void {
    const place = this.#queue.indexOf(job);
    if (place >= 0) {
      this.#queue.splice(place, 1);
      return void settle(job, calledOff(false));
    }
    for (const session of this.#sessions) if (session.holds(job)) session.abandon(job);
  }
}

const CLOSED = wireFault('connection', 'the relay was closed');

function notSent({ kind, detail }: WireFault) {
  return { kind: 'not-sent', fault: kind, detail } as const;
}

function faultOf(error: unknown): WireFault {
  return error instanceof WireError ? error.fault : wireFault('connection', messageOf(error));
}
