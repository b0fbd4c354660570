import type { Blog } from '../domain/calendar/calendar.ts';
import type { FormSettings } from './model.ts';
import { NO_THEME, type Theme } from './own-theme.ts';
import { stylesheetPath } from './stylesheet.ts';

/** What stands around every page, static or made on request. */
export interface Chrome {
  readonly title: string;
  readonly tagline: string;
  readonly author: string;
  readonly language: string;
  /** The blog's address without a slash at the end. */
  readonly url: string;
  /** The path of that address without a slash at the end; empty when the blog has its host for itself. */
  readonly basePath: string;
  readonly stylesheet: string;
  readonly formBase: string;
  /** A form on a copy of the site elsewhere has to say where it stands: under `no-referrer` browsers send the Origin `null`. */
  readonly referrer: 'no-referrer' | 'strict-origin';
  readonly own: OwnParts;
  /** The WebSub hub of the feeds; null: there is none. */
  readonly hub: string | null;
  /** The picture for pages that have none of their own; null on pages made on request, which nobody links to. */
  readonly card: PageCard | null;
}

/** A picture of a page, for places that show a link to it. */
export interface PageCard {
  /** On the site. */
  readonly path: string;
  readonly alt: string;
}

/** What of the author's own is on every page. */
export interface OwnParts {
  readonly imprint: boolean;
  readonly theme: Theme;
}

const NOTHING_OWN: OwnParts = { imprint: false, theme: NO_THEME };

export function chromeOf(blog: Blog, form: FormSettings, own: OwnParts = NOTHING_OWN): Chrome {
  const url = blog.url.replace(/\/+$/, '');
  const basePath = new URL(url).pathname.replace(/\/+$/, '');
  return {
    title: blog.title,
    tagline: blog.tagline,
    author: blog.author.name,
    language: blog.language,
    url,
    basePath,
    stylesheet: `${basePath}/${stylesheetPath()}`,
    formBase: form.base === '' ? basePath : form.base.replace(/\/+$/, ''),
    referrer: form.base === '' ? 'no-referrer' : 'strict-origin',
    own,
    hub: null,
    card: null,
  };
}

/** The link to a page of the site, from anywhere on its host. `path` starts with `/`. */
export function hrefOf(chrome: Chrome, path: string): string {
  return `${chrome.basePath}${path}`;
}

/** The page's whole address, for feeds, mails and `canonical`. */
export function addressOf(chrome: Chrome, path: string): string {
  return `${chrome.url}${path}`;
}

export function postPath(id: string): string {
  return `/posts/${id}/`;
}

export function trackPath(id: string): string {
  return `/tracks/${id}/`;
}

export function seriesPath(id: string): string {
  return `/series/${id}/`;
}

export function tagPath(slug: string): string {
  return `/tags/${slug}/`;
}

export function yearPath(year: string): string {
  return `/archive/${year}/`;
}
