import type { Element, ElementContent } from 'hast';
import { stringProperty } from './elements.ts';

/** A cell of a table for the page: aligned by a class, as HTML has no attribute for that any more, and a corner that names nothing is no heading. */
export function webCell(cell: Element): Element {
  const { align: _, ...properties } = cell.properties;
  const align = stringProperty(cell, 'align');
  const aligned = align === 'right' || align === 'center' ? { className: [`cell-${align}`] } : {};
  const tagName = cell.children.every(isBlank) ? 'td' : cell.tagName;
  return { ...cell, tagName, properties: { ...properties, ...aligned } };
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}
