import type { Instant } from '../../../src/core/clock.ts';
import { type Chance, chanceOf } from '../../../src/rehearsal/world/chance.ts';
import { Transcript } from '../../../src/rehearsal/world/transcript.ts';
import { type Actor, World } from '../../../src/rehearsal/world/world.ts';

export const START: Instant = Date.UTC(2026, 11, 8, 17);

interface WorldSketch {
  readonly shuffle?: Chance | null;
  readonly nextDue?: () => Instant | null;
}

/** A world with nobody in it, and all that is noted there. */
export function emptyWorld({ shuffle = null, nextDue = () => null }: WorldSketch = {}) {
  const lines: string[] = [];
  const transcript = new Transcript((line) => lines.push(line));
  const world = new World({ start: START, transcript, shuffle, nextDue, pulse: () => undefined });
  return { world, transcript, lines };
}

export function actor(name = 'someone'): Actor & { alive: boolean } {
  return { name, alive: true };
}

export function seeded(seed: number): Chance {
  return chanceOf(seed);
}
