import type { Calendar } from '../domain/calendar/calendar.ts';
import type { RelayFault } from '../domain/deliveries/decide.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import { authorOf, toldOnce } from './author.ts';
import type { App } from './context.ts';
import { lastKnownCalendar } from './known-calendar.ts';
import { ledgerNotice } from './ledger-notice.ts';
import { sendBatch, takeInHand } from './send-edition.ts';
import { sendSingleMails } from './send-single-mails.ts';

/** Twice the relay's connections: so many rows can be `sending` at once, and so many a kill can leave uncertain. */
const IN_FLIGHT = 10;

/** Batches of one edition between two looks at single mails: a confirmation waits a second, not for a whole list. */
const BATCHES_PER_ROUND = 20;

export interface RoundReport {
  readonly begun: number;
  readonly sent: number;
  readonly relayFault: RelayFault | null;
}

/** Sends the single mails that are due, then a stretch of every open edition; completes those with nothing left. */
export async function sendRound(app: App, epoch: number, signal: AbortSignal): Promise<RoundReport> {
  const calendar = await lastKnownCalendar(app);
  if (calendar === null) return { begun: 0, sent: 0, relayFault: null };
  const total = { begun: 0, sent: 0 };
  const single = await sendSingleMails(app, calendar, IN_FLIGHT, epoch, signal);
  add(total, single);
  if (single.relayFault !== null) return { ...total, relayFault: single.relayFault };
  for (const edition of await app.store.editions()) {
    if (edition.state.kind !== 'open') continue;
    const report = await sendStretch(app, calendar, edition, epoch, signal);
    add(total, report);
    if (report.relayFault !== null) return { ...total, relayFault: report.relayFault };
  }
  return { ...total, relayFault: null };
}

async function sendStretch(
  app: App,
  calendar: Calendar,
  edition: Edition,
  epoch: number,
  signal: AbortSignal,
): Promise<RoundReport> {
  const total = { begun: 0, sent: 0 };
  const inHand = await takeInHand(app, calendar, edition);
  if (inHand === null) return { ...total, relayFault: null };
  for (let batch = 0; batch < BATCHES_PER_ROUND && !signal.aborted; batch += 1) {
    const report = await sendBatch(app, inHand, IN_FLIGHT, epoch, signal);
    add(total, report);
    if (report.relayFault !== null) return { ...total, relayFault: report.relayFault };
    if (report.begun === 0) {
      await completeIfDone(app, calendar, edition);
      break;
    }
  }
  return { ...total, relayFault: null };
}

async function completeIfDone(app: App, calendar: Calendar, edition: Edition): Promise<void> {
  const ledger = await app.store.ledger(edition.id);
  if (ledger.queued + ledger.sending + ledger.deferred > 0) return;
  const author = authorOf(calendar);
  const notice =
    author === null ? null : toldOnce(`complete:${edition.key}`, author, ledgerNotice(app, edition, ledger));
  if (await app.store.completeEdition(edition.id, notice, app.clock.now())) {
    app.log.info(`${edition.key} is complete: ${ledger.sent} of ${ledger.audience} sent`);
  }
}

function add(
  total: { begun: number; sent: number },
  report: { readonly begun: number; readonly sent: number },
): void {
  total.begun += report.begun;
  total.sent += report.sent;
}
