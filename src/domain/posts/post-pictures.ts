import { articleOf } from './article.ts';
import { type Draw, type Picture, picturePath } from './drawing.ts';
import { drawingOf, mailParts } from './mail-parts.ts';
import type { SettledPart } from './parts.ts';
import type { Post } from './post.ts';
import { settleParts } from './settle-parts.ts';

/**
 * The pictures that the mail of a post refers to, for the site to serve, but for those whose path `isThere`: a site that is built again draws
 * only what is new.
 */
export async function postPictures(
  post: Post,
  draw: Draw,
  isThere: (path: string) => Promise<boolean>,
): Promise<readonly Picture[]> {
  // Where its links lead does not matter here.
  const { parts } = articleOf(post, { baseUrl: 'https://localhost/' });
  const { parts: settled } = await settleParts(parts);
  const missing: SettledPart[] = [];
  for (const part of settled) {
    if (part.kind === 'code' || part.kind === 'source') continue;
    if (!(await isThere(picturePath(drawingOf(part))))) missing.push(part);
  }
  return (await mailParts([], missing, draw)).pictures;
}
