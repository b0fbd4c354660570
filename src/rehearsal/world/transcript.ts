import { createHash, type Hash } from 'node:crypto';

const TAIL = 80;

/** All that happened, a line each: kept as a hash, with the last lines for the words of a failure. */
export class Transcript {
  readonly #hash: Hash = createHash('sha256');
  readonly #tail: string[] = [];
  readonly #hear: ((line: string) => void) | null;
  #lines = 0;

  /** `hear` gets every line, for whoever wants to keep them all. */
  constructor(hear: ((line: string) => void) | null = null) {
    this.#hear = hear;
  }

  get lines(): number {
    return this.#lines;
  }

  note(line: string): void {
    this.#lines += 1;
    this.#hash.update(line).update('\n');
    this.#tail.push(line);
    if (this.#tail.length > 2 * TAIL) this.#tail.splice(0, TAIL);
    this.#hear?.(line);
  }

  tail(): readonly string[] {
    return this.#tail.slice(-TAIL);
  }

  /** SHA-256 over all lines so far, in hex. */
  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}
