import type { Instant } from '../../core/clock.ts';
import { earliest } from './open-editions.ts';

export interface Outlook {
  /** When it was last asked for everything. What has come since lies ahead too: nobody has asked for it yet. */
  readonly since: Instant;
  /** What keeps something back, and until when; null: that depends on an answer. */
  readonly holds: readonly (Instant | null)[];
  /** When a relay that is left alone is asked again; null when none is. */
  readonly nextTry: Instant | null;
  /** When what waits may go, as far as it knows itself; null when nothing waits. */
  readonly due: readonly (Instant | null)[];
}

/** When asking again will find something, if nobody changes anything meanwhile; null: never. `unknown`: it has to be asked again and again. */
export function foresee({ since, holds, nextTry, due }: Outlook): Instant | null | 'unknown' {
  const isAhead = (instant: Instant | null): boolean => instant !== null && instant > since;
  const obstacles = [...holds, nextTry];
  const isOverdue = due.some((instant) => instant !== null && instant <= since);
  if (holds.includes(null)) return 'unknown';
  // What is due and was not begun is kept back by something that ends, or by something that is not known here.
  if ((isOverdue || holds.length > 0) && !obstacles.some(isAhead)) return 'unknown';
  return earliest([...obstacles, ...due].filter(isAhead));
}
