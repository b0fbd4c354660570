/** Numbers handed out lowest first (a binary heap): a queue of ten thousand topics costs no scan per slot. */
export interface LowestFirst {
  add(value: number): void;
  /** The lowest, left in place; null when empty. */
  peek(): number | null;
  take(): number | null;
}

export function lowestFirst(): LowestFirst {
  const heap: number[] = [];
  return {
    add(value) {
      heap.push(value);
      rise(heap, heap.length - 1);
    },
    peek: () => heap[0] ?? null,
    take() {
      const [lowest = null] = heap;
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) {
        heap[0] = last;
        sink(heap, 0);
      }
      return lowest;
    },
  };
}

function rise(heap: number[], at: number): void {
  for (let child = at; child > 0; ) {
    const parent = (child - 1) >> 1;
    if (valueAt(heap, parent) <= valueAt(heap, child)) return;
    swap(heap, parent, child);
    child = parent;
  }
}

function sink(heap: number[], at: number): void {
  for (let parent = at; ; ) {
    const left = 2 * parent + 1;
    const lower = valueAt(heap, left + 1) < valueAt(heap, left) ? left + 1 : left;
    if (valueAt(heap, parent) <= valueAt(heap, lower)) return;
    swap(heap, parent, lower);
    parent = lower;
  }
}

/** Past the end counts as infinitely high, so a missing child never moves up. */
function valueAt(heap: readonly number[], at: number): number {
  return heap[at] ?? Number.POSITIVE_INFINITY;
}

function swap(heap: number[], a: number, b: number): void {
  [heap[a], heap[b]] = [valueAt(heap, b), valueAt(heap, a)];
}
