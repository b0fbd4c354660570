import type { Html, Nodes, Paragraph, PhrasingContent, Root, Text } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { carefulDollars } from './dollars.ts';
import { mapChildren, mapNodes } from './nodes.ts';
import { markMeant } from './typography.ts';

const PROCESSOR = unified().use(remarkParse).use(remarkGfm).use(remarkMath).use(carefulDollars).freeze();

/** Markdown as the author typed it, as a tree: CommonMark with GitHub's tables, footnotes, task lists and strike-through, and formulas between dollars. */
export function readMarkdown(markdown: string): Root {
  return mapChildren(PROCESSOR.parse(markdown), (children) =>
    children.map((node) => {
      if (node.type === 'paragraph') return displayed(node, markdown);
      return node.type === 'text'
        ? { ...node, value: markMeant(node.value, sourceOf(node, markdown)) }
        : node;
    }),
  );
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
