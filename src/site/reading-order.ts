import type { LocalDate } from '../core/zoned-time.ts';
import type { Series, Track } from '../domain/calendar/calendar.ts';
import type { ComingPost, OwnPost, SiteModel, SitePost } from './model.ts';

/** Newest first; of one day, the later id in the alphabet first, so that two builds agree. */
export function newestFirst<P extends { date: LocalDate; id: string }>(posts: readonly P[]): P[] {
  return [...posts].sort((a, b) => compare(b.date, a.date) || compare(b.id, a.id));
}

export function ownPosts(model: SiteModel): OwnPost[] {
  return newestFirst(model.posts.filter((post) => post.kind === 'own'));
}

/** What may be shown of the plan, earliest first. */
export function publicComing(model: SiteModel): ComingPost[] {
  return model.coming.filter((post) => post.public).sort((a, b) => compare(a.date, b.date));
}

/** A stretch of a reading path: one post, or the parts of a series that follow one another in it. */
export type PathStep =
  | { readonly kind: 'post'; readonly post: SitePost }
  | { readonly kind: 'series'; readonly series: Series; readonly posts: readonly SitePost[] };

/**
 * A track as a reading path: first what the author lists under `start_here`, in that order, then the rest as it came out.
 * A post that is not published yet is not in it.
 */
export function readingPath(track: Track, model: SiteModel): PathStep[] {
  const inTrack = newestFirst(model.posts.filter((post) => post.track === track.id)).reverse();
  const place = (post: SitePost): number => {
    const listed = track.startHere.indexOf(post.id);
    return listed < 0 ? track.startHere.length : listed;
  };
  const ordered = inTrack.toSorted((a, b) => place(a) - place(b));
  return ordered.reduce<PathStep[]>((steps, post) => withPost(steps, post, model.series), []);
}

/** A part of a series as it stands now, published or planned. */
export type SeriesPart =
  | { readonly kind: 'published'; readonly part: number; readonly post: SitePost }
  | { readonly kind: 'coming'; readonly part: number; readonly post: ComingPost };

/** All parts of a series that are out or may be announced, in order. */
export function partsOf(series: string, model: SiteModel): SeriesPart[] {
  const published = model.posts
    .filter((post) => post.series === series)
    .map((post): SeriesPart => ({ kind: 'published', part: post.part ?? 0, post }));
  const coming = publicComing(model)
    .filter((post) => post.series === series)
    .map((post): SeriesPart => ({ kind: 'coming', part: post.part ?? 0, post }));
  return [...published, ...coming].sort((a, b) => a.part - b.part);
}

/** The title of a track or a series; its id when the calendar does not list it. */
export function titleOf(
  id: string,
  listed: readonly { readonly id: string; readonly title: string }[],
): string {
  return listed.find((entry) => entry.id === id)?.title ?? id;
}

function withPost(steps: readonly PathStep[], post: SitePost, all: readonly Series[]): PathStep[] {
  const series = all.find((entry) => entry.id === post.series);
  if (series === undefined) return [...steps, { kind: 'post', post }];
  const last = steps.at(-1);
  if (last?.kind === 'series' && last.series.id === series.id) {
    return [...steps.slice(0, -1), { ...last, posts: [...last.posts, post] }];
  }
  return [...steps, { kind: 'series', series, posts: [post] }];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
