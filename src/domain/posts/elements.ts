import type { Element, ElementContent, Properties, Root, Text } from 'hast';

/** An element of an HTML syntax tree. */
export function element(
  tagName: string,
  properties: Properties,
  children: readonly ElementContent[] = [],
): Element {
  return { type: 'element', tagName, properties, children: [...children] };
}

export function text(value: string): Text {
  return { type: 'text', value };
}

export function rootOf(children: readonly ElementContent[]): Root {
  return { type: 'root', children: [...children] };
}

/**
 * Rebuilds a tree from the leaves up: each element, its children already rebuilt, is replaced by what `change` returns
 * (itself to keep it, its children to unwrap it, nothing to drop it). The input is left as it is.
 */
export function mapElements(
  nodes: readonly ElementContent[],
  change: (element: Element) => readonly ElementContent[],
): ElementContent[] {
  return nodes.flatMap((node) =>
    node.type === 'element' ? change({ ...node, children: mapElements(node.children, change) }) : [node],
  );
}

/** All characters in a node and below. */
export function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' ? node.children.map(textOf).join('') : '';
}

export function childElements(node: Element, tagName: string): Element[] {
  return node.children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === tagName,
  );
}

/** The value of a property that is a string; null when it is absent or something else. */
export function stringProperty(node: Element, name: string): string | null {
  const value = node.properties[name];
  return typeof value === 'string' ? value : null;
}
