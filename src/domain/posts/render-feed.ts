import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { PAGE_COLUMN } from '../pictures/made.ts';
import { articleOf, calloutOf, partOf, pictureOf, type Standing } from './article.ts';
import { CALLOUT_TITLES } from './callouts.ts';
import { element, mapElements, rootOf, stringProperty, text } from './elements.ts';
import type { CodePart, DiagramPart, Part } from './parts.ts';
import type { Post } from './post.ts';
import { sizeWithin } from './web-picture.ts';

/** The article for feed readers, which bring their own style: plain HTML without classes or ids, every link absolute. */
export function renderFeed(post: Post, standing: Standing): string {
  const article = articleOf(post, standing);
  const content = mapElements(article.content, (node) => {
    const part = partOf(node, article.parts);
    if (part !== null) return feedPart(part, standing);
    if (node.tagName === 'a') {
      // A footnote's mark leads to the note on the page: inside a reader ids of many posts would meet.
      return [
        element(
          'a',
          { href: new URL(stringProperty(node, 'href') ?? '', standing.baseUrl).href },
          node.children,
        ),
      ];
    }
    const picture = pictureOf(node, standing);
    if (picture !== null) {
      const src = `${standing.pictures?.siteUrl ?? ''}/${picture.plain}`;
      return [{ ...node, properties: { ...node.properties, src, ...sizeWithin(picture, PAGE_COLUMN) } }];
    }
    const kind = calloutOf(node);
    if (kind !== null) {
      const title = element('p', {}, [element('strong', {}, [text(CALLOUT_TITLES[kind])])]);
      return [element('blockquote', {}, [title, ...node.children])];
    }
    const {
      id: _,
      className: __,
      ariaDescribedBy: ___,
      dataFootnotes: ____,
      ...properties
    } = node.properties;
    return [{ ...node, properties }];
  });
  return toHtml(rootOf(content));
}

/** A formula is its TeX here: many feed readers drop MathML and leave its letters, which then say something else. */
function feedPart(part: Part, standing: Standing): ElementContent[] {
  if (part.kind === 'code') return feedCode(part);
  if (part.kind === 'diagram') return [feedDiagram(part, standing)];
  const code = element('code', {}, [text(part.tex)]);
  return [part.display ? element('p', {}, [code]) : code];
}

function feedCode({ code, fence }: CodePart): ElementContent[] {
  const block = element('pre', {}, [element('code', {}, [text(`${code}\n`)])]);
  if (fence.title === null) return [block];
  return [element('p', {}, [element('strong', {}, [text(fence.title)])]), block];
}

/** Feed readers drop drawings: what it shows in words, and the way to it. */
function feedDiagram({ alt, caption }: DiagramPart, standing: Standing): Element {
  const link = element('a', { href: standing.baseUrl }, [
    text(`Diagram: ${alt ?? caption ?? 'on the page'}`),
  ]);
  return element('p', {}, caption === null || alt === null ? [link] : [link, text(` (${caption})`)]);
}
