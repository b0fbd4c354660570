import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { never } from '../../core/errors.ts';
import { MAIL_COLUMN } from '../pictures/made.ts';
import { articleOf, calloutOf, partOf, pictureOf, type Standing } from './article.ts';
import type { Draw, Picture } from './drawing.ts';
import { element, rootOf, stringProperty, text, textOf } from './elements.ts';
import { emailCallout } from './email-callout.ts';
import { emailCode } from './email-code.ts';
import { emailPicture } from './email-picture.ts';
import { emailStyles } from './email-styles.ts';
import { emailTable } from './email-table.ts';
import type { PostFault } from './faults.ts';
import { type Highlight, highlightFor } from './highlight.ts';
import { type MailPart, mailParts } from './mail-parts.ts';
import type { Post } from './post.ts';
import { settleParts } from './settle-parts.ts';
import { sizeWithin } from './web-picture.ts';

/** Where a mail gets its pictures: who draws them, and the site that serves them, without a `/` at its end. */
export interface MailPictures {
  readonly draw: Draw;
  readonly siteUrl: string;
}

export interface EmailArticle {
  readonly html: string;
  /** Those it refers to, each once: the site must serve them before the mail is opened. */
  readonly pictures: readonly Picture[];
  readonly faults: readonly PostFault[];
}

/**
 * The article for the mail: HTML whose every element carries its style, for mail readers that drop style sheets, and the classes
 * `a-text a-muted a-link a-rule a-code-bg a-code tok-…` for the dark-mode rules in the mail's head (`emails/_head.mjml`).
 * Every link is absolute; there are no ids. Formulas are pictures, with their TeX for those who do not see them.
 */
export async function renderEmail(post: Post, standing: Standing, from: MailPictures): Promise<EmailArticle> {
  const highlight = await highlightFor(post);
  const article = articleOf(post, standing);
  const settled = await settleParts(article.parts);
  const { parts, pictures, faults } = await mailParts(article.parts, settled.parts, from.draw);
  const scene: Scene = { parts, standing, highlight, siteUrl: from.siteUrl, inSentence: false };
  const content = article.content.flatMap((node) => styled(node, scene));
  return {
    html: toHtml(rootOf(content)),
    pictures,
    faults: [...article.faults, ...settled.faults, ...faults],
  };
}

/** What is known while an article is styled. */
interface Scene {
  readonly parts: readonly MailPart[];
  readonly standing: Standing;
  readonly highlight: Highlight;
  readonly siteUrl: string;
  /** Whether there are words beside what stands here. */
  readonly inSentence: boolean;
}

// From the top down, not with mapElements: the `code` of a block must not be styled like that of a sentence.
function styled(node: ElementContent, scene: Scene): ElementContent[] {
  if (node.type !== 'element') return [node];
  const part = partOf(node, scene.parts);
  if (part !== null) return emailPart(part, scene);
  const inSentence = node.tagName === 'p' ? isSentence(node) : scene.inSentence;
  const children = node.children.flatMap((child) => styled(child, { ...scene, inSentence }));
  return [styledElement({ ...node, children }, scene)];
}

function styledElement(node: Element, scene: Scene): ElementContent {
  switch (node.tagName) {
    case 'table':
      return emailTable(node);
    case 'a':
      return emailLink(node, scene.standing);
    case 'input':
      return text(node.properties.checked === true ? '☑' : '☐');
    case 'div':
      return emailDivision(node);
    case 'details':
      return element('div', emailStyles('details'), node.children);
    case 'summary':
      return element('p', emailStyles('summary'), node.children);
    case 'img':
      return emailImage(node, scene);
    default:
      return element(node.tagName, { ...keptProperties(node), ...emailStyles(node.tagName) }, node.children);
  }
}

function isSentence({ children }: Element): boolean {
  return children.some((child) => textOf(child).trim() !== '');
}

function emailImage(node: Element, scene: Scene): Element {
  const looks = emailStyles(scene.inSentence ? 'img-in-line' : 'img');
  return element('img', { ...keptProperties(node), ...looks, ...pictureProperties(node, scene) });
}

/** Of a picture from beside the post. Its size stands in attributes, as Outlook reads no other. */
function pictureProperties(node: Element, { standing, siteUrl }: Scene): Element['properties'] {
  const picture = pictureOf(node, standing);
  if (picture === null) return {};
  return { src: `${siteUrl}/${picture.plain}`, ...sizeWithin(picture, MAIL_COLUMN) };
}

function emailPart(part: MailPart, scene: Scene): ElementContent[] {
  switch (part.kind) {
    case 'code':
      return [emailCode(part, scene.highlight)];
    case 'source':
      return [element('code', emailStyles('code'), [text(part.code)])];
    case 'drawn':
      return emailPicture(part, scene.siteUrl);
    default:
      return never(part);
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
