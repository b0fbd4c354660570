import { type Config, readConfig } from '../../app/config.ts';
import type { App, OpenRelay } from '../../app/context.ts';
import { tick } from '../../app/tick.ts';
import { type Composition, compose } from '../../compose.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { hostOf } from '../../mail/compose/message-id.ts';
import { openSmtpRelay } from '../../mail/smtp/smtp-relay.ts';
import { sendLoop } from '../../worker/send-loop.ts';
import type { Line } from '../relay/memory-relay.ts';
import type { Actor } from '../world/world.ts';
import { gatedStore, gatedTemplates } from './gates.ts';
import type { House } from './house.ts';

/**
 * One run of the real application, as a process would be: composed over the files as they are, with a name of its own. It can be killed
 * at any commit: then it is abandoned where it stands, and nothing that it still had in mind reaches the store or the wire.
 */
export class Run implements Actor {
  readonly name: string;
  readonly #house: House;
  readonly #stop = new AbortController();
  #alive = true;
  #composition: Composition | null = null;
  #line: Line | null = null;
  #looking = false;
  #sending: Promise<void> = Promise.resolve();
  #looked: Promise<void> = Promise.resolve();
  #app: App | null = null;

  constructor(house: House, name: string) {
    this.#house = house;
    this.name = name;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** The application; what it asks of the store waits for its turn. */
  get app(): App {
    if (this.#app === null) throw new Error(`${this.name} was not started`);
    return this.#app;
  }

  async start(): Promise<void> {
    const { world, root, environment, chance, relay } = this.#house;
    const timers = world.timersOf(this);
    const random = chance.fork(`random of ${this.name}`).random;
    const log = this.#log();
    const line = relay.lineFor(timers);
    this.#line = line;
    const outgoing = openRelays(readConfig(environment, root), line);
    const relays = async () => outgoing;
    this.#composition = await compose({
      root,
      environment,
      log,
      clock: world.clock,
      random,
      timers,
      relays,
      anyAddressKey: true,
    });
    const { app } = this.#composition;
    this.#app = {
      ...app,
      store: gatedStore(this.#house.tamper(app.store), this, this.#house),
      draw: this.#house.draw,
      makePicture: this.#house.makePicture,
      templates: gatedTemplates(this.#house.templates ?? app.templates, this, world),
    };
  }

  /** Begins to send, until it is stopped or killed. */
  send(): void {
    this.#sending = sendLoop(this.app, this.#house.holderOf(this.name), this.#stop.signal).catch(
      (error: unknown) => {
        this.#house.world.note(this.name, `the send loop ended: ${messageOf(error)}`);
      },
    );
  }

  /** A look, as the worker takes one every minute; none while the one before is not over. `done`: whether it came to its end. */
  look(done: (success: boolean) => void): void {
    if (this.#looking || !this.#alive) return;
    this.#looking = true;
    const over = (success: boolean): void => {
      this.#looking = false;
      done(success);
    };
    this.#looked = tick(this.app).then(
      () => over(true),
      (error: unknown) => {
        this.#house.world.note(this.name, `this look failed: ${this.#house.worded(error)}`);
        if (!(error instanceof AppError)) this.#house.unexpected(error);
        over(false);
      },
    );
  }

  /** Dies at once, as by SIGKILL. */
  kill(): void {
    if (!this.#alive) return;
    this.#house.world.note(this.name, 'killed');
    this.#end();
  }

  /** Ends in good order, as by SIGTERM. Calls `ended` when it has. */
  stop(ended: () => void): void {
    this.#house.world.note(this.name, 'told to stop');
    this.#stop.abort();
    void Promise.all([this.#sending, this.#looked]).then(() => {
      if (!this.#alive) return;
      this.#house.world.note(this.name, 'stopped');
      this.#end();
      ended();
    });
  }

  #end(): void {
    this.#alive = false;
    this.#line?.cut();
    void this.#composition?.close();
  }

  #log(): Log {
    const note = (words: string): void => this.#house.world.note(this.name, this.#house.worded(words));
    return {
      info: note,
      warn: note,
      error: (words, error) => {
        note(`${words}: ${messageOf(error)}`);
        if (!(error instanceof AppError)) this.#house.unexpected(error);
      },
    };
  }
}

/** As the composition opens them, but in memory, and with our own client on both paths. */
function openRelays({ relays, url }: Config, wiring: Line): readonly OpenRelay[] {
  const name = hostOf(url);
  return relays.map(({ id, limits, url: relay }) => ({
    id,
    limits,
    bulk: openSmtpRelay(relay, { name, wiring }),
    single: openSmtpRelay(relay, { name, wiring, maxConnections: 1 }),
  }));
}
