import { pagesOn } from '../site/addresses-on.ts';
import type { App } from './context.ts';
import { listenerErrand } from './listener-errand.ts';
import type { Errand } from './run-errand.ts';
import { changedSince, goneSince } from './told-pages.ts';

/** In one request (indexnow.org/documentation). */
const MOST_ADDRESSES = 10_000;

/** Tells the search engines that take part in IndexNow which pages are new, changed or gone. Null when no key is set, or in test mode. */
export function indexNowErrand(app: App): Errand | null {
  const {
    telling: { indexNow },
    url: site,
  } = app.config;
  if (indexNow === null) return null;
  const { key, url } = indexNow;
  return listenerErrand(app, {
    url,
    files: 'site.index-now',
    most: MOST_ADDRESSES,
    pages: () => pagesOn(app.workspace.siteFolder, site),
    // An address that the blog had before is not for this host to speak of.
    news: (told, now) => [
      ...changedSince(told, now),
      ...goneSince(told, now).filter((address) => address.startsWith(`${site}/`)),
    ],
    body: (urlList) => ({
      type: 'application/json; charset=utf-8',
      text: JSON.stringify({ host: new URL(site).host, key, keyLocation: `${site}/${key}.txt`, urlList }),
    }),
    words: {
      who: 'IndexNow',
      key: 'index-now',
      subject: 'Search engines do not hear of new pages',
      failed: 'Telling IndexNow of changed pages failed',
      meanwhile:
        'Search engines find them later, when they look by themselves. It is told again every four hours at least, and as soon as the site changes or the worker is started anew; `fortnight status` says how it stands.',
    },
  });
}
