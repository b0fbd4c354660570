import type { Production } from '../../production.ts';
import type { Chance } from '../../world/chance.ts';
import type { SeededMischief } from '../seeded.ts';

/** Where a doing finds what it needs. */
export interface Scene {
  readonly production: Production;
  readonly chance: Chance;
  readonly mischief: SeededMischief;
  /** Plans the second half of something, so many milliseconds from now; words for the transcript. */
  readonly later: (milliseconds: number, words: string, run: () => void | Promise<void>) => void;
}

/**
 * Something that someone does in the middle of everything: a reader, the author, or the machine. To add one, put it into the list of its
 * file. It says what it did, or null when there was nothing to do it to; an AppError is the application's "no", and is fine.
 */
export interface Doing {
  readonly name: string;
  /** How often, against the others of its list. */
  readonly weight: number;
  readonly run: (scene: Scene) => Promise<string | null>;
}

/** One of the list, each with its own weight. */
export function draw(doings: readonly Doing[], chance: Chance): Doing | null {
  let left = chance.random() * doings.reduce((sum, { weight }) => sum + weight, 0);
  for (const doing of doings) {
    left -= doing.weight;
    if (left < 0) return doing;
  }
  return null;
}
