import type { Edition } from '../domain/deliveries/delivery.ts';
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
  const draft = await app.store.editionDraft(id);
  const run = {
    kind: kind === 'series' ? 'regular' : kind,
    key: `test:${key}`,
    topic,
    subject,
    draft,
    test: true,
  } as const;
  return (await app.store.createEdition(run, app.clock.now())) ? editionAt(app, run.key) : null;
}
