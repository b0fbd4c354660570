import type { Calendar } from '../domain/calendar/calendar.ts';
import { type Makers, planSite } from '../site/build.ts';
import type { SiteFile } from '../site/model.ts';
import type { RenderedPost } from '../site/reading/rendered.ts';
import { type SiteChanges, writeChanges, writeSite } from '../site/write.ts';
import type { App } from './context.ts';
import type { Examined } from './examine.ts';
import { type SiteMemory, siteMemoryOf } from './site-memory.ts';
import { siteMadeFrom, writeAndNote } from './site-note.ts';
import { sitePictureFiles } from './site-picture-files.ts';
import { isOnSite, missingPictures } from './site-pictures.ts';
import { type SiteSource, siteSource } from './site-source.ts';

export interface RefreshedSite {
  readonly written: number;
  readonly removed: number;
}

/**
 * Brings the files of the site in line with the facts and the plan. When they were made from the same already, nothing is
 * rendered: the tick does this every minute. A kill in between heals with the next call, and so do two processes
 * that write at once: the note of what the site was made from is written last, and only by one that was alone.
 * The first time in a process every file is looked at; after that, as long as nobody else wrote, only what has to change.
 */
export async function refreshSite(app: App, calendar: Calendar, examined: Examined): Promise<RefreshedSite> {
  const source = await siteSource(app, calendar, examined);
  const note = await siteMadeFrom(app.workspace.data);
  const isThere = await isOnSite(app, 'index.html');
  if (note === source.hash && isThere) return { written: 0, removed: 0 };
  const memory = await siteMemoryOf(app);
  const isOurs = isThere && note !== null && note === memory.wrote;
  const { written, removed } = isOurs
    ? await bringInLine(app, source, memory, (files) =>
        writeChanges(app.workspace.siteFolder, files, memory.cache.files),
      )
    : await writeWhole(app, source);
  return { written: written.length, removed: removed.length };
}

/** Looks at every file of the site, whatever it was made from. @throws as `writeSite` does */
export async function writeWhole(app: App, source: SiteSource, makers?: Makers): Promise<SiteChanges> {
  const memory = await siteMemoryOf(app);
  memory.pictured = new WeakSet();
  const changes = await bringInLine(
    app,
    source,
    memory,
    (files) => writeSite(app.workspace.siteFolder, files, memory.cache.files),
    makers,
  );
  await memory.cache.tidy();
  return changes;
}

async function bringInLine(
  app: App,
  { model, letters, hash }: SiteSource,
  memory: SiteMemory,
  write: (files: readonly SiteFile[]) => Promise<SiteChanges>,
  makers?: Makers,
): Promise<SiteChanges> {
  const { cache, pictured } = memory;
  memory.wrote = null;
  const pictures = (posts: readonly RenderedPost[]) =>
    missingPictures(
      app,
      posts.filter(({ post }) => !pictured.has(post)),
      letters,
    );
  const pages = await planSite(model, { pictures, cache, version: app.version, ...(makers && { makers }) });
  const files = [...sitePictureFiles(app, model), ...pages];
  const changes = await writeAndNote(app.workspace.data, hash, () => write(files));
  for (const post of model.posts) pictured.add(post);
  memory.wrote = hash;
  await cache.save();
  return changes;
}
