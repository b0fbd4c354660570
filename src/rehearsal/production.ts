import { join } from 'node:path';
import type { App } from '../app/context.ts';
import { examine } from '../app/examine.ts';
import { lastKnownCalendar } from '../app/known-calendar.ts';
import { nameThisRun } from '../app/run-name.ts';
import { ourMessageId } from '../app/sender.ts';
import { type Composition, compose } from '../compose.ts';
import type { Instant } from '../core/clock.ts';
import { messageOf } from '../core/errors.ts';
import { silentLog } from '../core/log.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { parseRelayUrl } from '../mail/relay/relay-url.ts';
import type { Store } from '../store/store.ts';
import type { House } from './cast/house.ts';
import { nextLook } from './cast/looks.ts';
import { Worker } from './cast/worker.ts';
import { type Observer, openObserver } from './checks/observer.ts';
import type { Violation } from './checks/violation.ts';
import { Watch } from './checks/watch.ts';
import type { Mischief } from './faults/mischief.ts';
import { Letters } from './relay/letters.ts';
import { MemoryRelay } from './relay/memory-relay.ts';
import type { Chance } from './world/chance.ts';
import { owed } from './world/quiet.ts';
import type { Transcript } from './world/transcript.ts';
import { World } from './world/world.ts';

export interface ProductionInput {
  readonly root: string;
  /** What the application is configured with: the author's settings, as far as they matter here. */
  readonly settings: Readonly<Record<string, string>>;
  readonly start: Instant;
  readonly chance: Chance;
  readonly mischief: Mischief;
  /** Whether those who wait for their turn are served in an order that is drawn. */
  readonly shuffled: boolean;
  readonly transcript: Transcript;
  readonly pulse: (time: number) => void;
  readonly tamper: Tamper;
}

/** Puts something in the place of the store that a run of the application gets. */
export type Tamper = (store: Store, path: string) => Store;

/** Links of a rehearsal lead nowhere, and the author's own secret stays where it is. */
const SECRET = 'a rehearsal signs its links with this, and nobody follows them';
/** Linux gives ids up to 4,194,304, other systems lower ones. */
const NO_PROCESS = 99_999_999;
/** What is under way on each. */
const PER_CONNECTION = 2;

/** A world with everything in it that a rehearsal needs; nothing happens until it runs. */
export class Production {
  readonly world: World;
  readonly house: House;
  readonly relay: MemoryRelay;
  readonly relayHosts: readonly string[];
  readonly letters = new Letters();
  readonly observer: Observer;
  readonly watch: Watch;
  /** The application as the author's commands and the web server have it: what it asks for is done at once. */
  readonly desk: App;
  /** Of the calendar's cadence; no doing changes it. */
  catchUp = Number.POSITIVE_INFINITY;
  readonly violations: (Violation & { readonly event: number })[] = [];
  workers: Worker[] = [];
  /** Called when a worker has died, or has stopped. */
  onDeath: () => void = () => undefined;
  readonly #composition: Composition;
  #runs = 0;
  #due: { readonly at: Instant | null } | null = null;

  static async open(input: ProductionInput): Promise<Production> {
    let due: () => Instant | null = () => null;
    const world = new World({
      start: input.start,
      transcript: input.transcript,
      shuffle: input.shuffled ? input.chance.fork('turns') : null,
      nextDue: () => due(),
      pulse: input.pulse,
    });
    const environment = {
      ...input.settings,
      FORTNIGHT_DATA: join(input.root, 'data'),
      FORTNIGHT_SECRET: SECRET,
    };
    const random = input.chance.fork('desk').random;
    const composition = await compose({
      root: input.root,
      environment,
      log: silentLog,
      clock: world.clock,
      random,
      anyAddressKey: true,
    });
    const observer = openObserver(composition.app.workspace.database);
    const production = new Production(input, world, environment, composition, observer);
    due = () => production.#nextDue();
    return production;
  }

