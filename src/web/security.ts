import type { MiddlewareHandler } from 'hono';

/**
 * No script, no inline style, nothing from another host: a page that is tampered with still can do nothing. What looks at a page from within, as
 * Lighthouse and browsers' own tools do, may ask us for more (`connect-src`).
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The same for the one page with a script, the search: it may run what is ours. */
export const SEARCH_PAGE_POLICY = `${CONTENT_SECURITY_POLICY}; script-src 'self'`;

/** Headers of every answer; a route may set its own policy before. */
export const pageHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  const headers = context.res.headers;
  if (!headers.has('Content-Security-Policy'))
    headers.set('Content-Security-Policy', policyFor(context.req.path));
  headers.set('X-Content-Type-Options', 'nosniff');
  headers.set('Referrer-Policy', 'no-referrer');
  headers.set('Permissions-Policy', 'interest-cohort=()');
};

/** By the path, not by what made the answer: a 304 is made without its page, and its policy takes the place of the one that the page came with. */
function policyFor(path: string): string {
  return /^\/search\/?$/.test(path) ? SEARCH_PAGE_POLICY : CONTENT_SECURITY_POLICY;
}

/** For pages behind a token: no cache keeps them, no search engine lists them. */
export const privatePage: MiddlewareHandler = async (context, next) => {
  await next();
  context.res.headers.set('Cache-Control', 'no-store');
  context.res.headers.set('X-Robots-Tag', 'noindex');
};

/**
 * A form on somebody else's page may not post here. `Origin` would not do: under our own referrer policy browsers send `null`.
 * One-click unsubscribe is exempt (RFC 8058: no cookie, no Origin, any user agent), and so is subscribing from the origins that the author allows.
 */
export function refuseOtherSites(allowedOrigins: readonly string[]): MiddlewareHandler {
  return async (context, next) => {
    const { method, path } = context.req;
    const from = context.req.header('Sec-Fetch-Site');
    const crosses = from === 'cross-site' || from === 'same-site';
    if (method !== 'POST' || !crosses || path.startsWith('/unsubscribe/')) return next();
    const origin = context.req.header('Origin') ?? 'null';
    if (SUBSCRIBE_PATHS.includes(path) && allowedOrigins.includes(origin)) return next();
    return context.text('This form can only be sent from its own page.', 403);
  };
}

const SUBSCRIBE_PATHS: readonly string[] = ['/subscribe', '/api/subscribe'];
