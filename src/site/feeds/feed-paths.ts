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
