/** Something that is to happen. */
export interface Entry {
  /** On the world's own clock, in milliseconds. */
  readonly at: number;
  /** Among those of one instant: the lower comes first. */
  readonly rank: number;
  /** Among those of one instant and rank: the order in which they were entered. */
  readonly order: number;
}

/** What is to come, soonest first: a heap, as there are many entries and each is taken once. */
export class Agenda<Item extends Entry> {
  readonly #heap: Item[] = [];

  get size(): number {
    return this.#heap.length;
  }

  first(): Item | null {
    return this.#heap[0] ?? null;
  }

  add(item: Item): void {
    const heap = this.#heap;
    let place = heap.push(item) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || isBefore(above, item)) break;
      heap[place] = above;
      place = parent;
    }
    heap[place] = item;
  }

  takeFirst(): Item | null {
    const [first] = this.#heap;
    const last = this.#heap.pop();
    if (first === undefined || last === undefined) return null;
    if (first !== last) this.#sink(last);
    return first;
  }

  /** Forgets what does not satisfy `wanted`. */
  keep(wanted: (item: Item) => boolean): void {
    const kept = this.#heap.filter(wanted);
    this.#heap.length = 0;
    for (const item of kept) this.add(item);
  }

  /** Everything that is entered, in no particular order. */
  entries(): readonly Item[] {
    return this.#heap;
  }

  #sink(item: Item): void {
    const heap = this.#heap;
    let place = 0;
    for (;;) {
      const left = heap[2 * place + 1];
      const right = heap[2 * place + 2];
      if (left === undefined) break;
      const isLeft = right === undefined || isBefore(left, right);
      const child = isLeft ? left : right;
      if (isBefore(item, child)) break;
      heap[place] = child;
      place = isLeft ? 2 * place + 1 : 2 * place + 2;
    }
    heap[place] = item;
  }
}

function isBefore(one: Entry, other: Entry): boolean {
  if (one.at !== other.at) return one.at < other.at;
  return one.rank !== other.rank ? one.rank < other.rank : one.order < other.order;
}
