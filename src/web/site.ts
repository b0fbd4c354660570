import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Context, Hono } from 'hono';
import { getMimeType } from 'hono/utils/mime';
import type { App } from '../app/context.ts';
import { systemCodeOf } from '../core/errors.ts';
import { gonePage } from '../site/pages/trouble.tsx';
import { REDIRECTS, redirectFrom } from '../site/redirects.ts';
import { encodingsFor } from './accept-encoding.ts';
import { rangeIn } from './byte-range.ts';
import { basePathOf, chromeOfApp } from './chrome.ts';
import { feedLinks } from './feed-links.ts';
import { type ServedFile, siteReader } from './site-files.ts';

/** The files of the site. They are whole at every instant, so they are served as they lie. */
export function siteRoutes(app: App): Hono {
  const routes = new Hono();
  const folder = app.workspace.siteFolder;
  const read = siteReader(folder);
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
  routes.get('*', async (context, next) => {
    const file = await read(context.req.path, encodingsFor(context.req.header('Accept-Encoding')));
    if (file === null) return next();
    const links = feedLinks(app.config, context.req.path);
    if (links !== null) context.header('Link', links);
    return answerWith(context, file);
  });
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

function answerWith(context: Context, { path, octets, encoding, tag, varies }: ServedFile): Response {
  context.header('ETag', tag);
  context.header('Cache-Control', cachingOf(path));
  if (varies) context.header('Vary', 'Accept-Encoding');
  if (isKnown(context.req.header('If-None-Match'), tag)) return context.body(null, 304);
  context.header('Content-Type', getMimeType(path) ?? 'application/octet-stream');
  if (encoding !== null) context.header('Content-Encoding', encoding);
  else context.header('Accept-Ranges', 'bytes');
  // A part of a compressed file is of no use to who has the rest in another encoding: the whole is always allowed.
  const range = encoding === null ? askedRange(context, octets.length, tag) : null;
  if (range === 'unsatisfiable') {
    context.header('Content-Range', `bytes */${octets.length}`);
    return context.body(null, 416);
  }
  if (range === null) return bodyOf(context, octets, 200);
  context.header('Content-Range', `bytes ${range.first}-${range.last}/${octets.length}`);
  return bodyOf(context, octets.subarray(range.first, range.last + 1), 206);
}

function bodyOf(context: Context, octets: Buffer, status: 200 | 206): Response {
  context.header('Content-Length', String(octets.length));
  return context.req.method === 'HEAD'
    ? context.body(null, status)
    : context.body(new Uint8Array(octets), status);
}

/** If-None-Match (RFC 9110 13.1.2): compared weakly, as a proxy may have weakened what it passed on. */
function isKnown(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.trim() === '*' || [...header.matchAll(/"[^"]*"/g)].some(([known]) => known === tag);
}

/** A part only of the very file that the client has a part of already (RFC 9110 13.1.5), and never of a HEAD. */
function askedRange({ req }: Context, size: number, tag: string): ReturnType<typeof rangeIn> {
  const onlyIf = req.header('If-Range');
  if (req.method !== 'GET' || (onlyIf !== undefined && onlyIf !== tag)) return null;
  return rangeIn(req.header('Range'), size);
}

/** What carries a hash in its name never changes; everything else is asked for again, and answered with 304 while it is the same. */
function cachingOf(path: string): string {
  return /^(?:assets|media)\//.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache';
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
