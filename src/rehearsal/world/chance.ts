import { createHash } from 'node:crypto';

/** Chance that comes out the same for the same seed. */
export interface Chance {
  /** Uniform in [0, 1). */
  random(): number;
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number;
  /** Between two figures, the lower one included. */
  between(from: number, to: number): number;
  /** Between two figures above 0, each order of magnitude as likely as the next: for times from seconds to days. */
  magnitude(from: number, to: number): number;
  /** True with this probability. */
  hits(probability: number): boolean;
  /** One of several; null of none. */
  pick<Item>(items: readonly Item[]): Item | null;
  /** Chance of its own for one purpose: what is drawn here does not move what is drawn there. */
  fork(purpose: string): Chance;
}

export function chanceOf(seed: number | string): Chance {
  const random = generator(String(seed));
  const below = (limit: number): number => Math.floor(random() * limit);
  const between = (from: number, to: number): number => from + random() * (to - from);
  return {
    random,
    below,
    between,
    magnitude: (from, to) => Math.exp(between(Math.log(from), Math.log(to))),
    hits: (probability) => random() < probability,
    pick: (items) => items[below(items.length)] ?? null,
    fork: (purpose) => chanceOf(`${seed}/${purpose}`),
  };
}

/** sfc32: 128 bits of state, of which a hash of the seed is the start. */
function generator(seed: string): () => number {
  const start = createHash('sha256').update(seed).digest();
  let [a, b, c, count] = [0, 4, 8, 12].map((offset) => start.readInt32LE(offset)) as [
    number,
    number,
    number,
    number,
  ];
  return () => {
    const drawn = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return (drawn >>> 0) / 4_294_967_296;
  };
}
