import { type Instant, MINUTE, SECOND } from '../../core/clock.ts';
import { sleep } from '../../core/timers.ts';
import type { RelayFault } from '../../domain/deliveries/decide.ts';
import type { BegunDelivery, DeliveryId, Edition } from '../../domain/deliveries/delivery.ts';
import type { RelayId, SendHold } from '../../domain/deliveries/relay-record.ts';
import type { Claim, DeliverySettlement } from '../../store/edition-store.ts';
import type { App } from '../context.ts';
import { Bell } from './bell.ts';
import { type Chore, choresOf } from './chores.ts';
import { type Copy, type Delivered, deliver, startCopy } from './deliver.ts';
import { foresee } from './foresee.ts';
import { untilLastCall } from './last-call.ts';
import { earliest, OpenEditions } from './open-editions.ts';
import { Progress } from './progress.ts';
import { RelayBook } from './relay-book.ts';
import type { RunReport, SendRun } from './send-run.ts';
import { Singles } from './singles.ts';

/** With nothing to do, how long until the engine looks again, in milliseconds: so soon a pause, a resume or a new edition takes effect. */
const IDLE = SECOND / 2;

/** In milliseconds. So long at most it believes that nothing has changed and nothing has come: a mistake about that costs no more. */
const LOOK_ANYHOW = MINUTE;

/**
 * Sends what is due: open editions, and mails to one person beside them. Begin (committed), then the relay, then settle (committed);
 * outcomes and the next begins share a commit, and no more than twice as many messages are under way as there are connections. When it
 * resolves, everything that was begun is settled. Rejects when that could not be written down until the last call.
 */
export async function runSending(app: App, run: SendRun): Promise<RunReport> {
  const book = new RelayBook(await app.relays(), await app.store.relayRecords());
  return untilLastCall(app.timers, run.stop, (lastCall) => new SendEngine(app, run, book, lastCall).run());
}

class SendEngine {
  readonly #app: App;
  readonly #run: SendRun;
  readonly #book: RelayBook;
  readonly #lastCall: AbortSignal;
  readonly #bell: Bell;
  readonly #editions: OpenEditions;
  readonly #singles: Singles;
  readonly #progress: Progress;
  /** Begun and not settled: as many rows are `sending`. */
  readonly #underWay = new Set<DeliveryId>();
  readonly #domains = new Map<string, number>();
  /** Answered, and not written down yet. */
  #answered: Delivered[] = [];
  #chores: Chore[] = [];
  /** Why those that were asked gave nothing more. */
  #holds: SendHold[] = [];
  #lost = false;
  /** The ledger could not be written: nothing is begun until it can. */
  #stuck = false;
  #report = { begun: 0, sent: 0, relayFault: null as RelayFault | null };

