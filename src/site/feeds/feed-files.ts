import type { Catalogue } from '../catalogue.ts';
import type { Chrome } from '../chrome.ts';
import type { SiteFile } from '../model.ts';
import { COMING_CALENDAR, comingCalendar } from './coming-calendar.ts';
import { blogFeed, type FeedSource, trackFeed } from './feed-source.ts';
import { jsonFeed } from './json-feed.ts';
import { atomXml, rssXml } from './xml-feeds.ts';

/** Everything that a program of the reader's follows: the feeds of the blog and of each track, and the calendar of what is coming. */
export function feedFiles(catalogue: Catalogue, chrome: Chrome): readonly SiteFile[] {
  const tracks = catalogue.shownTracks.map((track) => trackFeed(track, catalogue, chrome));
  return [
    ...tracks.flatMap((source) => filesOf(source, chrome)),
    ...filesOf(blogFeed(catalogue, chrome), chrome),
    file(COMING_CALENDAR, comingCalendar(catalogue, chrome), 'text/calendar; charset=utf-8'),
  ];
}

function filesOf(source: FeedSource, chrome: Chrome): SiteFile[] {
  return [
    file(source.paths.rss, rssXml(source, chrome), 'application/rss+xml; charset=utf-8'),
    file(source.paths.atom, atomXml(source, chrome), 'application/atom+xml; charset=utf-8'),
    file(source.paths.json, jsonFeed(source, chrome), 'application/feed+json; charset=utf-8'),
  ];
}

function file(path: string, contents: string, type: string): SiteFile {
  return { path: path.slice(1), contents, type, role: 'index' };
}
