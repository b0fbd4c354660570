import { AppError } from '../core/errors.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';
import { decideEdition, type EditionDecision } from './decide-edition.ts';
import { findEdition } from './find-edition.ts';
import { lastKnownCalendar } from './known-calendar.ts';
import { renderPending } from './render-edition.ts';

/**
 * The author's decision from the command line, for the content as it is now.
 * @throws AppError `not-found`, or `conflict` when it has gone out, was opened or cancelled
 */
export async function decideByKey(app: App, decision: EditionDecision, key: string): Promise<Edition> {
  const edition = await findEdition(app, key);
  const hash = await hashNow(app, decision, edition);
  if (hash !== null && (await decideEdition(app, edition.id, decision, hash))) return edition;
  throw new AppError(
    'conflict',
    `${edition.key} is ${edition.state.kind}: it is too late to ${decision} it`,
    {
      help: '`fortnight ledger` shows how far it is',
    },
  );
}

/** Of what the edition would go out with; null when it is not waiting. A hold is about no content: what cannot be mailed can be held. */
async function hashNow(app: App, decision: EditionDecision, edition: Edition): Promise<string | null> {
  if (decision === 'hold') return '';
  const calendar = await lastKnownCalendar(app);
  const waits = edition.state.kind === 'pending' || edition.state.kind === 'held';
  return waits && calendar !== null ? (await renderPending(app, calendar, edition)).hash : null;
}
