import { sep } from 'node:path';
import { AppError } from '../core/errors.ts';
import { planSite } from '../site/build.ts';
import { keptPictures } from '../site/kept-pictures.ts';
import { precompress } from '../site/precompress.ts';
import type { RenderedPost } from '../site/reading/rendered.ts';
import { type SiteChanges, writeSite } from '../site/write.ts';
import type { App } from './context.ts';
import { examine, usableCalendar } from './examine.ts';
import { lastKnownCalendar } from './known-calendar.ts';
import { writeWhole } from './refresh-site.ts';
import { siteMemoryOf } from './site-memory.ts';
import { sitePictureFiles } from './site-picture-files.ts';
import { missingPictures } from './site-pictures.ts';
import { type SiteSource, siteSource } from './site-source.ts';

export interface BuiltSite {
  /** Absolute. */
  readonly folder: string;
  /** Paths in the folder, in the order of writing; what was right already is not among them. */
  readonly written: readonly string[];
  readonly removed: readonly string[];
  readonly milliseconds: number;
}

/** Each twice: enough for the thread pool, and little in memory. */
const COMPRESSED_AT_ONCE = 4;

/**
 * Makes every file of the site anew, whatever it was made from before: in the workspace's own folder or, for another host, in `folder`
 * (absolute), where forms post to FORTNIGHT_URL. When it returns, all that can be stands compressed beside its file. While the calendar file is broken, it goes by the last one that was not, as the worker does.
 * @throws AppError `refused` for a folder that holds other files, `invalid` without any calendar, `unavailable` when the disk will not take it
 */
export async function buildSiteIn(app: App, folder: string | null): Promise<BuiltSite> {
  const began = app.clock.now();
  const examined = await examine(app.workspace, await app.store.scheduleFacts());
  const known = examined.broken ? await lastKnownCalendar(app) : null;
  const source = await siteSource(app, known ?? usableCalendar(examined), examined);
  const { siteFolder } = app.workspace;
  const isOwn = folder === null || folder === siteFolder;
  const { written, removed } = isOwn
    ? await writeWhole(app, source, app.makers)
    : await writeCopy(app, source, folder);
  await precompress(folder ?? siteFolder, { atOnce: COMPRESSED_AT_ONCE });
  return {
    folder: folder ?? siteFolder,
    written,
    removed,
    milliseconds: app.clock.now() - began,
  };
}

/** With the pictures of all mails that ever went out, which the workspace's own site keeps. */
async function writeCopy(app: App, { model, letters }: SiteSource, folder: string): Promise<SiteChanges> {
  const { siteFolder } = app.workspace;
  if (folder.startsWith(siteFolder + sep))
    throw new AppError('refused', `${folder} is inside the site itself, where it would be removed`, {
      help: 'choose a folder outside of it',
    });
  const kept = await keptPictures(siteFolder);
  const elsewhere = { ...model, form: { base: app.config.url } };
  const { cache } = await siteMemoryOf(app);
  const pictures = (posts: readonly RenderedPost[]) => missingPictures(app, posts, letters);
  const pages = await planSite(elsewhere, { pictures, cache, version: app.version, makers: app.makers });
  // Of what both have, the copy that lies on the site already is the one that mails refer to.
  const own = sitePictureFiles(app, model).filter(({ path }) => kept.every((one) => one.path !== path));
  const changes = await writeSite(folder, [...kept, ...own, ...pages]);
  await cache.save();
  return changes;
}
