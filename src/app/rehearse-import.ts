import {
  decideImport,
  type KnownReader,
  type Standing,
  standingAfter,
  UNKNOWN,
} from '../domain/readers/import/decide-import.ts';
import type { ImportedReader, ImportOutcome } from '../domain/readers/import/imported.ts';
import { SUPPRESSION_REASONS } from '../domain/readers/subscriber.ts';
import type { Store } from '../store/store.ts';

/** What an import would make of each row, chunk by chunk, without doing it. An address may come again in a later chunk. */
export function rehearseImport(
  store: Pick<Store, 'standingsOf'>,
): (rows: readonly ImportedReader[]) => Promise<readonly ImportOutcome[]> {
  const changed = new ChangedStandings();
  return async (rows) => {
    const standings = await store.standingsOf(rows);
    return rows.map((row, index) => {
      const stored = standings[index] ?? UNKNOWN;
      const before = changed.get(row.addressHash, stored);
      const decision = decideImport(row, before);
      if (decision.reader !== null || decision.suppress !== null)
        changed.set(row.addressHash, standingAfter(decision, row, before));
      return decision.outcome;
    });
  };
}

const KINDS: readonly (KnownReader['kind'] | null)[] = [null, 'pending', 'active', 'unsubscribed'];
const REASONS = [null, ...SUPPRESSION_REASONS];

/**
 * The standings that rows have changed, at about 20 bytes each: a table with open addressing, in which 52 bits of the hash stand for an
 * address. A million rows take 20 MB; two of them are mixed up once in ten thousand such files.
 */
class ChangedStandings {
  #marks = new Float64Array(1 << 14);
  #codes = new Uint8Array(1 << 14);
  #count = 0;

  get(addressHash: string, otherwise: Standing): Standing {
    const place = this.#placeOf(markOf(addressHash));
    if (this.#marks[place] === 0) return otherwise;
    const code = this.#codes[place] ?? 0;
    const kind = KINDS[code % KINDS.length] ?? null;
    const confirmedAt = otherwise.reader?.confirmedAt ?? null;
    const reader = kind === null ? null : { kind, confirmedAt };
    return { reader, suppression: REASONS[Math.floor(code / KINDS.length)] ?? null };
  }

  set(addressHash: string, { reader, suppression }: Standing): void {
    const code = KINDS.indexOf(reader?.kind ?? null) + KINDS.length * REASONS.indexOf(suppression);
    this.#put(markOf(addressHash), code);
    if (this.#count * 2 > this.#marks.length) this.#grow();
  }

  #put(mark: number, code: number): void {
    const place = this.#placeOf(mark);
    if (this.#marks[place] === 0) this.#count += 1;
    this.#marks[place] = mark;
    this.#codes[place] = code;
  }

  #grow(): void {
    const [marks, codes] = [this.#marks, this.#codes];
    this.#marks = new Float64Array(marks.length * 2);
    this.#codes = new Uint8Array(marks.length * 2);
    this.#count = 0;
    for (const [index, mark] of marks.entries()) if (mark !== 0) this.#put(mark, codes[index] ?? 0);
  }

  /** Its own, or the free one where it would be put. */
  #placeOf(mark: number): number {
    let place = mark % this.#marks.length;
    while (this.#marks[place] !== 0 && this.#marks[place] !== mark) place = (place + 1) % this.#marks.length;
    return place;
  }
}

/** Never 0, which marks a free place. */
function markOf(addressHash: string): number {
  return Number.parseInt(addressHash.slice(0, 13), 16) + 1;
}
