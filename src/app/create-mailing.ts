import { AppError } from '../core/errors.ts';
import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import type { Edition, EditionDraft } from '../domain/deliveries/delivery.ts';
import { renderEdition } from '../mail/compose/render-edition.ts';
import type { App } from './context.ts';
import { draftView } from './draft-view.ts';
import { editionAt } from './edition-at.ts';

export interface NewMailing {
  readonly kind: 'correction' | 'announcement';
  readonly key: string;
  readonly topic: TopicId | null;
  readonly draft: EditionDraft;
}

export interface CreatedMailing {
  readonly edition: Edition;
  /** Above `HTML_WARNING_BYTES` the author should be told. */
  readonly htmlBytes: number;
}

/**
 * Records a mailing that is no post, with its words. It is held until the author lets it go; with `send` it leaves with the next tick.
 * Between the two commits of this it waits for the author's yes, which is all that a kill can leave.
 * @throws AppError `invalid` when it may not go out (no postal address, too heavy), `conflict` when one with this key exists
 */
export async function createMailing(
  app: App,
  calendar: Calendar,
  { kind, key, topic, draft }: NewMailing,
  send: boolean,
): Promise<CreatedMailing> {
  const at = app.clock.now();
  const view = await draftView(app, calendar, { kind, topic, at }, draft);
  const { subject, hash, htmlBytes } = await renderEdition(app.templates, view);
  const recorded = await app.store.createEdition({ kind, key, topic, subject, draft, test: false }, at);
  const edition = await editionAt(app, key);
  if (!recorded) throw alreadyThere(edition);
  if (send) await app.store.approveEdition(edition.id, hash, true, at);
  else await app.store.holdEdition(edition.id, at);
  return { edition: await editionAt(app, key), htmlBytes };
}

function alreadyThere({ kind, key, state }: Edition): AppError {
  const help =
    kind === 'correction'
      ? 'a topic is corrected at most once, so that nobody is mailed about it again and again; `fortnight announce` sends what else there is to say'
      : 'its name is made of its title: another --title makes another announcement';
  return new AppError('conflict', `there is ${key} already: it is ${state.kind}`, { help });
}
