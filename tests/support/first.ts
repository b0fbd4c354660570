/** The first so many of a sequence that may never end. */
export function first<T>(count: number, items: Iterable<T>): T[] {
  const taken: T[] = [];
  if (count > 0) for (const item of items) if (taken.push(item) >= count) break;
  return taken;
}
