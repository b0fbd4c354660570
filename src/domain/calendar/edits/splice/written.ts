import type { Node } from 'yaml';
import { isScalar } from 'yaml';
import type { Edit } from '../../source.ts';
import { rangeOf, type SourceText } from './source-text.ts';

/** Quotes a value has in the file, or should have. */
export type Quoting = 'plain' | 'single' | 'double';

/** A value as YAML, with quotes where it would be read as something else. Values are on one line. */
export function written(value: string, quoting: Quoting = 'plain'): string {
  if (quoting === 'single' && !/['\p{Cc}]/u.test(value)) return `'${value}'`;
  return quoting === 'plain' && isPlain(value) ? value : JSON.stringify(value);
}

export function quotingOf(node: unknown): Quoting {
  if (!isScalar(node)) return 'plain';
  if (node.type === 'QUOTE_DOUBLE') return 'double';
  return node.type === 'QUOTE_SINGLE' ? 'single' : 'plain';
}

/** Puts another value in the place of one, in the same quotes. */
export function replaceValue(source: SourceText, node: Node, value: string): Edit {
  const { start, end } = rangeOf(node);
  const breaks = /\r?\n[\s]*$/.exec(source.text.slice(start, end))?.[0] ?? ''; // behind a block scalar
  return { start, end: end - breaks.length, text: written(value, quotingOf(node)) };
}

/** Slugs that begin with a letter, and dates with `..` between them, mean text in any place; the words of YAML do not. */
function isPlain(value: string): boolean {
  if (/^\d{4}-\d\d-\d\d(\.\.\d{4}-\d\d-\d\d)?$/.test(value)) return true;
  return /^[a-z]+(-?[a-z0-9]+)*$/.test(value) && !['true', 'false', 'null'].includes(value);
}