  constructor(app: App, run: SendRun, book: RelayBook, lastCall: AbortSignal) {
    this.#app = app;
    this.#run = run;
    this.#book = book;
    this.#lastCall = lastCall;
    this.#bell = new Bell(app.timers);
    this.#editions = new OpenEditions(app);
    this.#progress = new Progress(app);
    this.#singles = new Singles({
      app,
      book,
      epoch: run.epoch,
      stop: run.stop,
      lastCall,
      calendar: () => this.#editions.calendar(),
      over: (mail, { settlement, relayFault }) => {
        if (settlement.kind === 'sent') this.#report.sent += 1;
        this.#hear(mail.relay, relayFault, null);
        this.#bell.ring();
      },
    });
  }

  async run(): Promise<RunReport> {
    const wake = (): void => this.#bell.ring();
    this.#run.stop.addEventListener('abort', wake);
    try {
      await this.#editions.look();
      while (!(await this.#isOver())) await this.#rest();
      return { ...this.#report, nextAt: await this.#nextAt() };
    } catch (error) {
      // Whatever broke: what the relays answer to those under way is still written down.
      await this.#drain();
      throw error;
    } finally {
      this.#run.stop.removeEventListener('abort', wake);
    }
  }

  async #drain(): Promise<void> {
    this.#lost = true;
    while (this.#isBusy()) {
      await this.#turn();
      if (this.#isBusy()) await this.#bell.wait(IDLE);
    }
  }

  /** One turn; true when this run has come to its end. */
  async #isOver(): Promise<boolean> {
    // Under a limit, one reader's confirmation goes before the list.
    const singles = this.#isEnding() ? 0 : await this.#singles.look(this.#holds.length > 0);
    const begun = await this.#turn();
    await this.#doChores();
    if (this.#isBusy() || this.#stuck) return false;
    if (this.#isEnding()) return true;
    if (singles + begun > 0 || this.#mayBeginMore()) return false;
    const done = (await this.#editions.complete()) + (await this.#singles.look(true));
    return this.#run.untilIdle && done === 0;
  }

  /** Writes down what was answered and begins as much as there is room for, in one commit. Returns how many were begun. */
  async #turn(): Promise<number> {
    const answered = this.#answered.splice(0);
    for (const { begun } of answered) this.#count(begun, -1);
    if (answered.length > 0 && this.#holds.length > 0) this.#askAgain();
    const claim = this.#isEnding() || this.#stuck ? null : this.#claim();
    if (answered.length === 0 && claim === null) return 0;
    const settlements = answered.map(({ settlement }) => settlement);
    const at = this.#app.clock.now();
    const copies = new Map<DeliveryId, Promise<Copy>>();
    const prepare = (begun: readonly BegunDelivery[]): void => {
      for (const delivery of begun) copies.set(delivery.id, this.#startCopy(delivery));
    };
    try {
      const { epoch } = this.#run;
      const turned = await this.#app.store.turnLedger({ epoch, at, settlements, claim, prepare });
      this.#settled(settlements);
      this.#lost = !turned.holdsLease;
      this.#holds.push(...turned.holds);
      if (claim !== null && turned.begun.length === 0 && !turned.more) this.#editions.pass();
      for (const delivery of turned.begun)
        this.#send(delivery, copies.get(delivery.id) ?? this.#startCopy(delivery));
      const [first] = turned.begun;
      if (first !== undefined) await this.#progress.tell(this.#editions.inHand(first.edition).edition);
      return turned.begun.length;
    } catch (error) {
      await this.#waitForTheLedger(answered, error);
      return 0;
    }
  }

  /** Nothing was written and nothing begun: a full disk stops the sending before it can lie. What was answered is kept for another try. */
  async #waitForTheLedger(answered: readonly Delivered[], error: unknown): Promise<void> {
    for (const { begun } of answered) this.#count(begun, 1);
    this.#answered.unshift(...answered);
    if (this.#lastCall.aborted) throw error;
    this.#app.log.error('the ledger could not be written; nothing is begun until it can', error);
    await sleep(this.#app.timers, SECOND, this.#lastCall);
    this.#stuck = this.#answered.length > 0;
  }

  #settled(settlements: readonly DeliverySettlement[]): void {
    this.#stuck = false;
    for (const { id, settlement } of settlements) {
      this.#underWay.delete(id);
      if (settlement.kind === 'sent') this.#report.sent += 1;
      if (settlement.kind === 'uncertain') this.#editions.sawUncertain();
    }
  }

  #claim(): Claim | null {
    const edition = this.#editions.next();
    const relays = this.#book.forEditions(this.#app.clock.now());
    if (edition === null || relays.length === 0) return null;
    const { domainLimits: domains } = this.#app.config;
    return { edition: edition.id, relays, domains, underWay: this.#domains };
  }

  #startCopy(delivery: BegunDelivery): Promise<Copy> {
    const { bulk } = this.#book.relay(delivery.relay);
    return startCopy(this.#app, this.#editions.inHand(delivery.edition), delivery, bulk);
  }

  #send(delivery: BegunDelivery, copy: Promise<Copy>): void {
    this.#report.begun += 1;
    this.#underWay.add(delivery.id);
    this.#count(delivery, 1);
    const inHand = this.#editions.inHand(delivery.edition);
    const relay = this.#book.relay(delivery.relay).bulk;
    void deliver(this.#app, inHand, delivery, copy, relay, this.#lastCall).then((delivered) => {
      this.#answered.push(delivered);
      this.#hear(delivery.relay, delivered.relayFault, inHand.edition);
      // Half of what there is room for: while it is written down, the other half keeps the connections busy.
      const enough = Math.min(this.#underWay.size, this.#book.capacity() / 2);
      if (this.#answered.length >= enough) this.#bell.ring();
      else this.#bell.ringSoon();
    });
  }

  #hear(relay: RelayId, fault: RelayFault | null | undefined, edition: Edition | null): void {
    if (fault === undefined) return;
    const entry = this.#book.hear(relay, fault, this.#app.clock.now());
    if (fault !== null || entry.news !== null) this.#report.relayFault = fault;
    this.#chores.push(...choresOf(this.#app, { ...entry, edition }));
  }

  /** What an attempt made necessary besides its settlement waits for the next turn, so that everything happens in one order. */
  async #doChores(): Promise<void> {
    for (const chore of this.#chores.splice(0)) await chore(this.#editions.calendar());
  }

  #isEnding(): boolean {
    return this.#run.stop.aborted || this.#lost;
  }

  #isBusy(): boolean {
    return this.#underWay.size > 0 || this.#singles.isBusy();
  }

  #mayBeginMore(): boolean {
    const now = this.#app.clock.now();
    return !this.#isEnding() && this.#editions.next() !== null && this.#book.forEditions(now).length > 0;
  }

  /** Until something was answered, or something may be due. */
  async #rest(): Promise<void> {
    if (this.#stuck) return;
    if (this.#mayBeginMore()) return void (await this.#bell.wait(0));
    const rung = this.#isBusy() ? await this.#restBusy() : await this.#restIdle();
    const now = this.#app.clock.now();
    const lookedAt = this.#editions.lookedAt() ?? now;
    if (!rung || now < lookedAt || now - lookedAt >= IDLE) {
      await this.#editions.look();
      this.#holds = [];
    } else if (this.#holds.some(({ until }) => until !== null && until <= now)) this.#askAgain();
  }

  #restBusy(): Promise<boolean> {
    const now = this.#app.clock.now();
    const holds = this.#holds.flatMap(({ until }) => (until === null ? [] : [Math.max(1, until - now)]));
    return this.#bell.wait(Math.min(IDLE, ...holds));
  }

  /** Nothing is under way: until somebody has changed something, or something that is foreseen has come. Whether it was rung. */
  async #restIdle(): Promise<boolean> {
    const { clock } = this.#app;
    const foreseen = await this.#foreseen();
    for (;;) {
      const before = clock.now();
      const wait = foreseen === 'unknown' || foreseen === null ? IDLE : Math.max(1, foreseen - before);
      const hint = foreseen === 'unknown' ? undefined : foreseen;
      if (await this.#bell.wait(Math.min(IDLE, wait), hint)) return true;
      const now = clock.now();
      const isOver = foreseen === 'unknown' || now < before || (foreseen !== null && now >= foreseen);
      const isLate = now - (this.#editions.lookedAt() ?? now) >= LOOK_ANYHOW;
      if (isOver || isLate || (await this.#editions.haveChanged())) return false;
    }
  }

  /** What was held back may go now: time has passed, or another relay or domain has room again. */
  #askAgain(): void {
    this.#editions.askAgain();
    this.#holds = [];
  }

  #count({ relay, domain }: BegunDelivery, change: 1 | -1): void {
    this.#book.count(relay, change);
    const count = (this.#domains.get(domain) ?? 0) + change;
    if (count === 0) this.#domains.delete(domain);
    else this.#domains.set(domain, count);
  }

  async #nextAt(): Promise<Instant | null> {
    const held = this.#holds.map(({ until }) => until);
    const tried = this.#book.nextTry(this.#app.clock.now());
    return earliest([...held, tried, await this.#editions.nextDeferredAt()]);
  }

  async #foreseen(): Promise<Instant | null | 'unknown'> {
    const now = this.#app.clock.now();
    const since = Math.min(now, this.#editions.lookedAt() ?? now);
    return foresee({
      since,
      holds: this.#holds.map(({ until }) => until),
      nextTry: this.#book.nextTry(since),
      due: [await this.#editions.nextDeferredAt(), await this.#app.store.nextMailAt()],
    });
  }
}
