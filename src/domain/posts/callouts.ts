import type { Blockquote, Nodes, Paragraph, Root } from 'mdast';
import { type Callout, type CalloutKind, mapChildren } from './nodes.ts';

/** What stands above a callout, in every rendering. */
export const CALLOUT_TITLES: Readonly<Record<CalloutKind, string>> = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
};

export const CALLOUT_KINDS: readonly CalloutKind[] = ['note', 'tip', 'important', 'warning', 'caution'];

/** Makes callouts of the block quotes whose first line is `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]` and nothing else, as GitHub does. */
export function withCallouts(tree: Root): Root {
  return mapChildren(tree, (children) =>
    children.map((node): Nodes => (node.type === 'blockquote' ? (calloutOf(node) ?? node) : node)),
  );
}

function calloutOf(quote: Blockquote): Callout | null {
  const [first, ...rest] = quote.children;
  if (first?.type !== 'paragraph') return null;
  const [lead, ...others] = first.children;
  if (lead?.type !== 'text') return null;
  const mark = /^\[!([A-Za-z]+)\][ \t]*(?:\n|$)/.exec(lead.value);
  const kind = mark?.[1]?.toLowerCase() ?? '';
  if (mark === null || !isCalloutKind(kind)) return null;
  const after = lead.value.slice(mark[0].length);
  // `[!NOTE] *more*` has words on its first line.
  if (after === '' && !mark[0].endsWith('\n') && others.length > 0) return null;
  const words = after === '' ? others : [{ ...lead, value: after }, ...others];
  const opening: Paragraph[] = words.length === 0 ? [] : [{ ...first, children: words }];
  return {
    type: 'callout',
    kind,
    children: [...opening, ...rest],
    ...(quote.position && { position: quote.position }),
  };
}

export function isCalloutKind(word: string): word is CalloutKind {
  return Object.hasOwn(CALLOUT_TITLES, word);
}
