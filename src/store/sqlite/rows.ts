/**
 * A column that the table's checks say cannot be empty in this state.
 * @throws Error when it is empty all the same: the database was changed behind our back
 */
export function required<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Error(`the database lacks ${what}`);
  return value;
}
