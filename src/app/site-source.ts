import type { Calendar } from '../domain/calendar/calendar.ts';
import { postKeyOf } from '../site/kept/post-key.ts';
import { keyOf } from '../site/kept/site-cache.ts';
import type { SiteModel } from '../site/model.ts';
import type { App } from './context.ts';
import { type Examined, readinessFor } from './examine.ts';
import { siteModel } from './site-model.ts';
import { lettersToCome } from './site-pictures.ts';

/** All that the files of the site are made from. */
export interface SiteSource {
  readonly model: SiteModel;
  /** The Markdown of the mailings to come that are no posts. */
  readonly letters: readonly string[];
  /** Names model and mailings, and the version that makes files of them: the same only when all is the same. */
  readonly hash: string;
}

/** Gathers the facts and the plan as they stand. Renders nothing. */
export async function siteSource(app: App, calendar: Calendar, examined: Examined): Promise<SiteSource> {
  const facts = await app.store.scheduleFacts();
  const readinessOf = readinessFor(examined, calendar, facts);
  const model = await siteModel(app, calendar, { readinessOf, hasBody: examined.hasBody, facts });
  const letters = await lettersToCome(app);
  const hash = keyOf({ ...model, posts: model.posts.map(postKeyOf) }, letters, app.version);
  return { model, letters, hash };
}
