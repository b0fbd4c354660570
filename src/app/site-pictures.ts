import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../core/errors.ts';
import type { Picture } from '../domain/posts/drawing.ts';
import { mayBeDrawn } from '../domain/posts/may-be-drawn.ts';
import { parsePost } from '../domain/posts/post.ts';
import { picturePathsOf, postPictures } from '../domain/posts/post-pictures.ts';
import type { RenderedPost } from '../site/reading/rendered.ts';
import type { App } from './context.ts';

/** The Markdown of the mailings still to come that are no posts: the site must have their pictures before they go out. */
export async function lettersToCome(app: Pick<App, 'store'>): Promise<readonly string[]> {
  const editions = (await app.store.editions()).filter(
    ({ kind, state }) => (kind === 'correction' || kind === 'announcement') && state.kind === 'pending',
  );
  const drafts = await Promise.all(editions.map(({ id }) => app.store.editionDraft(id)));
  return drafts.flatMap((draft) => (draft === null ? [] : [draft.markdown]));
}

/** The pictures that the site has not yet of the mails of posts, and of letters given as Markdown. */
export async function missingPictures(
  app: Pick<App, 'workspace' | 'draw'>,
  posts: readonly Pick<RenderedPost, 'post' | 'pictures'>[],
  letters: readonly string[],
): Promise<readonly Picture[]> {
  const asked = posts.map(({ post, pictures }) => ({ markdown: post.markdown, paths: pictures }));
  for (const markdown of letters.filter(mayBeDrawn))
    asked.push({ markdown, paths: await picturePathsOf(parsePost(markdown)) });
  const found = new Map<string, Picture>();
  for (const { markdown, paths } of asked) {
    const there = await Promise.all(paths.map((path) => isOnSite(app, path)));
    if (there.every(Boolean)) continue;
    const missing = await postPictures(markdown, app.draw, (path) => isOnSite(app, path));
    for (const picture of missing) found.set(picture.path, picture);
  }
  return [...found.values()];
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
