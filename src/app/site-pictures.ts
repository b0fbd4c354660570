import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../core/errors.ts';
import type { Picture } from '../domain/posts/drawing.ts';
import { mayBeDrawn } from '../domain/posts/may-be-drawn.ts';
import { picturePathsIn, postPictures } from '../domain/posts/post-pictures.ts';
import type { App } from './context.ts';

/** The Markdown of the mailings still to come that are no posts: the site must have their pictures before they go out. */
export async function lettersToCome(app: Pick<App, 'store'>): Promise<readonly string[]> {
  const editions = (await app.store.editions()).filter(
    ({ kind, state }) => (kind === 'correction' || kind === 'announcement') && state.kind === 'pending',
  );
  const drafts = await Promise.all(editions.map(({ id }) => app.store.editionDraft(id)));
  return drafts.flatMap((draft) => (draft === null ? [] : [draft.markdown]));
}

/** The pictures of the mails of `words` that the site has not yet. Only what may hold a formula or a diagram is looked into. */
export async function missingPictures(
  app: Pick<App, 'workspace' | 'draw'>,
  words: readonly string[],
): Promise<readonly Picture[]> {
  const pictures = new Map<string, Picture>();
  for (const markdown of words.filter(mayBeDrawn)) {
    const there = await Promise.all((await picturePathsIn(markdown)).map((path) => isOnSite(app, path)));
    if (there.every(Boolean)) continue;
    const missing = await postPictures(markdown, app.draw, (path) => isOnSite(app, path));
    for (const picture of missing) pictures.set(picture.path, picture);
  }
  return [...pictures.values()];
}

/** Whether the site has a file. */
export async function isOnSite(app: Pick<App, 'workspace'>, path: string): Promise<boolean> {
  try {
    await access(join(app.workspace.siteFolder, path));
    return true;
  } catch (error) {
    // ENOTDIR: a file stands in the way of the site, for which the writing has words.
    if (['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error) ?? '')) return false;
    throw error;
  }
}
