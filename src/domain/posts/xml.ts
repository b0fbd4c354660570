import type { Element, ElementContent } from 'hast';

/** What may be in a tree: other elements are dropped with their content, other attributes alone. */
export interface Allowed {
  readonly elements: ReadonlySet<string>;
  /** Names as in XML; the value may be changed, or dropped with null. */
  readonly attribute: (
    name: string,
    value: string,
    element: string,
  ) => readonly [name: string, value: string] | null;
}

/** A declaration, a comment, a tag with its attributes, or words. */
const PIECE = /<[?!][^>]*>|<(\/?)([^\s/>]+)((?:\s+[^\s=]+="[^"]*")*)\s*(\/?)>|([^<]+)/g;
const ATTRIBUTE = /\s([^\s=]+)="([^"]*)"/g;

/**
 * Reads the XML that a program wrote (temml, Graphviz), which is well-formed and quotes with `"`, as far as it is allowed. Null when there is no element.
 * It need not be a parser for anybody's XML: what it does not understand is lost, and what comes out is made of `allowed` only.
 */
export function readXml(xml: string, allowed: Allowed): Element | null {
  const root: Element = { type: 'element', tagName: 'root', properties: {}, children: [] };
  const open: Element[] = [root];
  const source = xml.replace(/<!--[\s\S]*?-->/g, '');
  for (const [, slash, tagName, attributes = '', alone, words] of source.matchAll(PIECE)) {
    const parent = open.at(-1) ?? root;
    if (words !== undefined) parent.children.push({ type: 'text', value: withoutReferences(words) });
    if (tagName === undefined) continue;
    if (slash === '/') {
      if (open.length > 1) open.pop();
      continue;
    }
    const properties = propertiesOf(tagName, attributes, allowed);
    const element: Element = { type: 'element', tagName, properties, children: [] };
    if (allowed.elements.has(tagName)) parent.children.push(element);
    if (alone !== '/') open.push(element);
  }
  return root.children.find((node): node is ElementContent & Element => node.type === 'element') ?? null;
}

function propertiesOf(element: string, attributes: string, allowed: Allowed): Element['properties'] {
  const kept = [...attributes.matchAll(ATTRIBUTE)].flatMap(([, name = '', value = '']) => {
    const attribute = allowed.attribute(name, withoutReferences(value), element);
    return attribute === null ? [] : [attribute];
  });
  return Object.fromEntries(kept);
}

function withoutReferences(text: string): string {
  const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return text.replace(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hex, decimal, name) => {
    if (name !== undefined) return characters[name] ?? whole;
    const point = Number.parseInt(hex ?? decimal, hex === undefined ? 10 : 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '';
  });
}
