import type { TopicId } from '../domain/calendar/calendar.ts';
import type { Edition, EditionId } from '../domain/deliveries/delivery.ts';
import type { NewEdition } from '../store/edition-store.ts';
import type { App } from './context.ts';
import { editionAt } from './edition-at.ts';

/** Why a mailing that is due does not leave. */
export const TEST_MODE = 'test mode: no mailing reaches its readers while FORTNIGHT_ALL_MAIL_TO is set';

/**
 * Records a test run of a mailing that is due: the same words to the same readers, every copy to the test address, under the key `test:<key>`.
 * Null when there was one before: it is tried out once.
 */
export async function newTestRun(
  app: App,
  { id, kind, key, topic, subject }: Edition,
): Promise<Edition | null> {
  const run = { key: `test:${key}`, subject, test: true } as const;
  const edition: NewEdition =
    kind === 'series'
      ? { ...run, ...(await partOf(app, id, topic)) }
      : { ...run, kind, topic, draft: await app.store.editionDraft(id) };
  return (await app.store.createEdition(edition, app.clock.now())) ? editionAt(app, run.key) : null;
}

async function partOf(app: App, id: EditionId, topic: TopicId | null) {
  const found = await app.store.seriesSlotOf(id);
  if (found === null || topic === null) throw new Error(`edition ${id} is no part of a series`);
  const { series, ...slot } = found;
  return { kind: 'series', topic, series, slot } as const;
}
