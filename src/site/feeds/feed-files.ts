import type { Catalogue } from '../catalogue.ts';
import type { Chrome } from '../chrome.ts';
import { keyOf } from '../kept/site-cache.ts';
import type { SiteFile } from '../model.ts';
import { COMING_CALENDAR, comingCalendar, STILL_SHOWN } from './coming-calendar.ts';
import { blogFeed, type FeedSource, itemKeyOf, trackFeed, wholeFeed } from './feed-source.ts';
import { jsonFeed } from './json-feed.ts';
import { atomXml, rssXml } from './xml-feeds.ts';

/**
 * Everything that a program of the reader's follows: the feeds of the blog and of each track, and the calendar of what is coming.
 * `common`: the key of what every page shows.
 */
export function feedFiles(catalogue: Catalogue, chrome: Chrome, common: string): readonly SiteFile[] {
  const tracks = catalogue.shownTracks.map((track) => trackFeed(track, catalogue, chrome));
  const calendar = async () => comingCalendar(catalogue, chrome);
  return [
    ...tracks.flatMap((source) => filesOf(source, chrome, common)),
    ...filesOf(blogFeed(catalogue, chrome), chrome, common),
    {
      ...file(COMING_CALENDAR, calendar, 'text/calendar; charset=utf-8'),
      key: keyOf(common, catalogue.rendered.slice(0, STILL_SHOWN).map(itemKeyOf), catalogue.coming),
    },
  ];
}

function filesOf(source: FeedSource, chrome: Chrome, common: string): SiteFile[] {
  const key = keyOf(common, source.items.map(itemKeyOf));
  const made = (path: string, write: typeof rssXml, type: string): SiteFile => ({
    ...file(path, async () => write(await wholeFeed(source), chrome), type),
    key,
  });
  return [
    made(source.paths.rss, rssXml, 'application/rss+xml; charset=utf-8'),
    made(source.paths.atom, atomXml, 'application/atom+xml; charset=utf-8'),
    made(source.paths.json, jsonFeed, 'application/feed+json; charset=utf-8'),
  ];
}

function file(path: string, contents: SiteFile['contents'], type: string): SiteFile {
  return { path: path.slice(1), contents, type, role: 'index' };
}
