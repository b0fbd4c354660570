import { stringify } from 'csv-stringify/sync';

/** One line of CSV (RFC 4180), without its end. Cells that a spreadsheet would take for a formula are guarded with an apostrophe. */
export function csvLine(cells: readonly string[]): string {
  return stringify([cells], { escape_formulas: true }).trimEnd();
}
