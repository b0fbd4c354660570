import type { Code, List, ListItem, PhrasingContent, Root, RootContent } from 'mdast';
import type { Standing } from './article.ts';
import { CALLOUT_TITLES } from './callouts.ts';
import { parseFence } from './fence.ts';
import type { AuthorElement } from './nodes.ts';
import type { Post } from './post.ts';
import { texInLines } from './tex-in-words.ts';
import { inlineText } from './text-inline.ts';
import { type LinkNotes, linkNotes } from './text-notes.ts';
import { textTable } from './text-table.ts';
import { withTopicLinks } from './topic-links.ts';
import { displayWidth, glue, unglue, wrap } from './wrap.ts';

/** The most columns a line of prose takes. */
const WIDTH = 72;

/**
 * The article as plain text, for the text part of the mail: wrapped at 72 columns, links as numbered notes at the end, tables aligned, code indented by
 * four spaces and otherwise untouched. Ends without a line end.
 */
export function renderText(post: Post, standing: Standing): string {
  const { tree } = withTopicLinks(post.tree, standing.topics ?? {});
  const notes = linkNotes(tree, standing);
  const body = blocks(contentOf(tree), WIDTH, notes);
  const footnotes = notes.footnotes().map((note) => {
    const label = `(${note.letter}) `;
    return prefixed(blocks(note.content, WIDTH - label.length, notes), label, ' '.repeat(label.length));
  });
  const sections = [body];
  if (footnotes.length > 0) sections.push(underlined('Notes', '-'), footnotes.join('\n\n'));
  const links = notes.links();
  if (links.length > 0) sections.push(underlined('Links', '-'), links.join('\n'));
  return unglue(sections.join('\n\n'));
}

function contentOf(tree: Root): RootContent[] {
  return tree.children.filter((node) => node.type !== 'footnoteDefinition');
}

function blocks(nodes: readonly RootContent[], width: number, notes: LinkNotes): string {
  const parts = nodes.map((node) => block(node, width, notes)).filter((part) => part !== null);
  return parts.join('\n\n');
}

/** Null for what has no place in plain text: HTML, definitions of links. */
function block(node: RootContent, width: number, notes: LinkNotes): string | null {
  switch (node.type) {
    case 'paragraph':
      return wrap(inlineText(node.children, notes), width);
    case 'heading':
      return underlined(wrap(inlineText(node.children, notes), width), node.depth <= 2 ? '=' : '-');
    case 'math':
      return indented(texInLines(node.value), '    ');
    case 'code':
      return parseFence(node.lang, node.meta).language === 'dot'
        ? wrap(diagram(node, notes), width)
        : code(node);
    case 'blockquote':
      return indented(blocks(node.children, width - 2, notes), '> ', '>');
    case 'callout':
      return indented(
        `${CALLOUT_TITLES[node.kind]}\n\n${blocks(node.children, width - 2, notes)}`.trimEnd(),
        '| ',
        '|',
      );
    case 'authorElement':
      return authorElement(node, width, notes);
    case 'list':
      return list(node, width, notes);
    case 'table':
      return textTable(
        node.children.map((row) => row.children.map((cell) => inlineText(cell.children, notes))),
        node.align ?? [],
        width,
      );
    case 'thematicBreak':
      return `${' '.repeat(Math.max(0, Math.floor((width - 5) / 2)))}* * *`;
    default:
      return null;
  }
}

function diagram(node: Code, notes: LinkNotes): string {
  const { alt, title } = parseFence(node.lang, node.meta);
  const words = `(Diagram: ${alt ?? title ?? 'on the page'})`;
  const page = notes.address('');
  const link = page === null ? '' : glue(` [${notes.numberOf(page)}]`);
  return title === null || alt === null ? words + link : `${words}${link}\n${title}`;
}

function code(node: Code): string {
  const { title } = parseFence(node.lang, node.meta);
  const block = indented(node.value, '    ');
  return title === null ? block : `${title}:\n\n${block}`;
}

function authorElement(node: AuthorElement, width: number, notes: LinkNotes): string | null {
  if (node.tag !== 'details' && node.tag !== 'figure') {
    const words = inlineText(node.children as PhrasingContent[], notes).trim();
    return words === '' ? null : wrap(words, width);
  }
  const parts = node.children.map((child) => block(child as RootContent, width, notes));
  return parts.filter((part) => part !== null).join(node.tag === 'figure' ? '\n' : '\n\n');
}

function list(node: List, width: number, notes: LinkNotes): string {
  const first = node.start ?? 1;
  const items = node.children.map((item, index) => {
    const marker = node.ordered === true ? `${first + index}. ` : '- ';
    return listItem(item, marker, width, notes);
  });
  const loose = node.spread === true || node.children.some((item) => item.spread === true);
  return items.join(loose ? '\n\n' : '\n');
}

function listItem(item: ListItem, marker: string, width: number, notes: LinkNotes): string {
  const box = item.checked === true ? '[x] ' : item.checked === false ? '[ ] ' : '';
  const margin = ' '.repeat(marker.length);
  const inner = item.children.map((child) => block(child, width - marker.length - box.length, notes));
  const separator = item.spread === true ? '\n\n' : '\n';
  const body = inner.filter((part) => part !== null).join(separator);
  return prefixed(box + body, marker, margin);
}

function underlined(title: string, character: string): string {
  const longest = Math.max(...title.split('\n').map(displayWidth));
  return `${title}\n${character.repeat(longest)}`;
}

function prefixed(text: string, first: string, margin: string): string {
  return text === '' ? first.trimEnd() : `${first}${indented(text, margin).slice(margin.length)}`;
}

/** Puts `margin` before each line; an empty line gets `empty`, so that no line ends in blanks that were not there. */
function indented(text: string, margin: string, empty = ''): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? empty : margin + line))
    .join('\n');
}
