import { feedsOn } from '../site/addresses-on.ts';
import type { App } from './context.ts';
import { listenerErrand } from './listener-errand.ts';
import type { Errand } from './run-errand.ts';
import { changedSince } from './told-pages.ts';

/**
 * Tells the WebSub hub of each feed that has changed, so that who follows it there has a new post at once (W3C WebSub, section 6: how a publisher tells its hub is theirs to
 * agree on; all public hubs take `hub.mode=publish`). Null when there is none, or in test mode.
 */
export function hubErrand(app: App): Errand | null {
  const { hub: url } = app.config.telling;
  if (url === null) return null;
  return listenerErrand(app, {
    url,
    files: 'site.hub',
    most: 1,
    pages: () => feedsOn(app.workspace.siteFolder, app.config.url),
    news: changedSince,
    body: ([address = '']) => ({
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': address }).toString(),
    }),
    words: {
      who: 'the WebSub hub',
      key: 'hub',
      subject: 'The hub does not hear of new posts',
      failed: 'Telling the WebSub hub that a feed has changed failed',
      meanwhile:
        'Who follows the feeds through it gets new posts later, when their program looks by itself. It is told again every four hours at least, and as soon as the site changes or the worker is started anew; `fortnight status` says how it stands.',
    },
  });
}
