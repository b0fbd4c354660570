import type { Edition } from '../domain/deliveries/delivery.ts';
import { fillPlaces } from '../mail/compose/places.ts';
import { renderPreview } from '../mail/compose/render-single.ts';
import { escapeHtml } from '../mail/templates/escape-html.ts';
import type { App } from './context.ts';
import { currentCalendar } from './current-calendar.ts';
import { findEdition } from './find-edition.ts';
import { pendingView } from './render-edition.ts';

/**
 * A mailing as each reader gets it: one that has begun as it was frozen, else as it would go out now.
 * @throws AppError `not-found`, or `invalid` when it cannot go out
 */
export async function previewEdition(app: App, key: string, part: 'html' | 'text'): Promise<string> {
  const edition = await findEdition(app, key);
  const { html, text } = (await asFrozen(app, edition)) ?? (await asItWouldBe(app, edition));
  return part === 'html' ? html : text;
}

interface Parts {
  readonly html: string;
  readonly text: string;
}

async function asFrozen(app: App, { id }: Edition): Promise<Parts | null> {
  const frozen = await app.store.frozenContent(id);
  if (frozen === null) return null;
  const values = { UNSUBSCRIBE_URL: `${app.config.url}/leave`, READER: 'each reader' };
  return {
    html: fillPlaces(frozen.html, values, escapeHtml),
    text: fillPlaces(frozen.text, values, (value) => value),
  };
}

async function asItWouldBe(app: App, edition: Edition): Promise<Parts> {
  const view = await pendingView(app, await currentCalendar(app), edition);
  return renderPreview(app.templates, view, { words: 'A preview, for you alone.', links: [] });
}
