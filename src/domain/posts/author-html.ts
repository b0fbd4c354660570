import type { Html, Nodes, PhrasingContent, Root, RootContent } from 'mdast';
import { type TagPiece, tagPieces } from './author-tags.ts';
import { type AuthorElement, type AuthorTag, isInlineTag, mapChildren } from './nodes.ts';

/** Reads words that stand between tags of an HTML block: Markdown again, as they cannot hold a block of it. */
export type ReadWords = (words: string, html: Html, offset: number) => readonly PhrasingContent[];

/**
 * Turns the HTML of the author into elements of the tree: the few that `AuthorTag` names, without their attributes but two; every other tag, comment and
 * script is dropped. Tags are paired among siblings: what is closed without being open is dropped, what is never closed ends with its parent. So
 * nothing an author types can reach beyond the block it stands in.
 */
export function withAuthorElements(tree: Root, readWords: ReadWords): Root {
  return mapChildren(tree, (children, parent) => {
    if (!children.some((node) => node.type === 'html')) return children;
    return paired(children, isBlockHolder(parent), readWords);
  });
}

function isBlockHolder(node: Nodes): boolean {
  return ['root', 'blockquote', 'callout', 'listItem', 'footnoteDefinition'].includes(node.type);
}

function paired(children: readonly Nodes[], blocks: boolean, readWords: ReadWords): Nodes[] {
  const nest = new Nest();
  for (const node of children) {
    if (node.type !== 'html') nest.add(node);
    else for (const piece of tagPieces(node.value)) takePiece(nest, piece, node, blocks, readWords);
  }
  return nest.end();
}

function takePiece(nest: Nest, piece: TagPiece, html: Html, blocks: boolean, readWords: ReadWords): void {
  if (piece.kind === 'close') nest.close(piece.tag);
  // A block within a sentence, or within a heading, would not be left in its place by a browser.
  else if (piece.kind === 'open' && (blocks || isInlineTag(piece.tag))) nest.open(elementOf(piece, html));
  else if (piece.kind === 'words') takeWords(nest, readWords(piece.text, html, piece.offset));
}

function takeWords(nest: Nest, words: readonly PhrasingContent[]): void {
  const inside = nest.innermost();
  // Words of the block outside the elements that are allowed belong to one that is not.
  if (inside === null || words.every((node) => node.type === 'text' && node.value.trim() === '')) return;
  if (inside.tag === 'details' || inside.tag === 'figure')
    nest.add({ type: 'paragraph', children: [...words] });
  else for (const node of words) nest.add(node);
}

function elementOf({ tag, title, open }: TagPiece & { kind: 'open' }, html: Html): AuthorElement {
  const position = html.position && { position: html.position };
  return { type: 'authorElement', tag, title, open, children: [], ...position };
}

const FLOW: ReadonlySet<Nodes['type']> = new Set([
  'paragraph',
  'heading',
  'list',
  'blockquote',
  'callout',
  'code',
  'table',
  'thematicBreak',
]);

/** More elements within each other than anybody means. */
const DEEPEST = 32;

/** Elements that are open, outermost first, and what was gathered outside them. */
class Nest {
  readonly #done: Nodes[] = [];
  readonly #open: AuthorElement[] = [];

  innermost(): AuthorElement | null {
    return this.#open.at(-1) ?? null;
  }

  add(node: Nodes): void {
    // A block ends what stands in a line, closed or not, as in CommonMark.
    if (FLOW.has(node.type)) while (this.#inLine()) this.#open.pop();
    const inside = this.innermost();
    if (inside === null) this.#done.push(node);
    // The tree was read by one parser: among siblings are such nodes as may be siblings.
    else inside.children.push(node as RootContent as AuthorElement['children'][number]);
  }

  open(element: AuthorElement): void {
    if (element.tag === 'summary' && this.innermost()?.tag !== 'details') return;
    if (element.tag === 'figcaption' && this.innermost()?.tag !== 'figure') return;
    // Who opens more closes none of them: what follows stands in the innermost.
    if (this.#open.length >= DEEPEST) return;
    this.add(element);
    if (element.tag !== 'br') this.#open.push(element);
  }

  #inLine(): boolean {
    const inside = this.innermost();
    return inside !== null && (inside.tag === 'summary' || isInlineTag(inside.tag));
  }

  close(tag: AuthorTag): void {
    const index = this.#open.findLastIndex((element) => element.tag === tag);
    if (index >= 0) this.#open.length = index;
  }

  end(): Nodes[] {
    return this.#done;
  }
}
