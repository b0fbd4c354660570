import { type Chrome, hrefOf, postPath } from './chrome.ts';
import type { OwnPost, SiteFile } from './model.ts';

/** Where former addresses lead: a line each, `/posts/old/ /posts/new/ 301`, as some hosts of static files read it too. */
export const REDIRECTS = '_redirects';

/** A former address of a post that is nobody else's now. */
export interface Move {
  /** Path on the site. */
  readonly from: string;
  readonly post: OwnPost;
}

/** The former addresses of `posts`, but for those at which another post has come to stand. */
export function movesOf(posts: readonly OwnPost[]): readonly Move[] {
  const taken = new Set(posts.map(({ id }) => id));
  return posts.flatMap((post) =>
    post.aliases.filter((alias) => !taken.has(alias)).map((alias) => ({ from: postPath(alias), post })),
  );
}

/** No file where nothing has moved. */
export function redirectFiles(moves: readonly Move[], chrome: Chrome): SiteFile[] {
  if (moves.length === 0) return [];
  const lines = moves.map(
    ({ from, post }) => `${hrefOf(chrome, from)} ${hrefOf(chrome, postPath(post.id))} 301\n`,
  );
  return [{ path: REDIRECTS, contents: lines.join(''), type: 'text/plain; charset=utf-8', role: 'index' }];
}

/** Where `path` leads by the text of the file, if it leads anywhere: with or without the slash at the end. Both with the site's base path. */
export function redirectFrom(path: string, text: string): string | null {
  const wanted = path.replace(/\/(?:index\.html)?$/, '');
  for (const line of text.split('\n')) {
    const [from, to] = line.split(' ');
    if (from === `${wanted}/` && to !== undefined) return to;
  }
  return null;
}
