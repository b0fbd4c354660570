import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { etag } from 'hono/etag';
import type { App } from '../app/context.ts';
import { systemCodeOf } from '../core/errors.ts';
import { gonePage } from '../site/pages/trouble.tsx';
import { REDIRECTS, redirectFrom } from '../site/redirects.ts';
import { basePathOf, chromeOfApp } from './chrome.ts';
import { feedLinks } from './feed-links.ts';
import { SEARCH_PAGE_POLICY } from './security.ts';

/** The files of the site. They are whole at every instant, so they are served as they lie. */
export function siteRoutes(app: App): Hono {
  const routes = new Hono();
  const folder = app.workspace.siteFolder;
  routes.use(compress());
  routes.use(etag());
  // Inside `etag`, so that a 304 carries it too; `onFound` of serveStatic comes after its answer was made.
  routes.use(async (context, next) => {
    await next();
    if (context.res.ok) context.res.headers.set('Cache-Control', cachingOf(context.req.path));
    const links = feedLinks(app.config, context.req.path);
    if (context.res.ok && links !== null) context.res.headers.set('Link', links);
    if (/^\/search\/?$/.test(context.req.path))
      context.res.headers.set('Content-Security-Policy', SEARCH_PAGE_POLICY);
  });
  // Names that the builder writes; anything beginning with a dot is ours and stays inside.
  routes.get('*', async (context, next) => (/(^|\/)\./.test(context.req.path) ? missing(context) : next()));
  // Before the page that leads on, which is for hosts that cannot redirect.
  routes.get('/posts/*', async (context, next) => {
    const redirects = (await textOf(join(folder, REDIRECTS))) ?? '';
    const { pathname, search } = new URL(context.req.url);
    const to = redirectFrom(`${basePathOf(app.config.url)}${pathname}`, redirects);
    if (to === null) return next();
    // A topic may be renamed back: a browser that kept the redirect for ever would go round in circles.
    context.header('Cache-Control', 'no-cache');
    return context.redirect(`${to}${search}`, 301);
  });
  routes.get('*', serveStatic({ root: folder }));
  routes.notFound(missing);
  routes.get('*', missing);

  async function missing(context: Context): Promise<Response> {
    const topic = /^\/posts\/([a-z0-9-]+)\/?$/.exec(context.req.path)?.[1];
    const publications = topic === undefined ? [] : await app.store.publications();
    const withdrawn = publications.some((one) => one.topic === topic && one.withdrawnAt !== null);
    if (withdrawn) return context.html(gonePage(await chromeOfApp(app)), 410);
    return context.html(await notFoundPage(folder), 404);
  }

  return routes;
}

/** Assets carry a hash in their name and never change; everything else is asked for again, and answered with 304 while it is the same. */
function cachingOf(path: string): string {
  return path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}

async function notFoundPage(folder: string): Promise<string> {
  const page = await textOf(join(folder, '404.html'));
  return page ?? '<!doctype html><title>Not found</title><p>There is nothing here yet.</p>';
}

async function textOf(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
