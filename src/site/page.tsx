import type { Child, FC } from 'hono/jsx';
import { addressOf, type Chrome, hrefOf } from './chrome.ts';
import { type FeedPaths, feedPathsOf } from './feeds/feed-paths.ts';
import { Mark } from './mark.tsx';

export interface Page {
  /** Without the blog's name; null on the home page. */
  readonly title: string | null;
  readonly description?: string;
  readonly body: Child;
  /** Path of the page, for `canonical` and Open Graph; absent on pages that belong to one reader or to no address. */
  readonly path?: string;
  /** Keeps it out of search engines. */
  readonly noindex?: boolean;
  /** The day an article came out, for Open Graph. */
  readonly published?: string;
  /** Which entry of the navigation is this page. */
  readonly current?: string;
  /** The feed of this page alone, beside that of the blog. */
  readonly feed?: { readonly title: string; readonly paths: FeedPaths };
  /** Wide pages are lists of data, not prose. */
  readonly wide?: boolean;
  /** A line across the top of the page. */
  readonly banner?: string;
}

/** A whole HTML document as a string: no script, no inline style, nothing from another host. */
export function renderPage(page: Page, chrome: Chrome): string {
  const document = (
    <html lang={chrome.language}>
      <Head page={page} chrome={chrome} />
      <body>
        <a class="skip" href="#content">
          Skip to the content
        </a>
        {page.banner === undefined ? null : (
          <aside class="banner" aria-label="Note">
            {page.banner}
          </aside>
        )}
        <Header chrome={chrome} current={page.current ?? null} />
        <main id="content" class={page.wide === true ? 'sheet sheet-wide' : 'sheet'} tabindex={-1}>
          {page.body}
        </main>
        <Footer chrome={chrome} />
      </body>
    </html>
  );
  return `<!doctype html>\n${document.toString()}\n`;
}

const Head: FC<{ page: Page; chrome: Chrome }> = ({ page, chrome }) => {
  const title = page.title === null ? chrome.title : `${page.title} · ${chrome.title}`;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <meta name="description" content={page.description ?? chrome.tagline} />
      {page.noindex === true ? <meta name="robots" content="noindex" /> : null}
      <meta name="referrer" content={chrome.referrer} />
      {page.path === undefined ? null : <Public page={page} path={page.path} chrome={chrome} />}
      <link rel="stylesheet" href={chrome.stylesheet} />
      <link rel="icon" href={hrefOf(chrome, '/favicon.svg')} type="image/svg+xml" />
      <FeedLinks title={chrome.title} paths={feedPathsOf('/')} chrome={chrome} />
      {page.feed === undefined ? null : (
        <FeedLinks title={page.feed.title} paths={page.feed.paths} chrome={chrome} />
      )}
    </head>
  );
};

/** By these a feed reader finds the feeds from the address of any page. */
const FeedLinks: FC<{ title: string; paths: FeedPaths; chrome: Chrome }> = ({ title, paths, chrome }) => (
  <>
    <link rel="alternate" type="application/rss+xml" title={title} href={hrefOf(chrome, paths.rss)} />
    <link
      rel="alternate"
      type="application/atom+xml"
      title={`${title} (Atom)`}
      href={hrefOf(chrome, paths.atom)}
    />
    <link
      rel="alternate"
      type="application/feed+json"
      title={`${title} (JSON)`}
      href={hrefOf(chrome, paths.json)}
    />
  </>
);

const Public: FC<{ page: Page; path: string; chrome: Chrome }> = ({ page, path, chrome }) => (
  <>
    <link rel="canonical" href={addressOf(chrome, path)} />
    <meta property="og:site_name" content={chrome.title} />
    <meta property="og:title" content={page.title ?? chrome.title} />
    <meta property="og:description" content={page.description ?? chrome.tagline} />
    <meta property="og:url" content={addressOf(chrome, path)} />
    <meta property="og:type" content={page.published === undefined ? 'website' : 'article'} />
    {page.published === undefined ? null : (
      <meta property="article:published_time" content={page.published} />
    )}
  </>
);

const NAVIGATION = [
  { path: '/start-here/', label: 'Start here' },
  { path: '/coming-next/', label: 'Coming next' },
  { path: '/archive/', label: 'Archive' },
] as const;

const Header: FC<{ chrome: Chrome; current: string | null }> = ({ chrome, current }) => (
  <header class="masthead">
    <a class="brand" href={hrefOf(chrome, '/')} aria-current={current === '/' ? 'page' : undefined}>
      <Mark />
      <span>{chrome.title}</span>
    </a>
    <nav aria-label="Main">
      <ul>
        {NAVIGATION.map(({ path, label }) => (
          <li>
            <a href={hrefOf(chrome, path)} aria-current={current === path ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  </header>
);

const Footer: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <footer class="colophon">
    <p>
      {chrome.title}, by {chrome.author}. One post every other week.
    </p>
    <ul>
      <li>
        <a href={hrefOf(chrome, '/about/')}>About</a>
      </li>
      <li>
        <a href={hrefOf(chrome, '/privacy/')}>Privacy</a>
      </li>
      {chrome.own.imprint ? (
        <li>
          <a href={hrefOf(chrome, '/imprint/')}>Imprint</a>
        </li>
      ) : null}
      <li>
        <a href={hrefOf(chrome, '/feeds/')}>Feeds</a>
      </li>
      <li>
        <a href={`${chrome.formBase}/subscribe`}>Subscribe</a>
      </li>
      <li>
        <a href={`${chrome.formBase}/leave`}>Unsubscribe</a>
      </li>
    </ul>
  </footer>
);
