import { fillPlaces } from '../mail/compose/places.ts';
import { escapeHtml } from '../mail/templates/escape-html.ts';
import type { App } from './context.ts';
import { currentCalendar } from './current-calendar.ts';
import { findEdition } from './find-edition.ts';
import { renderPending } from './render-edition.ts';

/**
 * A mailing as each reader gets it: one that has begun as it was frozen, else as it would go out now.
 * @throws AppError `not-found`, or `invalid` when it cannot go out
 */
export async function previewEdition(app: App, key: string, part: 'html' | 'text'): Promise<string> {
  const edition = await findEdition(app, key);
  const { html, text } =
    (await app.store.frozenContent(edition.id)) ??
    (await renderPending(app, await currentCalendar(app), edition));
  const values = {
    UNSUBSCRIBE_URL: `${app.config.url}/leave`,
    PREFERENCES_URL: `${app.config.url}/preferences`,
    READER: 'each of your readers',
  };
  return part === 'html' ? fillPlaces(html, values, escapeHtml) : fillPlaces(text, values, (value) => value);
}
