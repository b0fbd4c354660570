import { articleOf } from './article.ts';
import { type Draw, type Picture, picturePath } from './drawing.ts';
import { drawingOf, mailParts } from './mail-parts.ts';
import type { SettledPart } from './parts.ts';
import { type Post, parsePost } from './post.ts';
import { settleParts } from './settle-parts.ts';

/** Where the pictures are served that the mail of a post refers to. */
export async function picturePathsOf(post: Post): Promise<readonly string[]> {
  return (await drawnParts(post)).map((part) => picturePath(drawingOf(part)));
}

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
  for (const part of await drawnParts(parsePost(markdown)))
    if (!(await isThere(picturePath(drawingOf(part))))) missing.push(part);
  return (await mailParts([], missing, draw)).pictures;
}

type DrawnPart = Exclude<SettledPart, { kind: 'code' | 'source' }>;

async function drawnParts(post: Post): Promise<readonly DrawnPart[]> {
  // Where its links lead does not matter here.
  const { parts } = articleOf(post, { baseUrl: 'https://localhost/' });
  const settled = (await settleParts(parts)).parts;
  return settled.filter((part): part is DrawnPart => part.kind !== 'code' && part.kind !== 'source');
}
