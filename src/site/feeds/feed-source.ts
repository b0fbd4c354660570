import type { Instant } from '../../core/clock.ts';
import type { Track } from '../../domain/calendar/calendar.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, trackPath } from '../chrome.ts';
import type { OwnPost } from '../model.ts';
import type { RenderedPost } from '../reading/rendered.ts';
import { type FeedPaths, feedPathsOf } from './feed-paths.ts';

/** Posts in a feed: enough for a reader that looks once a year. */
const FEED_LENGTH = 30;

/** What a feed is made of, in whichever format. */
export interface FeedSource {
  readonly title: string;
  readonly description: string;
  /** The page that the feed follows, as a path. */
  readonly home: string;
  /** Its own addresses, as paths. */
  readonly paths: FeedPaths;
  /** Newest first. */
  readonly items: readonly RenderedPost[];
}

/** The same with the words of its posts. */
export interface WholeFeed extends Omit<FeedSource, 'items'> {
  readonly items: readonly (Pick<RenderedPost, 'post' | 'summary'> & { readonly feedHtml: string })[];
}

export async function wholeFeed({ items, ...source }: FeedSource): Promise<WholeFeed> {
  const articles = await Promise.all(items.map((item) => item.article()));
  const whole = items.map(({ post, summary }, index) => ({
    post,
    summary,
    feedHtml: articles[index]?.feedHtml ?? '',
  }));
  return { ...source, items: whole };
}

/** The feed of the whole blog. */
export function blogFeed(catalogue: Catalogue, chrome: Chrome): FeedSource {
  return {
    title: chrome.title,
    description: chrome.tagline,
    home: '/',
    paths: feedPathsOf('/'),
    items: catalogue.rendered.slice(0, FEED_LENGTH),
  };
}

/** The feed of one track. */
export function trackFeed(track: Track, catalogue: Catalogue, chrome: Chrome): FeedSource {
  const home = trackPath(track.id);
  const items: RenderedPost[] = [];
  for (const post of catalogue.inTrack(track.id)) {
    const rendered = items.length < FEED_LENGTH ? catalogue.renderedOf(post) : null;
    if (rendered !== null) items.push(rendered);
  }
  const description = track.intro === '' ? track.title : track.intro;
  return { title: `${chrome.title}: ${track.title}`, description, home, paths: feedPathsOf(home), items };
}

/** Of all that a feed has of a post: another item has another. */
export function itemKeyOf({ post, key, summary }: RenderedPost): string {
  return JSON.stringify([key, post.id, post.title, post.track, summary, post.at, changedAt(post), post.tags]);
}

/** When a post last changed. */
export function changedAt(post: OwnPost): Instant {
  return post.revisedAt ?? post.at;
}
