import type { Element, ElementContent } from 'hast';
import { defaultSchema, type Schema, sanitize } from 'hast-util-sanitize';
import { toHast } from 'mdast-util-to-hast';
import { handlersFor } from './article-handlers.ts';
import { isCalloutKind } from './callouts.ts';
import { element, mapElements, stringProperty, text } from './elements.ts';
import type { PostFault } from './faults.ts';
import type { CalloutKind } from './nodes.ts';
import { type OwnPictures, ownPicture, pictureFaults, type ShownPicture } from './own-pictures.ts';
import type { Part } from './parts.ts';
import type { Post } from './post.ts';
import { type TopicPlaces, withTopicLinks } from './topic-links.ts';

/** Where a post stands on the web: the absolute URL of its page, ending in `/`. Relative links in it are read from there. */
export interface Standing {
  readonly baseUrl: string;
  /** The topics that it may link to by their ids; none by default. */
  readonly topics?: TopicPlaces;
  /** Those that lie beside it; where nobody looked for them, their addresses are read like all others. */
  readonly pictures?: OwnPictures;
}

// HTML from the author has become elements without ids, so ids come from footnotes only and need no second prefix.
const SCHEMA: Schema = {
  ...defaultSchema,
  clobberPrefix: '',
  tagNames: [...(defaultSchema.tagNames ?? []), 'abbr', 'figcaption', 'figure', 'mark'],
  attributes: {
    ...defaultSchema.attributes,
    details: ['open'],
    div: ['dataCallout'],
    code: ['dataPart'],
    pre: ['dataPart'],
  },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'] },
};

/** A post as HTML, for a rendering to finish. */
export interface Article {
  readonly content: readonly ElementContent[];
  /** What is no running text: `partOf` says what stands where. */
  readonly parts: readonly Part[];
  readonly faults: readonly PostFault[];
}

/**
 * A post as an HTML syntax tree that holds nothing dangerous and asks nobody for anything: links that are no http, https or
 * mailto lose their link, and pictures from another host become a link to them. All links are absolute, except to a place
 * in the post itself (`#…`).
 */
export function articleOf(post: Post, standing: Standing): Article {
  const last = lastArticles.get(post);
  if (last?.standing === standing) return last.article;
  const article = newArticle(post, standing);
  lastArticles.set(post, { standing, article });
  return article;
}

/** Page and feed finish the same article, one after the other. */
const lastArticles = new WeakMap<Post, { readonly standing: Standing; readonly article: Article }>();

function newArticle(post: Post, standing: Standing): Article {
  const parts: Part[] = [];
  const linked = withTopicLinks(post.tree, standing.topics ?? {});
  const tree = sanitize(
    toHast(linked.tree, {
      clobberPrefix: 'note-',
      footnoteLabel: 'Notes',
      footnoteLabelProperties: {},
      handlers: handlersFor(parts),
    }),
    SCHEMA,
  );
  const nodes = tree.type === 'root' ? tree.children : [];
  const content = nodes.filter((node): node is ElementContent => node.type !== 'doctype');
  const faults = [...linked.faults, ...pictureFaults(post, standing.pictures)];
  return { content: mapElements(content, (node) => settle(node, standing)), parts, faults };
}

/** The kind of callout that an element of the article is; null for any other. */
export function calloutOf(node: Element): CalloutKind | null {
  const kind = stringProperty(node, 'dataCallout');
  return kind !== null && isCalloutKind(kind) ? kind : null;
}

/** The picture from beside the post that an element of its article shows; null for any other. */
export function pictureOf(node: Element, { pictures }: Standing): ShownPicture | null {
  const picture = node.tagName === 'img' ? ownPicture(stringProperty(node, 'src'), pictures) : null;
  return picture?.kind === 'shown' ? picture : null;
}

/** The part of the post that stands at an element of its article; null where there is running text. */
export function partOf<Each>(node: Element, parts: readonly Each[]): Each | null {
  return parts[Number(stringProperty(node, 'dataPart') ?? Number.NaN)] ?? null;
}

function settle(node: Element, standing: Standing): readonly ElementContent[] {
  if (node.tagName === 'a') return settleLink(node, standing);
  if (node.tagName === 'img') return settlePicture(node, standing);
  return [node];
}

function settleLink(node: Element, standing: Standing): readonly ElementContent[] {
  const href = stringProperty(node, 'href');
  if (href?.startsWith('#')) return [node];
  const url = href === null ? null : absoluteUrl(href, standing);
  if (url === null) return node.children;
  return [{ ...node, properties: { ...node.properties, href: url } }];
}

function settlePicture(node: Element, standing: Standing): readonly ElementContent[] {
  const source = stringProperty(node, 'src');
  const url = source === null ? null : absoluteUrl(source, standing);
  const alt = stringProperty(node, 'alt') ?? '';
  const own = ownPicture(source, standing.pictures);
  // Its address stays what it is beside the post: each rendering has a file of its own.
  if (own !== null) return own.kind === 'shown' ? [node] : [text(alt)];
  if (url === null) return alt === '' ? [] : [text(alt)];
  if (new URL(url).host === new URL(standing.baseUrl).host) {
    return [{ ...node, properties: { ...node.properties, src: url, alt } }];
  }
  return [element('a', { href: url }, [text(alt === '' ? 'Picture' : `Picture: ${alt}`)])];
}

/** Null when it cannot be read as a URL at all. */
function absoluteUrl(href: string, standing: Standing): string | null {
  return URL.canParse(href, standing.baseUrl) ? new URL(href, standing.baseUrl).href : null;
}
