import { raw } from 'hono/html';
import type { Child, FC } from 'hono/jsx';
import { type Chrome, hrefOf, type PageCard } from './chrome.ts';
import type { FeedPaths } from './feeds/feed-paths.ts';
import { Head } from './head.tsx';
import { Mark } from './mark.tsx';
import { filledIn } from './theme.ts';

export interface Page {
  /** Without the blog's name; null on the home page. */
  readonly title: string | null;
  readonly description?: string;
  readonly body: Child;
  /** Path of the page, for `canonical` and Open Graph; absent on pages that belong to one reader or to no address. */
  readonly path?: string;
  /** Keeps it out of search engines. */
  readonly noindex?: boolean;
  /** Of an article: when it came out and when it last changed, in ISO 8601. */
  readonly article?: { readonly published: string; readonly modified: string };
  /** The picture shown where somebody links to the page; the blog's own when there is no other. */
  readonly card?: PageCard;
  /** Structured data (schema.org), each block an object. */
  readonly data?: readonly object[];
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
  const { header, footer } = chrome.own.theme;
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
        <header class="masthead">
          {header === null ? (
            <Masthead chrome={chrome} current={page.current ?? null} />
          ) : (
            raw(filledIn(header, chrome))
          )}
        </header>
        <main id="content" class={page.wide === true ? 'sheet sheet-wide' : 'sheet'} tabindex={-1}>
          {page.body}
        </main>
        <footer class="colophon">
          {footer === null ? <Colophon chrome={chrome} /> : raw(filledIn(footer, chrome))}
        </footer>
      </body>
    </html>
  );
  return `<!doctype html>\n${document.toString()}\n`;
}

const NAVIGATION = [
  { path: '/start-here/', label: 'Start here' },
  { path: '/coming-next/', label: 'Coming next' },
  { path: '/archive/', label: 'Archive' },
  { path: '/search/', label: 'Search' },
] as const;

const Masthead: FC<{ chrome: Chrome; current: string | null }> = ({ chrome, current }) => (
  <>
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
  </>
);

const Colophon: FC<{ chrome: Chrome }> = ({ chrome }) => (
  <>
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
  </>
);
