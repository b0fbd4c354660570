import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { addressOf, type Chrome, hrefOf } from './chrome.ts';
import { type FeedPaths, feedPathsOf } from './feeds/feed-paths.ts';
import { MANIFEST, TOUCH_ICON } from './icons.ts';
import type { Page } from './page.tsx';
import { CARD_HEIGHT, CARD_WIDTH } from './social/card-size.ts';
import { THEME_STYLESHEET } from './theme.ts';

/** What a page says of itself to browsers, feed readers, search engines, and to places that show a link to it. */
export const Head: FC<{ page: Page; chrome: Chrome }> = ({ page, chrome }) => {
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
      {chrome.own.theme.css === null ? null : (
        <link rel="stylesheet" href={hrefOf(chrome, THEME_STYLESHEET)} />
      )}
      <link rel="icon" href={hrefOf(chrome, '/favicon.svg')} type="image/svg+xml" />
      <link rel="apple-touch-icon" href={hrefOf(chrome, TOUCH_ICON)} />
      <link rel="manifest" href={hrefOf(chrome, MANIFEST)} />
      <FeedLinks title={chrome.title} paths={feedPathsOf('/')} chrome={chrome} />
      {page.feed === undefined ? null : (
        <FeedLinks title={page.feed.title} paths={page.feed.paths} chrome={chrome} />
      )}
      {(page.data ?? []).map((data) => (
        <Data data={data} />
      ))}
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

const Public: FC<{ page: Page; path: string; chrome: Chrome }> = ({ page, path, chrome }) => {
  const card = page.card ?? chrome.card;
  const { article } = page;
  return (
    <>
      <link rel="canonical" href={addressOf(chrome, path)} />
      <meta property="og:site_name" content={chrome.title} />
      <meta property="og:title" content={page.title ?? chrome.title} />
      <meta property="og:description" content={page.description ?? chrome.tagline} />
      <meta property="og:url" content={addressOf(chrome, path)} />
      {/* Open Graph knows locales of a language and a territory alone. */}
      {/^[a-z]{2,3}-[A-Z]{2}$/.test(chrome.language) ? (
        <meta property="og:locale" content={chrome.language.replace('-', '_')} />
      ) : null}
      <meta property="og:type" content={article === undefined ? 'website' : 'article'} />
      {article === undefined ? null : (
        <>
          <meta property="article:published_time" content={article.published} />
          <meta property="article:modified_time" content={article.modified} />
        </>
      )}
      {card === null ? null : (
        <>
          <meta property="og:image" content={addressOf(chrome, card.path)} />
          <meta property="og:image:type" content="image/png" />
          <meta property="og:image:width" content={String(CARD_WIDTH)} />
          <meta property="og:image:height" content={String(CARD_HEIGHT)} />
          <meta property="og:image:alt" content={card.alt} />
        </>
      )}
      <meta name="twitter:card" content={card === null ? 'summary' : 'summary_large_image'} />
    </>
  );
};

/**
 * Structured data. A block of data is no script: no policy holds it back, and none of its text may end it.
 * (HTML, "Restrictions for contents of script elements": `<!--`, `<script` and `</script` are what matters.)
 */
const Data: FC<{ data: object }> = ({ data }) => {
  const json = JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return <script type="application/ld+json">{raw(json)}</script>;
};
