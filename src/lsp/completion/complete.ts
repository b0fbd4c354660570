import type { CompletionItem, Position } from 'vscode-languageserver/node';
import { CompletionItemKind } from 'vscode-languageserver/node';
import type { Instant } from '../../core/clock.ts';
import type { View } from '../view.ts';
import { cursorAt } from './cursor.ts';
import { keysBeside } from './keys-beside.ts';
import { type Offer, offersAt } from './offers.ts';

/** What could be typed at the cursor, best first; nothing where anything goes. */
export function completionsAt(view: View, { line, character }: Position, now: Instant): CompletionItem[] {
  const cursor = cursorAt(view.positions.line, line, character);
  if (cursor === null || view.lastCalendar === null) return [];
  const range = { start: { line, character: cursor.start }, end: { line, character: cursor.end } };
  const taken = keysBeside(view.positions, line);
  const offers = offersAt(cursor.path, view.lastCalendar, now);
  const free = offers.filter(({ kind, text }) => kind !== 'key' || !taken.has(text));
  return free.map(({ kind, text, detail }, index) => ({
    label: text,
    kind: KINDS[kind],
    detail,
    sortText: String(index).padStart(5, '0'),
    filterText: text,
    textEdit: { range, newText: kind === 'key' ? `${text}: ` : text },
  }));
}

const KINDS = {
  key: CompletionItemKind.Property,
  name: CompletionItemKind.Reference,
  word: CompletionItemKind.EnumMember,
  date: CompletionItemKind.Value,
} satisfies Record<Offer['kind'], CompletionItemKind>;
