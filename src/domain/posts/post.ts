import type { Heading, Nodes, Root } from 'mdast';
import { remembering } from '../../core/remembering.ts';
import { withAuthorElements } from './author-html.ts';
import { withCallouts } from './callouts.ts';
import { withFigures } from './figures.ts';
import { readMarkdown, readWordsInHtml } from './markdown.ts';
import { isInlineTag } from './nodes.ts';
import { texInWords } from './tex-in-words.ts';
import { typeset } from './typography.ts';

/** A topic's Markdown, parsed once. Every rendering (page, mail, feed, plain text) is made from this one tree. */
export interface Post {
  readonly tree: Root;
  /** Words of prose: code blocks are looked at, not read. */
  readonly words: number;
  /** Whole minutes, at least 1. */
  readonly readingMinutes: number;
  /** The first paragraph as plain text; empty when the post has none. */
  readonly lead: string;
}

const WORDS_PER_MINUTE = 220;

/** Page, mail, feed and plain text are made one after the other. */
const REMEMBERED_POSTS = 8;

/**
 * Reads a post's Markdown (CommonMark with GitHub's tables, footnotes, task lists and strike-through). Never fails: any text is Markdown.
 * Callouts, and the few HTML elements that an author may write, are nodes of it; other HTML is dropped, so that all renderings say the same. A level-1 heading belongs to the page, so where
 * the body has one, all its headings move down by one. `language` is that of the prose (BCP 47): English gets its quotes and dashes.
 */
export function parsePost(markdown: string, language = 'en'): Post {
  return remembered(JSON.stringify([markdown, language]));
}

const remembered = remembering(REMEMBERED_POSTS, (asked) => {
  // Written by `parsePost` just now.
  const [markdown, language] = JSON.parse(asked) as [string, string];
  return parse(markdown, language);
});

function parse(markdown: string, language: string): Post {
  const elements = withAuthorElements(withCallouts(readMarkdown(markdown)), readWordsInHtml);
  const tree = typeset(lowerHeadings(withFigures(elements)), language);
  const words = countWords(tree);
  const lead = tree.children.find((node) => node.type === 'paragraph');
  return {
    tree,
    words,
    readingMinutes: Math.max(1, Math.round(words / WORDS_PER_MINUTE)),
    lead: lead === undefined ? '' : plainText(lead).replace(/\s+/g, ' ').trim(),
  };
}

/** The words of a Markdown node without any mark-up; code and HTML blocks have none. */
export function plainText(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'inlineMath':
      return texInWords(node.value);
    case 'break':
      return ' ';
    case 'authorElement':
      return node.tag === 'br' ? ' ' : node.children.map(plainText).join(isInlineTag(node.tag) ? '' : ' ');
    case 'image':
      return node.alt ?? '';
    default:
      return 'children' in node ? node.children.map(plainText).join(isBlockHolder(node) ? ' ' : '') : '';
  }
}

function lowerHeadings(tree: Root): Root {
  if (!tree.children.some((node) => node.type === 'heading' && node.depth === 1)) return tree;
  const children = tree.children.map((node) =>
    node.type === 'heading' ? { ...node, depth: deeper(node.depth) } : node,
  );
  return { ...tree, children };
}

function deeper(depth: Heading['depth']): Heading['depth'] {
  const next = { 1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: 6 } as const;
  return next[depth];
}

function countWords(tree: Root): number {
  return plainText(tree).match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0;
}

function isBlockHolder(node: Nodes): boolean {
  const holders = [
    'root',
    'blockquote',
    'callout',
    'list',
    'listItem',
    'table',
    'tableRow',
    'footnoteDefinition',
  ];
  return holders.includes(node.type);
}
