import { remembering } from '../../core/remembering.ts';
import { articleOf } from './article.ts';
import { type Draw, type Picture, picturePath } from './drawing.ts';
import { drawingOf, mailParts } from './mail-parts.ts';
import type { SettledPart } from './parts.ts';
import { parsePost } from './post.ts';
import { settleParts } from './settle-parts.ts';

/** A site of many posts is made anew whenever something comes out; a path is some 40 characters. */
const REMEMBERED_POSTS = 5_000;

/** Where the pictures are served that the mail of a post refers to. */
export const picturePathsIn: (markdown: string) => Promise<readonly string[]> = remembering(
  REMEMBERED_POSTS,
  async (markdown) => (await drawnParts(markdown)).map((part) => picturePath(drawingOf(part))),
);

/**
 * The pictures that the mail of a post refers to, for the site to serve, but for those whose path `isThere`: a site that is built again draws
 * only what is new.
 */
export async function postPictures(
  markdown: string,
  draw: Draw,
  isThere: (path: string) => Promise<boolean>,
): Promise<readonly Picture[]> {
  const missing: DrawnPart[] = [];
  for (const part of await drawnParts(markdown))
    if (!(await isThere(picturePath(drawingOf(part))))) missing.push(part);
  return (await mailParts([], missing, draw)).pictures;
}

type DrawnPart = Exclude<SettledPart, { kind: 'code' | 'source' }>;

async function drawnParts(markdown: string): Promise<readonly DrawnPart[]> {
  // Where its links lead does not matter here.
  const { parts } = articleOf(parsePost(markdown), { baseUrl: 'https://localhost/' });
  const settled = (await settleParts(parts)).parts;
  return settled.filter((part): part is DrawnPart => part.kind !== 'code' && part.kind !== 'source');
}
