import type { Html, Nodes, Paragraph, PhrasingContent, Root, Text } from 'mdast';
import { CONTROLS, postText } from '../calendar/post-text.ts';
import { unreadableBlocks } from '../calendar/unreadable-blocks.ts';
import { mapChildren, mapNodes } from './nodes.ts';
import { parseTree } from './syntax.ts';
import { markMeant } from './typography.ts';

/**
 * Markdown as the author typed it, as a tree: CommonMark with GitHub's tables, footnotes, task lists and strike-through, and formulas between dollars. A block
 * of which there is more than can be read in a bounded time is a paragraph of its characters.
 */
export function readMarkdown(typed: string): Root {
  const { markdown, asides } = withoutUnreadable(typed.replace(CONTROLS, '\uFFFD'));
  return mapChildren(parseTree(markdown), (children) =>
    children.map((node) => {
      if (node.type === 'paragraph') return asideAt(node, asides) ?? displayed(node, markdown);
      return node.type === 'text'
        ? { ...node, value: markMeant(node.value, sourceOf(node, markdown)) }
        : node;
    }),
  );
}

// A noncharacter, as in `wrap.ts`: stands for a block that is not read.
const ASIDE = '\uFDD2';

/** The text with such blocks taken out, every line still where it was; what was taken, by its line. */
function withoutUnreadable(typed: string) {
  const asides = new Map<number, string>();
  const { fences, open } = postText(typed);
  let markdown = '';
  let at = 0;
  for (const { span } of unreadableBlocks(typed, open === null ? fences : [...fences, open])) {
    markdown += typed.slice(at, span.start);
    const block = typed.slice(span.start, span.end);
    asides.set(markdown.split('\n').length, block.trim());
    markdown += ASIDE + block.replace(/[^\n]/g, '');
    at = span.end;
  }
  return { markdown: markdown + typed.slice(at), asides };
}

function asideAt(node: Paragraph, asides: ReadonlyMap<number, string>): Paragraph | null {
  const [only] = node.children;
  const aside = asides.get(node.position?.start.line ?? 0);
  if (aside === undefined || only?.type !== 'text' || only.value !== ASIDE) return null;
  return { ...node, children: [{ type: 'text', value: aside }] };
}

function sourceOf(node: Text, markdown: string): string {
  const { start, end } = node.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return node.value;
  return markdown.slice(start.offset, end.offset);
}

/** `$$x$$` alone in its paragraph is displayed, as if its dollars stood on lines of their own. */
function displayed(paragraph: Paragraph, markdown: string): Nodes {
  const [only, ...others] = paragraph.children;
  if (only?.type !== 'inlineMath' || others.length > 0) return paragraph;
  const start = only.position?.start.offset ?? 0;
  if (!markdown.startsWith('$$', start)) return paragraph;
  return {
    type: 'math',
    value: only.value,
    data: { opening: 2 },
    ...(only.position && { position: only.position }),
  };
}

/**
 * Words that stand between two tags of an HTML block, at `offset` in it, which CommonMark leaves alone: read as Markdown, as far as that is
 * running text. They keep their places in the file, so that a fault in them can be told with its line.
 */
export function readWordsInHtml(words: string, html: Html, offset: number): readonly PhrasingContent[] {
  const typed = words.trimStart();
  const before = html.value.slice(0, offset + words.length - typed.length).split('\n');
  const start = html.position?.start ?? { line: 1, column: 1 };
  const lines = start.line + before.length - 2;
  const columns = (before.length === 1 ? start.column - 1 : 0) + (before.at(-1)?.length ?? 0);
  const read = readMarkdown(typed.trimEnd()).children.flatMap((block) =>
    block.type === 'paragraph' ? mapNodes(block, (node) => moved(node, lines, columns)).children : [],
  );
  // Markdown drops the blanks at either end; here they part words from the tag beside them.
  const space = (there: boolean): PhrasingContent[] => (there ? [{ type: 'text', value: ' ' }] : []);
  return [...space(typed !== words), ...read, ...space(/\s$/.test(typed))];
}

type Place = NonNullable<Nodes['position']>['start'];

function moved<Node extends Nodes>(node: Node, lines: number, columns: number): Node {
  if (node.position === undefined) return node;
  const move = ({ line, column }: Place) => ({
    line: line + lines,
    column: line === 1 ? column + columns : column,
  });
  return { ...node, position: { start: move(node.position.start), end: move(node.position.end) } };
}
