import type { Subscriber } from '../../../domain/readers/subscriber.ts';
import type { Scene } from './doing.ts';

/** One of the readers in this state; null when there is none. */
export async function someone(
  { desk }: Scene['production'],
  state: Subscriber['state']['kind'],
  chance: Scene['chance'],
): Promise<Subscriber | null> {
  return chance.pick(await desk.store.subscribers(state, null, 1_000));
}

/** The last part of a link. */
export function tokenIn(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
