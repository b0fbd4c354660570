import type { Catalogue } from './catalogue.ts';
import { addressOf, type Chrome, postPath, trackPath } from './chrome.ts';
import { changedAt } from './feeds/feed-source.ts';
import type { RenderedPost } from './reading/rendered.ts';
import { titleOf } from './reading-order.ts';

const CONTEXT = 'https://schema.org';

/** The blog itself, for its front page (schema.org). */
export function websiteData(chrome: Chrome): object {
  return {
    '@context': CONTEXT,
    '@type': 'WebSite',
    '@id': addressOf(chrome, '/#website'),
    name: chrome.title,
    description: chrome.tagline,
    url: addressOf(chrome, '/'),
    inLanguage: chrome.language,
    author: personOf(chrome),
  };
}

/** A post, and the way to it from the front page. `picture`: the path of its card. */
export function postData(
  { post, summary, minutes }: RenderedPost,
  picture: string,
  catalogue: Catalogue,
  chrome: Chrome,
): readonly object[] {
  const url = addressOf(chrome, postPath(post.id));
  const article = {
    '@context': CONTEXT,
    '@type': 'BlogPosting',
    headline: post.title,
    description: summary,
    url,
    mainEntityOfPage: url,
    image: addressOf(chrome, picture),
    datePublished: new Date(post.at).toISOString(),
    dateModified: new Date(changedAt(post)).toISOString(),
    inLanguage: chrome.language,
    timeRequired: `PT${minutes}M`,
    articleSection: titleOf(post.track, catalogue.tracks),
    ...(post.tags.length === 0 ? {} : { keywords: post.tags }),
    author: personOf(chrome),
    isPartOf: { '@id': addressOf(chrome, '/#website') },
  };
  return [article, breadcrumbs(post.track, { name: post.title, path: postPath(post.id) }, catalogue, chrome)];
}

function breadcrumbs(
  track: string,
  here: { readonly name: string; readonly path: string },
  catalogue: Catalogue,
  chrome: Chrome,
): object {
  const own = catalogue.shownTracks.find(({ id }) => id === track);
  const way = [
    { name: chrome.title, path: '/' },
    ...(own === undefined ? [] : [{ name: own.title, path: trackPath(own.id) }]),
    here,
  ];
  return {
    '@context': CONTEXT,
    '@type': 'BreadcrumbList',
    itemListElement: way.map(({ name, path }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: addressOf(chrome, path),
    })),
  };
}

function personOf(chrome: Chrome): object {
  return { '@type': 'Person', name: chrome.author, url: addressOf(chrome, '/about/') };
}
