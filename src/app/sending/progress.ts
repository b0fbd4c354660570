import { type Instant, SECOND } from '../../core/clock.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import type { App } from '../context.ts';

/** Between two lines, in milliseconds. Counting a ledger of a million rows takes some 50: so seldom it costs nothing. */
const EVERY = 30 * SECOND;

/** Says in the log how far a long mailing is: how many, how fast, how long it will take. A short one says nothing. */
export class Progress {
  readonly #app: App;
  #last: { readonly at: Instant; readonly edition: Edition; readonly sent: number } | null = null;

  constructor(app: App) {
    this.#app = app;
  }

  /** Called as often as one likes while an edition is being sent. */
  async tell(edition: Edition): Promise<void> {
    const at = this.#app.clock.now();
    const last = this.#last;
    if (last !== null && last.edition.id === edition.id && at >= last.at && at - last.at < EVERY) return;
    const { sent, audience, queued } = await this.#app.store.ledger(edition.id);
    this.#last = { at, edition, sent };
    if (last === null || last.edition.id !== edition.id || at <= last.at || sent <= last.sent) return;
    const perSecond = ((sent - last.sent) / (at - last.at)) * SECOND;
    this.#app.log.info(
      `${edition.key}: ${sent} of ${audience} sent, ${perSecond.toFixed(perSecond < 10 ? 1 : 0)} a second, ${timeLeft(queued / perSecond)} left`,
    );
  }
}

/** `40 s`, `12 min`, `3.5 h`. */
function timeLeft(seconds: number): string {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  return seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`;
}
