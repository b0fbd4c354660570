import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cancelEdition } from '../../../app/cancel-edition.ts';
import { decideByKey } from '../../../app/decide-edition-by-key.ts';
import { draftAnnouncement } from '../../../app/draft-announcement.ts';
import { draftCorrection } from '../../../app/draft-correction.ts';
import { pauseEdition } from '../../../app/pause-edition.ts';
import { resolveUncertain } from '../../../app/resolve-uncertain.ts';
import { resumeEdition } from '../../../app/resume-edition.ts';
import { retryFailed } from '../../../app/retry-failed.ts';
import { MINUTE, SECOND } from '../../../core/clock.ts';
import type { Edition, EditionState } from '../../../domain/deliveries/delivery.ts';
import { wordsFor } from '../../cast/words.ts';
import type { Doing, Scene } from './doing.ts';

/** What the author says about mailings. */
export const mailingDoings: readonly Doing[] = [
  about(
    'the author decides about a mailing',
    3,
    ['pending', 'held'],
    async ({ production, chance }, { key }) => {
      const decision = chance.pick(['hold', 'approve', 'send-now', 'send-now'] as const) ?? 'hold';
      await decideByKey(production.desk, decision, key);
      return decision;
    },
  ),
  about('the author pauses a mailing', 3, ['open'], async ({ production, chance, later }, { key }) => {
    await pauseEdition(production.desk, key);
    later(chance.magnitude(SECOND, 600 * MINUTE), `the author lets ${key} go on`, async () => {
      await resumeEdition(production.desk, key);
    });
    return 'paused';
  }),
  about(
    'the author cancels a mailing',
    1,
    ['pending', 'opening', 'open', 'paused'],
    async ({ production }, { key }) => {
      await cancelEdition(production.desk, key);
      return 'cancelled';
    },
  ),
  about('the author retries what failed', 2, ['open', 'complete'], async ({ production }, { key }) => {
    const { queued } = await retryFailed(production.desk, key, [], null);
    return `${queued} wait again`;
  }),
  about(
    'the author resolves what is uncertain',
    2,
    ['open', 'complete'],
    async ({ production, chance }, edition) => {
      const how = chance.hits(0.5) ? 'sent' : 'resend';
      production.watch.resolving(edition.id, how);
      const { resolved } = await resolveUncertain(production.desk, edition.key, how, []);
      return `${resolved} ${how}`;
    },
  ),
  { name: 'the author announces something', weight: 1, run: announce },
  { name: 'the author corrects a post', weight: 1, run: correct },
];

/** Words of the author's that are no post, in a file as the command line takes it. */
async function announce({ production, chance }: Scene): Promise<string> {
  const { desk } = production;
  const file = join(desk.workspace.root, 'announcement.md');
  const title = `News of the day, number ${chance.below(100)}`;
  await writeFile(file, wordsFor({ title, summary: 'Something happened.' }, chance));
  const { edition } = await draftAnnouncement(desk, { file, title, send: chance.hits(0.7) });
  return edition.key;
}

async function correct({ production, chance }: Scene): Promise<string | null> {
  const { desk } = production;
  const publication = chance.pick((await desk.store.publications()).slice(-3));
  if (publication === null) return null;
  const { edition } = await draftCorrection(desk, {
    topic: publication.topic,
    file: null,
    send: chance.hits(0.7),
  });
  return edition.key;
}

/** The newest mailings in one of these states, one of them. */
function about(
  name: string,
  weight: number,
  states: readonly EditionState['kind'][],
  say: (scene: Scene, edition: Edition) => Promise<string>,
): Doing {
  const run: Doing['run'] = async (scene) => {
    const newest = (await scene.production.desk.store.editions()).slice(0, 3);
    const edition = scene.chance.pick(newest.filter(({ state }) => states.includes(state.kind)));
    return edition === null ? null : `${edition.key}: ${await say(scene, edition)}`;
  };
  return { name, weight, run };
}

/** Whether anything waits for the author to let it go on. */
export async function isStopped({ desk }: Scene['production']): Promise<boolean> {
  return (await desk.store.editions()).some(({ state }) => state.kind === 'paused');
}

/** What the breaker has stopped, or anybody, does not go on by itself. */
export async function resumeStopped({ desk }: Scene['production'], by: 'breaker' | 'anybody'): Promise<void> {
  for (const { key, state } of await desk.store.editions())
    if (state.kind === 'paused' && (by === 'anybody' || state.by === by)) await resumeEdition(desk, key);
}
