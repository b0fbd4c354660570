import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { routePath } from 'hono/route';
import type { App } from '../app/context.ts';
import { AppError } from '../core/errors.ts';
import { errorPage } from '../site/pages/trouble.tsx';
import { addressRoutes } from './addresses.ts';
import { chromeInTrouble } from './chrome.ts';
import { editionRoutes } from './editions.ts';
import { eventRoutes } from './events.ts';
import { mailboxRoutes } from './mailbox.ts';
import { preferenceRoutes } from './preferences.ts';
import { readerRoutes } from './readers.ts';
import { pageHeaders, refuseOtherSites } from './security.ts';
import { siteRoutes } from './site.ts';
import { subscribeApi } from './subscribe-api.ts';
import { subscribeRoutes } from './subscribing.ts';

/** No form of ours is larger. */
const MAX_BODY_BYTES = 64 * 1024;

/** All routes. GET and HEAD never change state (RFC 9110 9.2.1): link scanners press every link of a mail. */
export function webApplication(app: App): Hono {
  const web = new Hono();
  web.use(pageHeaders);
  // Before what is meant for browsers: it has a limit of its own, and comes from other sites.
  web.route('/', eventRoutes(app));
  web.use(
    bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (context) => context.text('That is too much.', 413) }),
  );
  web.use(refuseOtherSites(app.config.allowedOrigins));
  web.get('/healthz', (context) => context.json({ ok: true }));
  web.route('/', subscribeRoutes(app));
  web.route('/api', subscribeApi(app));
  web.route('/', readerRoutes(app));
  web.route('/', addressRoutes(app));
  web.route('/', preferenceRoutes(app));
  web.route('/', editionRoutes(app));
  web.route('/mailbox', mailboxRoutes(app));
  web.route('/', siteRoutes(app));
  web.onError(async (error, context) => {
    const status = error instanceof AppError && error.code === 'not-found' ? 404 : 500;
    // The route, not the path: a path may hold a reader's token.
    if (status === 500) app.log.error(`${context.req.method} ${routePath(context)} failed`, error);
    const words =
      status === 404
        ? { title: 'Nothing here', words: 'The address leads nowhere.' }
        : { title: 'Something broke', words: 'Nothing you did is lost. Please try again in a minute.' };
    return context.html(errorPage(words, await chromeInTrouble(app)), status);
  });
  return web;
}
