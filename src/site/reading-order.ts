import type { Series, Track } from '../domain/calendar/calendar.ts';
import type { Catalogue } from './catalogue.ts';
import type { SitePost } from './model.ts';

/** A stretch of a reading path: one post, or the parts of a series that follow one another in it. */
export type PathStep =
  | { readonly kind: 'post'; readonly post: SitePost }
  | { readonly kind: 'series'; readonly series: Series; readonly posts: readonly SitePost[] };

/**
 * The posts of a track in reading order: first what the author lists under `start_here`, in that order, then the rest as it came out.
 * A post that is not published yet is not among them.
 */
export function readingOrder(track: Track, catalogue: Catalogue): readonly SitePost[] {
  const places = new Map(track.startHere.map((id, place) => [id, place]));
  const place = (post: SitePost): number => places.get(post.id) ?? places.size;
  return catalogue
    .inTrack(track.id)
    .toReversed()
    .sort((a, b) => place(a) - place(b));
}

/** Posts in reading order as steps of a path: the parts of one series that follow one another are one step. */
export function stepsOf(posts: readonly SitePost[], series: readonly Series[]): readonly PathStep[] {
  const steps: { series: Series | null; posts: SitePost[] }[] = [];
  for (const post of posts) {
    const own = series.find((entry) => entry.id === post.series) ?? null;
    const last = steps.at(-1);
    if (own !== null && last?.series === own) last.posts.push(post);
    else steps.push({ series: own, posts: [post] });
  }
  return steps.flatMap(({ series: own, posts: together }): PathStep[] =>
    own === null
      ? together.map((post) => ({ kind: 'post', post }))
      : [{ kind: 'series', series: own, posts: together }],
  );
}

/** The title of a track or a series; its id when the calendar does not list it. */
export function titleOf(
  id: string,
  listed: readonly { readonly id: string; readonly title: string }[],
): string {
  return listed.find((entry) => entry.id === id)?.title ?? id;
}
