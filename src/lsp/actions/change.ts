import type { WorkspaceEdit } from 'vscode-languageserver/node';
import type { View } from '../view.ts';

/** The smallest single edit that turns the view's text into another: cursors and folds elsewhere stay where they are. */
export function changeOf({ uri, text, positions }: View, changed: string): WorkspaceEdit {
  const start = commonPrefix(text, changed);
  const tail = commonSuffix(text.slice(start), changed.slice(start));
  const range = positions.rangeOf({ start, end: text.length - tail });
  return { changes: { [uri]: [{ range, newText: changed.slice(start, changed.length - tail) }] } };
}

/** Whole characters only: half of a surrogate pair, or a line break cut in two, is no place for an edit. */
function commonPrefix(one: string, other: string): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  while (length > 0 && /[\uD800-\uDBFF\r]/.test(one[length - 1] ?? '')) length -= 1;
  return length;
}

function commonSuffix(one: string, other: string): number {
  let length = 0;
  const most = Math.min(one.length, other.length);
  while (length < most && one.at(-1 - length) === other.at(-1 - length)) length += 1;
  while (length > 0 && /[\uDC00-\uDFFF\n]/.test(one.at(-length) ?? '')) length -= 1;
  return length;
}