  private constructor(
    input: ProductionInput,
    world: World,
    environment: Readonly<Record<string, string>>,
    composition: Composition,
    observer: Observer,
  ) {
    const { root, chance, mischief, tamper } = input;
    const addresses = composition.app.config.relays.map(({ url }) => parseRelayUrl(url));
    this.relayHosts = addresses.map(({ host }) => host);
    this.world = world;
    this.#composition = composition;
    this.desk = composition.app;
    this.observer = observer;
    const offers = ['PIPELINING', '8BITMIME', 'SIZE 20971520', 'DSN', 'ENHANCEDSTATUSCODES'];
    this.relay = new MemoryRelay({
      world,
      mischief,
      letters: this.letters,
      offers,
      taken: (letter) => this.watch.taken(letter),
    });
    this.watch = new Watch({
      observer,
      letters: this.letters,
      messageKey: this.desk.keyring.key('message-id'),
      messageIdOf: (edition, subscriber) => ourMessageId(this.desk, 'e', edition, subscriber),
      mostInFlight: addresses.reduce((sum, { connections }) => sum + PER_CONNECTION * connections, 0),
      catchUp: () => this.catchUp,
      resends: composition.app.config.uncertain === 'resend',
      report: (violation) => this.#violated(violation),
    });
    const worded = (failure: unknown): string =>
      (typeof failure === 'string' ? failure : messageOf(failure))
        .replaceAll(root, '.')
        .replaceAll(NAME_OF_THE_DEAD, (_, number: string) => `worker ${Number.parseInt(number, 16)}`);
    this.house = {
      world,
      root,
      environment,
      chance,
      mischief,
      relay: this.relay,
      templates: this.desk.templates,
      draw: (drawing) => owed(this.desk.draw(drawing)),
      makePicture: (octets, facts) => owed(this.desk.makePicture(octets, facts)),
      holderOf: (run) => (mischief.mistaken ? asIfDead(run) : run),
      tamper: (store) => tamper(store, this.desk.workspace.database),
      worded,
      unexpected: (error) =>
        this.#violated({
          rule: 'exception',
          words: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
      committed: (_run, verb) => this.#committed(verb),
      died: (run) => this.#buried(run.name),
    };
  }

  /** A new worker process; the one before need not have ended. */
  async startWorker(): Promise<Worker> {
    this.#runs += 1;
    const plans = { nextLook: (now: Instant) => this.#nextLook(now) };
    const worker = new Worker(this.house, plans, `worker ${this.#runs}`);
    this.workers.push(worker);
    this.world.note('host', `${worker.run.name} starts`);
    await worker.start();
    return worker;
  }

  kill({ run }: Worker): void {
    run.kill();
    this.#buried(run.name);
  }

  stop({ run }: Worker): void {
    run.stop(() => this.#buried(run.name));
  }

  /** Sets the machine's clock so many milliseconds ahead of the world's time. */
  setClock(skew: number): void {
    this.world.setSkew(skew);
    this.watch.clockSet(this.world.time);
    this.wake();
  }

  /** Something changed from outside: whoever looks every minute will see it. */
  wake(): void {
    this.world.effect();
    for (const worker of this.workers) worker.wake();
  }

  /** The desk has written to the store, or the author to a file. `looks`: whether a look of the workers may find something in it. */
  stirred(looks = true): void {
    this.#committed('at the desk');
    if (looks) this.wake();
    else this.world.effect();
  }

  /** The calendar as the file has it, or as it was last known. */
  async calendar(): Promise<Calendar | null> {
    const { calendar } = await examine(this.desk.workspace, null, { missing: 'is a fault' });
    return calendar ?? (await lastKnownCalendar(this.desk));
  }

  async close(): Promise<void> {
    for (const { run } of this.workers) run.kill();
    this.observer.close();
    await this.#composition.close();
  }

  #committed(verb: string): void {
    this.#due = null;
    this.watch.commit(verb, this.world.time);
  }

  /** Of the store, asked once after each commit. */
  #nextDue(): Instant | null {
    this.#due ??= { at: this.observer.nextDue() };
    return this.#due.at;
  }

  async #nextLook(now: Instant): Promise<Instant> {
    const { store } = this.desk;
    const calendar = await lastKnownCalendar(this.desk);
    if (calendar === null) return now + 60 * 60_000;
    return nextLook({ calendar, facts: await store.scheduleFacts(), editions: await store.editions(), now });
  }

  #buried(name: string): void {
    const left = this.workers.filter(({ run }) => run.name !== name);
    const isNews = left.length < this.workers.length;
    this.workers = left;
    if (isNews) this.onDeath();
  }

  #violated(violation: Violation): void {
    this.world.note('watch', `VIOLATION ${violation.rule}: ${violation.words}`);
    this.violations.push({ ...violation, event: this.world.events });
    this.world.stop();
  }
}

const NAME_OF_THE_DEAD = new RegExp(`\\S+:${NO_PROCESS}:[0-9a-f]+-([0-9a-f]+)`, 'g');

/** A name by which the others must think that its process has ended: of this machine, and of a process that there cannot be. */
function asIfDead(run: string): string {
  const number = Number(/\d+$/.exec(run)?.[0] ?? 0);
  const [, host, place] = /^(.*):\d+:([0-9a-f]+)-/.exec(nameThisRun()) ?? [];
  return `${host}:${NO_PROCESS}:${place}-${number.toString(16).padStart(8, '0')}`;
}
