import type { Element } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { never } from '../../core/errors.ts';
import { articleOf, calloutOf, partOf, pictureOf, type Standing } from './article.ts';
import { CALLOUT_TITLES } from './callouts.ts';
import { element, mapElements, rootOf, stringProperty, text, textOf } from './elements.ts';
import type { PostFault } from './faults.ts';
import { type Highlight, highlightFor } from './highlight.ts';
import type { SettledPart } from './parts.ts';
import type { Post } from './post.ts';
import { settleParts } from './settle-parts.ts';
import { slugger } from './slug.ts';
import { webCode, webScroll } from './web-code.ts';
import { type PostHeading, withContents } from './web-contents.ts';
import { webDiagram } from './web-diagram.ts';
import { webPicture } from './web-picture.ts';
import { webCell } from './web-table.ts';

export interface WebArticle {
  readonly html: string;
  /** In order; the title of the notes is not among them. */
  readonly headings: readonly PostHeading[];
  readonly faults: readonly PostFault[];
}

/**
 * The article for its own page. No inline style and no script, so that it stands under a strict content security policy:
 * code is coloured by the classes `tok-…`. Wide tables and code are regions that scroll by keyboard too.
 */
export async function renderWeb(post: Post, standing: Standing): Promise<WebArticle> {
  const highlight = await highlightFor(post);
  const headings: PostHeading[] = [];
  const idFor = slugger();
  let pictures = 0;
  const article = articleOf(post, standing);
  const { parts, faults } = await settleParts(article.parts);
  const content = mapElements(article.content, (node) => {
    const part = partOf(node, parts);
    if (part !== null) return [webPart(part, highlight)];
    if (/^h[2-6]$/.test(node.tagName)) return [anchored(node, idFor, headings)];
    if (node.tagName === 'th' || node.tagName === 'td') return [webCell(node)];
    if (node.tagName === 'table') return [webScroll('Table', 'table-scroll', node)];
    if (node.tagName === 'a') return [webLink(node, standing)];
    if (node.tagName === 'div') return [callout(node)];
    const picture = pictureOf(node, standing);
    if (picture !== null)
      return [webPicture(picture, node, standing.pictures?.siteUrl ?? '', ++pictures === 1)];
    return [node];
  });
  const html = toHtml(rootOf(withContents(content, headings)));
  return { html, headings, faults: [...article.faults, ...faults] };
}

function anchored(node: Element, idFor: (text: string) => string, headings: PostHeading[]): Element {
  if (stringProperty(node, 'id') !== null) return node; // the title of the notes: footnotes refer to it
  const title = textOf(node);
  const id = idFor(title);
  headings.push({ id, text: title, level: Number(node.tagName.slice(1)) });
  const anchor = element('a', { className: ['anchor'], href: `#${id}`, ariaLabel: `Link to “${title}”` });
  return element(node.tagName, { id }, [...node.children, anchor]);
}

function webPart(part: SettledPart, highlight: Highlight): Element {
  switch (part.kind) {
    case 'code':
      return webCode(part, highlight);
    case 'source':
      return element('code', {}, [text(part.code)]);
    case 'formula':
      return part.display ? webScroll('Formula', 'formula-scroll', part.math) : part.math;
    case 'diagram':
      return webDiagram(part);
    default:
      return never(part);
  }
}

function callout(node: Element): Element {
  const kind = calloutOf(node);
  if (kind === null) return node;
  const title = element('p', { className: ['callout-title'] }, [text(CALLOUT_TITLES[kind])]);
  const properties = {
    className: ['callout', `callout-${kind}`],
    role: 'note',
    ariaLabel: CALLOUT_TITLES[kind],
  };
  return element('div', properties, [title, ...node.children]);
}

function webLink(node: Element, standing: Standing): Element {
  const url = new URL(stringProperty(node, 'href') ?? '', standing.baseUrl);
  const base = new URL(standing.baseUrl);
  if (url.origin !== base.origin) return { ...node, properties: { ...node.properties, rel: ['noopener'] } };
  // Within the site without the host: so a page works the same on localhost.
  const href = url.href.startsWith(`${base.href.split('#')[0]}#`)
    ? url.hash
    : `${url.pathname}${url.search}${url.hash}`;
  return { ...node, properties: { ...node.properties, href } };
}
