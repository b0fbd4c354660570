import type { Instant } from '../../../core/clock.ts';
import type { Field } from './fields.ts';
import type { Layout } from './layout.ts';
import { momentIn } from './moments.ts';

/** The cells of a row, by what they mean. */
export interface Row {
  /** What a field's column holds; empty where there is none. */
  readonly cell: (field: Field) => string;
  readonly moment: (field: Field) => Instant | null;
}

export function rowOver({ columns }: Layout, cells: readonly string[], now: Instant): Row {
  const cell = (field: Field): string => {
    const index = columns.get(field);
    return index === undefined ? '' : unguarded(cells[index] ?? '');
  };
  const moment = (field: Field): Instant | null => (columns.has(field) ? momentIn(cell(field), now) : null);
  return { cell, moment };
}

/** Takes the apostrophe off that an export puts before what a spreadsheet would take for a formula. */
function unguarded(cell: string): string {
  return cell.startsWith("'") ? cell.replace(/^'(?=[=+\-@\t\r\uFF0B\uFF0D\uFF1D\uFF20])/, '') : cell;
}
