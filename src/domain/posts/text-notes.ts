import type { Definition, FootnoteDefinition, Nodes, Root, RootContent } from 'mdast';
import type { Standing } from './article.ts';
import { ownPicture } from './own-pictures.ts';

/** The notes at the end of a plain text, gathered while it is written: each address once, in order of first mention, and the author's footnotes. */
export interface LinkNotes {
  /** The address as it should be shown: absolute; null when it is not one a reader could follow. */
  readonly address: (url: string) => string | null;
  /** The same of a picture: one that lies beside the post is where the site has it. */
  readonly pictureAddress: (url: string) => string | null;
  /** The address that `[text][identifier]` stands for; null when it was never defined. */
  readonly definition: (identifier: string) => string | null;
  /** The number under which an address is listed, from 1. */
  readonly numberOf: (address: string) => number;
  /** The letter under which a footnote is listed: letters, as the links have numbers. */
  readonly letterOf: (identifier: string) => string;
  readonly footnotes: () => readonly { readonly letter: string; readonly content: readonly RootContent[] }[];
  /** The lines `[1] https://…`. */
  readonly links: () => readonly string[];
}

export function linkNotes(tree: Root, { baseUrl, pictures }: Standing): LinkNotes {
  const nodes = everyNode(tree);
  const definitions = byIdentifier(nodes.filter((node): node is Definition => node.type === 'definition'));
  const footnotes = byIdentifier(
    nodes.filter((node): node is FootnoteDefinition => node.type === 'footnoteDefinition'),
  );
  const addresses: string[] = [];
  const mentioned: string[] = [];
  return {
    address: (url) => followable(url, baseUrl),
    pictureAddress: (url) => {
      const own = ownPicture(url, pictures);
      if (own === null) return followable(url, baseUrl);
      return own.kind === 'shown' ? `${pictures?.siteUrl ?? ''}/${own.plain}` : null;
    },
    definition: (identifier) => definitions.get(identifier)?.url ?? null,
    numberOf: (address) => placeIn(addresses, address) + 1,
    letterOf: (identifier) => letterAt(placeIn(mentioned, identifier)),
    footnotes: () =>
      mentioned.map((identifier, index) => ({
        letter: letterAt(index),
        content: footnotes.get(identifier)?.children ?? [],
      })),
    links: () => addresses.map((url, index) => `${label(index, addresses.length)} ${url}`),
  };
}

function everyNode(node: Nodes): Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(everyNode)] : [node];
}

/** Of two with one identifier the first counts, as in CommonMark. */
function byIdentifier<T extends { identifier: string }>(nodes: readonly T[]): ReadonlyMap<string, T> {
  return new Map(nodes.toReversed().map((node) => [node.identifier, node]));
}

function followable(url: string, baseUrl: string): string | null {
  if (!URL.canParse(url, baseUrl)) return null;
  const resolved = new URL(url, baseUrl);
  return ['http:', 'https:', 'mailto:'].includes(resolved.protocol) ? resolved.href : null;
}

/** Where a value stands in the list, to whose end it is added when it is new. */
function placeIn(list: string[], value: string): number {
  if (!list.includes(value)) list.push(value);
  return list.indexOf(value);
}

/** a … z, then aa, ab …: nobody gets that far. */
function letterAt(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letterAt(Math.floor(index / 26) - 1) + last;
}

function label(index: number, count: number): string {
  return `[${index + 1}]`.padEnd(String(count).length + 2);
}
