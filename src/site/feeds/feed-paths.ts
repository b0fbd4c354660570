/** Where the feeds of one page are, as paths. */
export interface FeedPaths {
  readonly rss: string;
  readonly atom: string;
  readonly json: string;
}

/** Paths of the feeds of the page at `home`. */
export function feedPathsOf(home: string): FeedPaths {
  return { rss: `${home}feed.xml`, atom: `${home}atom.xml`, json: `${home}feed.json` };
}

/** Whether a path of the site is that of a feed. */
export function isFeedPath(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return Object.values(feedPathsOf('')).includes(name);
}
