import type { Catalogue } from './catalogue.ts';
import { type Chrome, seriesPath, yearPath } from './chrome.ts';
import { archivePage, yearPage } from './reading/archive.tsx';
import { comingNextPage } from './reading/coming-next.tsx';
import { feedsPage } from './reading/feeds.tsx';
import { searchPage } from './reading/search.tsx';
import { seriesPage } from './reading/series.tsx';
import { startHerePage } from './reading/start-here.tsx';
import { tagPages, tagsPage } from './reading/tags.tsx';
import { trackPages } from './reading/track.tsx';

/** A page that leads to posts. */
export interface ListedPage {
  /** On the site. */
  readonly path: string;
  /** All that it shows beside what every page shows: it is made anew when this differs. Null for the few pages that are made each time. */
  readonly shows: readonly unknown[] | null;
  readonly html: () => string;
}

/** The pages that lead to posts: few of them list all. */
export function listPages(catalogue: Catalogue, chrome: Chrome): readonly ListedPage[] {
  const { shownTracks, tags } = catalogue;
  return [
    ...yearPages(catalogue, chrome),
    ...tags.flatMap((tag) => tagPages(tag, catalogue, chrome)),
    once('/tags/', () => tagsPage(catalogue, chrome)),
    ...seriesPages(catalogue, chrome),
    ...shownTracks.flatMap((track) => trackPages(track, catalogue, chrome)),
    once('/search/', () => searchPage(catalogue, chrome)),
    once('/feeds/', () => feedsPage(catalogue, chrome)),
    once('/start-here/', () => startHerePage(catalogue, chrome)),
    once('/coming-next/', () => comingNextPage(catalogue, chrome)),
    once('/archive/', () => archivePage(catalogue, chrome)),
  ];
}

function once(path: string, html: () => string): ListedPage {
  return { path, shows: null, html };
}

function yearPages(catalogue: Catalogue, chrome: Chrome): readonly ListedPage[] {
  const { years } = catalogue;
  return years.map((year, place) => ({
    path: yearPath(year.year),
    shows: [years[place - 1]?.year, years[place + 1]?.year, year.posts.map(catalogue.lineKeyOf)],
    html: () => yearPage(year, catalogue, chrome),
  }));
}

function seriesPages(catalogue: Catalogue, chrome: Chrome): readonly ListedPage[] {
  return catalogue.series.flatMap((series) => {
    const parts = catalogue.partsOf(series.id);
    if (parts.length === 0) return [];
    const shows = parts.map(({ kind, part, post }) =>
      kind === 'coming' ? post : [part, catalogue.lineKeyOf(post), post.kind === 'own' && post.byMail],
    );
    return [{ path: seriesPath(series.id), shows, html: () => seriesPage(series, catalogue, chrome) }];
  });
}
