import { type Context, Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { TopicLint } from '../../app/lint-topic.ts';
import type { WholePreview } from '../../app/preview-whole.ts';
import { AppError } from '../../core/errors.ts';
import type { SiteFile } from '../../site/model.ts';
import { lintPage } from './lint-page.tsx';
import { PREVIEW_CSS, PREVIEW_JS, previewPage, previewStanding } from './page.tsx';
import { inScheme, parseScheme, type Scheme, withoutPictures, withSchemeOfSheets } from './schemes.ts';

/** What is shown, and when it has changed. */
export interface PreviewSource {
  readonly topic: string;
  /** The topic as it is now, or why it cannot be shown. */
  readonly now: () => WholePreview | { readonly why: string };
  /** As it was when it could last be shown; null when it never could. */
  readonly shown: () => WholePreview | null;
  readonly lint: () => Promise<TopicLint>;
  /** Told of what is a fault of ours. */
  readonly failed: (error: unknown) => void;
  /** Goes up with every change. */
  readonly revision: () => number;
  /** True at the next change; false when the preview ends, or nobody looks any more. */
  readonly change: (gone: AbortSignal) => Promise<boolean>;
}

const OWN = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'";
/** Mails and pages as they are, without what could run: they are looked at inside our page. */
const SHOWN =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'";

/** The page beside the editor below `/preview/`, and the site as it would be everywhere else. For the author's own machine. */
export function previewApplication(source: PreviewSource): Hono {
  const web = new Hono();
  web.use(async (context, next) => {
    // A page elsewhere whose name is made to lead here must not read what is not published.
    const host = new URL(context.req.url).hostname;
    if (!['127.0.0.1', 'localhost'].includes(host))
      return context.text('This preview is for its author.', 403);
    await next();
    const { headers } = context.res;
    headers.set('Cache-Control', 'no-store');
    headers.set('X-Content-Type-Options', 'nosniff');
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', SHOWN);
    return undefined;
  });
  web.get('/preview/', (context) => {
    context.header('Content-Security-Policy', OWN);
    return context.html(previewPage(source.topic, source.now()));
  });
  web.get('/preview/standing', (context) => context.html(previewStanding(source.topic, source.now())));
  web.get('/preview/preview.css', (context) =>
    context.body(PREVIEW_CSS, 200, { 'Content-Type': 'text/css' }),
  );
  web.get('/preview/preview.js', (context) =>
    context.body(PREVIEW_JS, 200, { 'Content-Type': 'text/javascript' }),
  );
  web.get('/preview/events', (context) => changes(context, source));
  web.get('/preview/page', (context) => {
    const { path = '' } = source.shown() ?? {};
    return fileAt(context, source, path, parseScheme(context.req.query('scheme')));
  });
  web.get('/preview/mail', (context) => {
    const html = source.shown()?.mail.html ?? '';
    const scheme = parseScheme(context.req.query('scheme'));
    const seen = scheme === null ? html : inScheme(html, scheme);
    return context.html(context.req.query('pictures') === 'off' ? withoutPictures(seen) : seen);
  });
  web.get('/preview/text', (context) => context.text(source.shown()?.mail.text ?? ''));
  web.get('/preview/lint', async (context) => context.html(lintPage(await source.lint())));
  web.get('/', (context) => context.redirect('/preview/'));
  web.get('*', (context) => {
    return fileAt(context, source, context.req.path, parseScheme(context.req.query('scheme')));
  });
  web.onError((error, context) => {
    if (error instanceof AppError) return context.text([error.message, error.help ?? ''].join('\n'), 409);
    source.failed(error);
    return context.text('It cannot be shown: see the terminal.', 500);
  });
  return web;
}

function changes(context: Context, source: PreviewSource): Response {
  return streamSSE(context, async (stream) => {
    const gone = new AbortController();
    stream.onAbort(() => gone.abort());
    do await stream.writeSSE({ event: 'revision', data: String(source.revision()) });
    while (await source.change(gone.signal));
  });
}

async function fileAt(
  context: Context,
  source: PreviewSource,
  path: string,
  scheme: Scheme | null,
): Promise<Response> {
  const file = (await source.shown()?.fileAt(path)) ?? null;
  if (file === null) return context.text('There is no such page.', 404);
  return context.body(await contentsOf(file, scheme), 200, { 'Content-Type': file.type });
}

async function contentsOf(
  { contents, type }: SiteFile,
  scheme: Scheme | null,
): Promise<string | ArrayBuffer> {
  const made = typeof contents === 'function' ? await contents() : contents;
  if (typeof made !== 'string') return new Uint8Array(made).buffer;
  if (scheme === null) return made;
  return type.startsWith('text/html') ? withSchemeOfSheets(made, scheme) : inScheme(made, scheme);
}
