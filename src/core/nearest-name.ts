/**
 * The candidate that `name` was most likely meant to be, or null when none is near enough to suggest.
 * Near is one slip in a short name, one in three characters of a long one; letter case does not count.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  let best: { readonly name: string; readonly slips: number } | null = null;
  for (const candidate of candidates) {
    const allowed = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3));
    if (Math.abs(candidate.length - name.length) > allowed) continue;
    const slips = slipsBetween(name.toLowerCase(), candidate.toLowerCase());
    if (slips <= allowed && slips < (best?.slips ?? Number.POSITIVE_INFINITY))
      best = { name: candidate, slips };
  }
  return best?.name ?? null;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of two neighbours each count one. */
function slipsBetween(from: string, to: string): number {
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(above, column) + 1,
        at(current, column - 1) + 1,
        at(above, column - 1) + (same ? 0 : 1),
        swapped ? at(before, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = current;
  }
  return at(above, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
