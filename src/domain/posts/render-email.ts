import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { type Article, articleOf, calloutOf, partOf, type Standing } from './article.ts';
import { element, rootOf, stringProperty, text, textOf } from './elements.ts';
import { emailCallout } from './email-callout.ts';
import { emailCode } from './email-code.ts';
import { emailStyles } from './email-styles.ts';
import { emailTable } from './email-table.ts';
import { type Highlight, highlightFor } from './highlight.ts';
import type { Post } from './post.ts';

/**
 * The article for the mail: HTML whose every element carries its style, for mail readers that drop style sheets, and the classes
 * `a-text a-muted a-link a-rule a-code-bg a-code tok-…` for the dark-mode rules in the mail's head (`emails/_head.mjml`).
 * Every link is absolute; there are no ids.
 */
export async function renderEmail(post: Post, standing: Standing): Promise<string> {
  const highlight = await highlightFor(post);
  const article = articleOf(post, standing);
  const content = article.content.map((node) => styled(node, article, standing, highlight));
  return toHtml(rootOf(content));
}

// From the top down, not with mapElements: the `code` of a block must not be styled like that of a sentence.
function styled(
  node: ElementContent,
  article: Article,
  standing: Standing,
  highlight: Highlight,
): ElementContent {
  if (node.type !== 'element') return node;
  const part = partOf(node, article.parts);
  if (part !== null) return emailCode(part, highlight);
  const children = node.children.map((child) => styled(child, article, standing, highlight));
  switch (node.tagName) {
    case 'table':
      return emailTable({ ...node, children });
    case 'a':
      return emailLink({ ...node, children }, standing);
    case 'input':
      return text(node.properties.checked === true ? '☑' : '☐');
    case 'div':
      return emailDivision({ ...node, children });
    case 'details':
      return element('div', emailStyles('details'), children);
    case 'summary':
      return element('p', emailStyles('summary'), children);
    default:
      return element(node.tagName, { ...keptProperties(node), ...emailStyles(node.tagName) }, children);
  }
}

function emailDivision(node: Element): ElementContent {
  const kind = calloutOf(node);
  return kind === null ? node : emailCallout(kind, node.children);
}

function emailLink(node: Element, standing: Standing): ElementContent {
  // Places within a mail cannot be linked reliably: the marks of footnotes stay as plain text, the ways back go.
  if (node.properties.dataFootnoteBackref !== undefined) return text('');
  if (node.properties.dataFootnoteRef !== undefined) return text(`[${textOf(node)}]`);
  const href = stringProperty(node, 'href') ?? '';
  return element('a', { href: new URL(href, standing.baseUrl).href, ...emailStyles('a') }, node.children);
}

function keptProperties(node: Element): Element['properties'] {
  const { src, alt, title, start, align } = node.properties;
  const kept = { src, alt, title, start, align };
  return Object.fromEntries(
    Object.entries(kept).filter(([, value]) => value !== undefined && value !== null),
  );
}
