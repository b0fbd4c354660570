/**
 * A map that never holds more than `atMost` entries: of more, the one that was neither read nor written for longest is forgotten.
 * For what is remembered of strangers, of whom there may be any number.
 */
export class BoundedMap<Key, Value> {
  readonly #atMost: number;
  // A Map gives its keys in the order in which they were set: the first is the oldest.
  readonly #entries = new Map<Key, Value>();

  constructor(atMost: number) {
    this.#atMost = atMost;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size <= this.#atMost) return;
    const { value: oldest, done } = this.#entries.keys().next();
    if (done !== true) this.#entries.delete(oldest);
  }
}
