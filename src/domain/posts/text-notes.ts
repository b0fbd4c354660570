import type { Definition, FootnoteDefinition, Nodes, Root, RootContent } from 'mdast';

/** The numbered notes at the end of a plain text: each address once, in order of first mention, and the author's footnotes. */
export class LinkNotes {
  readonly #baseUrl: string;
  readonly #urls: string[] = [];
  readonly #definitions: ReadonlyMap<string, Definition>;
  readonly #footnotes: ReadonlyMap<string, FootnoteDefinition>;
  readonly #mentioned: string[] = [];

  constructor(tree: Root, baseUrl: string) {
    this.#baseUrl = baseUrl;
    const nodes = everyNode(tree);
    this.#definitions = new Map(
      nodes.filter((node) => node.type === 'definition').map((node) => [node.identifier, node]),
    );
    this.#footnotes = new Map(
      nodes.filter((node) => node.type === 'footnoteDefinition').map((node) => [node.identifier, node]),
    );
  }

  /** The address as it should be shown: absolute; null when it is not one a reader could follow. */
  address(url: string): string | null {
    if (!URL.canParse(url, this.#baseUrl)) return null;
    const resolved = new URL(url, this.#baseUrl);
    return ['http:', 'https:', 'mailto:'].includes(resolved.protocol) ? resolved.href : null;
  }

  /** The address a reference like `[text][id]` stands for; null when it was never defined. */
  definition(identifier: string): string | null {
    return this.#definitions.get(identifier)?.url ?? null;
  }

  /** The number under which an address is listed, from 1. */
  numberOf(address: string): number {
    if (!this.#urls.includes(address)) this.#urls.push(address);
    return this.#urls.indexOf(address) + 1;
  }

  /** The letter under which a footnote is listed: letters, as the links have numbers. */
  letterOf(identifier: string): string {
    if (!this.#mentioned.includes(identifier)) this.#mentioned.push(identifier);
    return letter(this.#mentioned.indexOf(identifier));
  }

  footnotes(): readonly { readonly label: string; readonly content: readonly RootContent[] }[] {
    return this.#mentioned.map((identifier, index) => ({
      label: letter(index),
      content: this.#footnotes.get(identifier)?.children ?? [],
    }));
  }

  list(): readonly string[] {
    const digits = String(this.#urls.length).length;
    return this.#urls.map((url, index) => `${`[${index + 1}]`.padEnd(digits + 2)} ${url}`);
  }
}

/** a … z, then aa, ab …: nobody gets that far. */
function letter(index: number): string {
  const last = String.fromCharCode(97 + (index % 26));
  return index < 26 ? last : letter(Math.floor(index / 26) - 1) + last;
}

function everyNode(node: Nodes): Nodes[] {
  return 'children' in node ? [node, ...node.children.flatMap(everyNode)] : [node];
}
