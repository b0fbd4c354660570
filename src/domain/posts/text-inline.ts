import type { Link, LinkReference, PhrasingContent } from 'mdast';
import type { AuthorElement } from './nodes.ts';
import { plainText } from './post.ts';
import { texInWords } from './tex-in-words.ts';
import type { LinkNotes } from './text-notes.ts';
import { glue } from './wrap.ts';

/** Running text with the marks people use in plain mails. Addresses go to `notes`, in order. */
export function inlineText(nodes: readonly PhrasingContent[], notes: LinkNotes): string {
  return nodes.map((node) => inline(node, notes)).join('');
}

function inline(node: PhrasingContent, notes: LinkNotes): string {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'inlineCode':
      return glue(`\`${node.value}\``);
    case 'inlineMath':
      return glue(texInWords(node.value));
    case 'emphasis':
      return `_${inlineText(node.children, notes)}_`;
    case 'strong':
      return `*${inlineText(node.children, notes)}*`;
    case 'delete':
      return `~${inlineText(node.children, notes)}~`;
    case 'break':
      return '\n';
    case 'link':
      return linked(node, node.url, notes);
    case 'linkReference':
      return linked(node, notes.definition(node.identifier), notes);
    case 'image':
      return picture(node.alt, node.url, notes);
    case 'imageReference':
      return picture(node.alt, notes.definition(node.identifier), notes);
    case 'footnoteReference':
      return glue(` (${notes.letterOf(node.identifier)})`);
    case 'authorElement':
      return authorElement(node, notes);
    case 'html':
      return '';
    default:
      return plainText(node);
  }
}

/** Raised and lowered signs are written as in code; a mark is stress. */
function authorElement(node: AuthorElement, notes: LinkNotes): string {
  const words = inlineText(node.children as PhrasingContent[], notes);
  switch (node.tag) {
    case 'br':
      return '\n';
    case 'sup':
      return /^[\p{L}\p{N}]$/u.test(words) ? `^${words}` : `^(${words})`;
    case 'sub':
      return /^[\p{L}\p{N}]+$/u.test(words) ? `_${words}` : `_(${words})`;
    case 'mark':
      return `*${words}*`;
    case 'abbr':
      return node.title === null ? words : `${words} (${node.title})`;
    default:
      return words;
  }
}

function linked(node: Link | LinkReference, url: string | null, notes: LinkNotes): string {
  const words = inlineText(node.children, notes);
  const address = url === null || url.startsWith('#') ? null : notes.address(url);
  if (address === null) return words;
  const shown = plainText(node);
  if (shown === url || shown === address || `mailto:${shown}` === address) return words;
  return words + glue(` [${notes.numberOf(address)}]`);
}

function picture(alt: string | null | undefined, url: string | null, notes: LinkNotes): string {
  const address = url === null ? null : notes.pictureAddress(url);
  const words = alt ? `Picture: ${alt}` : 'Picture';
  return address === null ? `(${words})` : `(${words})${glue(` [${notes.numberOf(address)}]`)}`;
}
