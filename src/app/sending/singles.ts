import type { Instant } from '../../core/clock.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { BegunSingleMail } from '../../domain/deliveries/single-mail.ts';
import type { App } from '../context.ts';
import type { RelayBook } from './relay-book.ts';
import { settleSurely } from './settle-surely.ts';
import { type SentSingle, sendSingle } from './single-mails.ts';

/** In milliseconds. While an edition goes out, single mails are looked for so often: a confirmation does not wait for a list. */
const LOOK_EVERY = 250;

export interface SinglesTools {
  readonly app: App;
  readonly book: RelayBook;
  readonly epoch: number;
  readonly stop: AbortSignal;
  readonly lastCall: AbortSignal;
  readonly calendar: () => Calendar | null;
  /** Called when one is over, after it was written down. */
  readonly over: (mail: BegunSingleMail, sent: SentSingle) => void;
}

/** Confirmations, welcomes, notices and previews, sent beside the editions: begun, sent and settled like deliveries, one by one. */
export class Singles {
  readonly #tools: SinglesTools;
  readonly #underWay = new Set<Promise<void>>();
  #lookedAt: Instant | null = null;

  constructor(tools: SinglesTools) {
    this.#tools = tools;
  }

  isBusy(): boolean {
    return this.#underWay.size > 0;
  }

  /** Begins what is due, unless it looked a moment ago and is not told to look `now` all the same. Returns how many were begun. */
  async look(anyway: boolean): Promise<number> {
    const { app, book, epoch } = this.#tools;
    const now = app.clock.now();
    const justNow = this.#lookedAt !== null && now >= this.#lookedAt && now < this.#lookedAt + LOOK_EVERY;
    if (justNow && !anyway) return 0;
    this.#lookedAt = now;
    const { room, relays } = book.forSingles(now);
    const calendar = this.#tools.calendar();
    if (room <= 0 || calendar === null) return 0;
    const begun = await app.store.beginMails(
      { room, relays, test: app.config.allMailTo !== null },
      epoch,
      now,
    );
    for (const mail of begun) this.#send(calendar, mail);
    return begun.length;
  }

  #send(calendar: Calendar, mail: BegunSingleMail): void {
    const sending = this.#sendAndSettle(calendar, mail).finally(() => this.#underWay.delete(sending));
    this.#underWay.add(sending);
  }

  async #sendAndSettle(calendar: Calendar, mail: BegunSingleMail): Promise<void> {
    const { app, book, epoch, stop, lastCall, over } = this.#tools;
    book.countSingle(mail.relay, 1);
    const sent = await sendSingle(app, calendar, mail, book.relay(mail.relay).single, lastCall);
    const { settlement } = sent;
    await settleSurely(app, stop, () =>
      app.store.settleMails([{ id: mail.id, relay: mail.relay, settlement }], epoch, app.clock.now()),
    ).catch((error: unknown) => app.log.error(`what became of ${mail.key} could not be recorded`, error));
    book.countSingle(mail.relay, -1);
    over(mail, sent);
  }
}
