import type { Calendar } from '../domain/calendar/calendar.ts';
import { buildSite } from '../site/build.ts';
import { writeSite } from '../site/write.ts';
import type { App } from './context.ts';
import type { Examined } from './examine.ts';
import { siteMadeFrom, writeAndNote } from './site-note.ts';
import { sitePictureFiles } from './site-picture-files.ts';
import { isOnSite, missingPictures } from './site-pictures.ts';
import { siteSource } from './site-source.ts';

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
  const { model, words, hash } = await siteSource(app, calendar, examined);
  if ((await siteMadeFrom(app.workspace.data)) === hash && (await isOnSite(app, 'index.html'))) {
    return { written: 0, removed: 0 };
  }
  const pages = await buildSite(model, await missingPictures(app, words));
  const files = [...sitePictureFiles(app, model), ...pages];
  const { written, removed } = await writeAndNote(app.workspace.data, hash, () =>
    writeSite(app.workspace.siteFolder, files),
  );
  return { written: written.length, removed: removed.length };
}
