import type { Database } from 'better-sqlite3';

/** What stands in a row, in the order of the columns. */
export type Cells = readonly (string | number | null)[];

/** A statement that inserts this many takes a row half as long as one that inserts one; with more it gains nothing. */
const ROWS_AT_ONCE = 20;

/**
 * What inserts many rows, in their order, inside the caller's transaction, which is to be rolled back when it throws: of a statement that
 * fails, the rows before stay. (To be able to take them back, SQLite would write every page that it touches to a file, for each statement.)
 * @param into `table (column, column…)`
 */
export function insertion(client: Database, into: string): (rows: readonly Cells[]) => void {
  const columns = into.split(',').length;
  const places = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  const inserting = (rows: number) =>
    client.prepare<[Cells]>(
      `INSERT OR FAIL INTO ${into} VALUES ${Array.from({ length: rows }, () => places).join(', ')}`,
    );
  const one = inserting(1);
  const many = inserting(ROWS_AT_ONCE);
  const cells: (string | number | null)[] = Array.from({ length: columns * ROWS_AT_ONCE }, () => null);
  return (rows) => {
    const whole = rows.length - (rows.length % ROWS_AT_ONCE);
    // One by one what is left over. To hand them all over as JSON and have it taken apart takes SQLite longer than all the rest.
    for (let at = 0; at < whole; at += ROWS_AT_ONCE) {
      let place = 0;
      for (let row = at; row < at + ROWS_AT_ONCE; row += 1)
        for (const cell of rows[row] ?? []) {
          cells[place] = cell;
          place += 1;
        }
      many.run(cells);
    }
    for (const row of rows.slice(whole)) one.run(row);
  };
}
