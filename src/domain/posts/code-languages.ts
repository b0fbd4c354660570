import type { Nodes } from 'mdast';

/** The words after the code fences of a tree, in order, repeats included; a fence without one gives nothing. */
export function codeLanguagesOf(node: Nodes): string[] {
  if (node.type === 'code') return node.lang ? [node.lang] : [];
  return 'children' in node ? node.children.flatMap(codeLanguagesOf) : [];
}
