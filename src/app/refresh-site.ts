import { createHash } from 'node:crypto';
import type { Calendar } from '../domain/calendar/calendar.ts';
import { buildSite } from '../site/build.ts';
import { writeSite } from '../site/write.ts';
import type { App } from './context.ts';
import { type Examined, readinessFor } from './examine.ts';
import { siteModel } from './site-model.ts';
import { siteMadeFrom, writeAndNote } from './site-note.ts';
import { isOnSite, lettersToCome, missingPictures } from './site-pictures.ts';

export interface RefreshedSite {
  readonly written: number;
  readonly removed: number;
}

/**
 * Brings the files of the site in line with the facts and the plan. When they were made from the same already, nothing is
 * rendered: the tick does this every minute. A kill in between heals with the next call, and so do two processes
 * that write at once: the note of what the site was made from is written last, and only by one that was alone.
 */
export async function refreshSite(app: App, calendar: Calendar, examined: Examined): Promise<RefreshedSite> {
  const readinessOf = readinessFor(examined, calendar, await app.store.scheduleFacts());
  const model = await siteModel(app, calendar, { readinessOf, hasBody: examined.hasBody });
  const letters = await lettersToCome(app);
  const made = createHash('sha256')
    .update(JSON.stringify([model, letters]))
    .update(app.version)
    .digest('hex');
  if ((await siteMadeFrom(app.workspace.data)) === made && (await isOnSite(app, 'index.html'))) {
    return { written: 0, removed: 0 };
  }
  const words = [...model.posts.flatMap((post) => (post.kind === 'own' ? [post.markdown] : [])), ...letters];
  const files = await buildSite(model, await missingPictures(app, words));
  const { written, removed } = await writeAndNote(app.workspace.data, made, () =>
    writeSite(app.workspace.siteFolder, files),
  );
  return { written: written.length, removed: removed.length };
}
