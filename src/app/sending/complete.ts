import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import { authorOf, toldOnce } from '../author.ts';
import type { App } from '../context.ts';
import { ledgerNotice } from '../ledger-notice.ts';

/**
 * Completes an edition in which nothing waits any more, with word to the author. False while something does. A part of a series went out before, and a slot
 * may bring many: of those the author hears only when something did not arrive.
 */
export async function completeIfDone(app: App, calendar: Calendar, edition: Edition): Promise<boolean> {
  // To look for one row costs nothing; to count a million would.
  if (await app.store.somethingWaits(edition.id)) return false;
  const ledger = await app.store.ledger(edition.id);
  const author = authorOf(calendar);
  const isNews = edition.kind !== 'series' || edition.test || ledger.failed + ledger.uncertain > 0;
  const notice =
    author === null || !isNews
      ? null
      : toldOnce(`complete:${edition.key}`, author, ledgerNotice(app, edition, ledger));
  if (!(await app.store.completeEdition(edition.id, notice, app.clock.now()))) return false;
  app.log.info(`${edition.key} is complete: ${ledger.sent} of ${ledger.audience} sent`);
  return true;
}
