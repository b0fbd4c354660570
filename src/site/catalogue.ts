import type { LocalDate } from '../core/zoned-time.ts';
import type { Blog, Series, TopicId, Track } from '../domain/calendar/calendar.ts';
import { topicIdOf } from '../domain/calendar/entries.ts';
import { slugOf } from '../domain/calendar/import/slug.ts';
import { yearOf } from './dates.ts';
import { onceFor } from './kept/post-key.ts';
import { keyOf } from './kept/site-cache.ts';
import type { ComingPost, OwnPost, SiteModel, SitePost } from './model.ts';
import type { RenderedPost } from './reading/rendered.ts';

/** The model, sorted once for all pages: no page goes through all posts to find the few that are its own. */
export interface Catalogue {
  readonly blog: Blog;
  /** In the order of the Start Here page. */
  readonly tracks: readonly Track[];
  /** Those with a post, out or announced: they have pages and feeds. */
  readonly shownTracks: readonly Track[];
  readonly series: readonly Series[];
  /** Newest first; so are all lists of posts here, but for the parts of a series. */
  readonly posts: readonly SitePost[];
  readonly rendered: readonly RenderedPost[];
  /** What may be shown of the plan, earliest first. */
  readonly coming: readonly ComingPost[];
  readonly tags: readonly Tag[];
  readonly years: readonly Year[];
  inTrack(track: string): readonly SitePost[];
  /** All parts of a series that are out or may be announced, in order. */
  partsOf(series: string): readonly SeriesPart[];
  /** The tag's page, by the author's words. */
  tagOf(words: string): Tag | null;
  neighboursOf(post: OwnPost): { readonly older: OwnPost | null; readonly newer: OwnPost | null };
  /** Null for a post whose words are elsewhere. */
  renderedOf(post: SitePost): RenderedPost | null;
  /** Whole minutes of reading; null for a post whose words are elsewhere. */
  minutesOf(post: SitePost): number | null;
  /** Of all that a list shows of a post: another line has another. */
  lineKeyOf(post: SitePost): string;
}

/** A part of a series as it stands now, published or planned. */
export type SeriesPart =
  | { readonly kind: 'published'; readonly part: number; readonly post: SitePost }
  | { readonly kind: 'coming'; readonly part: number; readonly post: ComingPost };

export interface Tag {
  readonly slug: string;
  /** As the newest post with it has it. */
  readonly words: string;
  readonly posts: readonly SitePost[];
}

export interface Year {
  readonly year: string;
  readonly posts: readonly SitePost[];
}

/** `rendered`: the model's own posts, in any order. Takes time in proportion to the number of posts, but for sorting them. */
export function catalogueOf(model: SiteModel, rendered: readonly RenderedPost[]): Catalogue {
  const posts = newestFirst(model.posts);
  const coming = model.coming.filter((post) => post.public).sort((a, b) => compare(a.date, b.date));
  const renderedById = new Map(rendered.map((entry) => [entry.post.id, entry]));
  const own = posts.filter((post) => post.kind === 'own');
  const placeOf = new Map(own.map((post, place) => [post.id, place]));
  const byTrack = groupedBy(posts, (post) => post.track);
  const parts = partsBySeries(posts, coming);
  const tags = tagsOf(posts);
  const tagBySlug = new Map(tags.map((tag) => [tag.slug, tag]));
  // An id that cannot be an address is a fault that `check` names; it has no page.
  const tracks = model.tracks.filter(({ id }) => topicIdOf(id) !== null);
  const announced = new Set(coming.map(({ track }) => track));
  return {
    blog: model.blog,
    tracks,
    shownTracks: tracks.filter(({ id }) => byTrack.has(id) || announced.has(id)),
    series: model.series.filter(({ id }) => topicIdOf(id) !== null),
    posts,
    rendered: own.flatMap((post) => renderedById.get(post.id) ?? []),
    coming,
    tags,
    years: [...groupedBy(posts, (post) => yearOf(post.date))].map(([year, inYear]) => ({
      year,
      posts: inYear,
    })),
    inTrack: (track) => byTrack.get(track) ?? [],
    partsOf: (series) => parts.get(series) ?? [],
    tagOf: (words) => tagBySlug.get(slugOf(words) ?? '') ?? null,
    neighboursOf: (post) => {
      const place = placeOf.get(post.id) ?? Number.NaN;
      return { older: own[place + 1] ?? null, newer: own[place - 1] ?? null };
    },
    renderedOf: (post) => renderedById.get(post.id) ?? null,
    minutesOf: (post) => renderedById.get(post.id)?.minutes ?? null,
    lineKeyOf: (post) => `${lineKeyOf(post)} ${renderedById.get(post.id)?.minutes ?? ''}`,
  };
}

const lineKeyOf = onceFor((post: SitePost) => {
  const { kind, id, title, summary, track, series, part, date } = post;
  return keyOf(kind, id, title, summary, track, series, part, date, kind === 'earlier' ? post.url : null);
});

/** Newest first; of one day, the later id in the alphabet first, so that two builds agree. */
function newestFirst<P extends { date: LocalDate; id: TopicId }>(posts: readonly P[]): P[] {
  return posts.toSorted((a, b) => compare(b.date, a.date) || compare(b.id, a.id));
}

function partsBySeries(
  posts: readonly SitePost[],
  coming: readonly ComingPost[],
): ReadonlyMap<string | null, readonly SeriesPart[]> {
  const published = posts.map((post): SeriesPart => ({ kind: 'published', part: post.part ?? 0, post }));
  const planned = coming.map((post): SeriesPart => ({ kind: 'coming', part: post.part ?? 0, post }));
  const inOrder = [...published, ...planned].sort((a, b) => a.part - b.part);
  return groupedBy(inOrder, ({ post }) => post.series);
}

/** In order of their addresses. Tags that differ in case or accents alone are one; one without a Latin letter or digit has no page. */
function tagsOf(posts: readonly SitePost[]): readonly Tag[] {
  const found = new Map<string, { words: string; posts: SitePost[] }>();
  for (const post of posts) {
    for (const words of post.tags) {
      const slug = slugOf(words);
      if (slug === null) continue;
      const tag = found.get(slug) ?? { words, posts: [] };
      if (tag.posts.at(-1) !== post) tag.posts.push(post);
      found.set(slug, tag);
    }
  }
  return [...found].map(([slug, tag]) => ({ slug, ...tag })).sort((a, b) => compare(a.slug, b.slug));
}

function groupedBy<T, Key>(values: readonly T[], keyOf: (value: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
