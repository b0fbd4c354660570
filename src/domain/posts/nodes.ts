import type { BlockContent, DefinitionContent, Nodes, Parent, PhrasingContent } from 'mdast';

/** The kinds of callout, as GitHub has them: `> [!NOTE]`. */
export type CalloutKind = 'note' | 'tip' | 'important' | 'warning' | 'caution';

/** A block quote that is none: words set apart because of what they are. */
export interface Callout extends Parent {
  type: 'callout';
  kind: CalloutKind;
  children: (BlockContent | DefinitionContent)[];
}

/** The HTML that an author may write. */
export type AuthorTag =
  | 'details'
  | 'summary'
  | 'figure'
  | 'figcaption'
  | 'kbd'
  | 'sub'
  | 'sup'
  | 'abbr'
  | 'mark'
  | 'br';

/** An element that the author wrote as HTML, its tags paired already. */
export interface AuthorElement extends Parent {
  type: 'authorElement';
  tag: AuthorTag;
  /** What `abbr` stands for; else null. */
  title: string | null;
  /** Of `details`. */
  open: boolean;
  children: (BlockContent | DefinitionContent | PhrasingContent)[];
}

const INLINE_TAGS: ReadonlySet<AuthorTag> = new Set<AuthorTag>(['kbd', 'sub', 'sup', 'abbr', 'mark', 'br']);

/** Whether an element stands in a sentence. */
export function isInlineTag(tag: AuthorTag): boolean {
  return INLINE_TAGS.has(tag);
}

declare module 'mdast' {
  interface Data {
    /** Of a formula that is displayed though it stands in one line: how many dollars stand before it there. */
    opening?: number;
  }
  interface BlockContentMap {
    callout: Callout;
    authorElement: AuthorElement;
  }
  interface PhrasingContentMap {
    authorElement: AuthorElement;
  }
  interface RootContentMap {
    callout: Callout;
    authorElement: AuthorElement;
  }
}

/** Rebuilds a Markdown tree from the leaves up: the children of each node, already rebuilt, are replaced by what `change` returns. The input is left as it is. */
export function mapChildren<Node extends Nodes>(
  node: Node,
  change: (children: readonly Nodes[], parent: Nodes) => readonly Nodes[],
): Node {
  if (!('children' in node)) return node;
  const children = node.children.map((child: Nodes) => mapChildren(child, change));
  // What stands in a node stays of the kind that may stand there: `change` sees to that.
  return { ...node, children: change(children, node) } as Node;
}

/** Rebuilds a Markdown tree with every node changed in itself, from the leaves up. */
export function mapNodes<Node extends Nodes>(
  node: Node,
  change: <Each extends Nodes>(node: Each) => Each,
): Node {
  return change(mapChildren(node, (children) => children.map(change)));
}
