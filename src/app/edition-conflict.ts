import { AppError } from '../core/errors.ts';
import type { Edition, EditionState } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';

/** What the author can wish of a mailing. */
export type EditionWish = 'pause' | 'resume' | 'cancel' | 'retry' | 'resolve';

/** Says why a mailing is not in a state for what was wished, and what can be done instead. Its state is read anew: it has just changed. */
export async function editionConflict(app: App, { id, key }: Edition, wish: EditionWish): Promise<AppError> {
  const edition = await app.store.editionById(id);
  if (edition === null) return new AppError('not-found', `there is no edition "${key}"`);
  const { state } = edition;
  const message = `${key} is ${STATE_WORDS[state.kind]}, so there is nothing to ${wish}`;
  return new AppError('conflict', message, { help: helpFor(wish, state, key) });
}

const STATE_WORDS: Readonly<Record<EditionState['kind'], string>> = {
  pending: 'waiting to go out',
  held: 'held by you',
  opening: 'about to begin',
  open: 'on its way',
  paused: 'paused',
  complete: 'complete',
  cancelled: 'cancelled',
};

function helpFor(wish: EditionWish, { kind }: EditionState, key: string): string {
  if (wish === 'pause' && kind === 'pending') return `keep it back with \`fortnight edition hold ${key}\``;
  if (wish === 'pause' && kind === 'opening') return 'its list is being written: try again in a moment';
  if (wish === 'resume' && kind === 'held') return `let it go with \`fortnight edition approve ${key}\``;
  if (kind === 'cancelled') return 'what is cancelled stays so: nothing more of it is sent';
  return `\`fortnight ledger ${key}\` shows how far it is`;
}
