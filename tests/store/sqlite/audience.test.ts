import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import { leftOutOf, PLAIN_PREFERENCES, type Preferences } from '../../../src/domain/readers/preferences.ts';
import type { SubscriberId } from '../../../src/domain/readers/subscriber.ts';
import { runs } from '../../support/runs.ts';
import {
  editionAt,
  frozenContent,
  importReaders,
  newPublication,
  openTestStore,
  T0,
} from '../../support/stores.ts';

const preferences: fc.Arbitrary<Preferences> = fc.record({
  tracks: fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', "it's", '"', 'gone'), { minLength: 1 })),
  pausedUntil: fc.option(fc.integer({ min: T0 - 2, max: T0 + 2 })),
  rhythm: fc.constantFrom('every-post', 'monthly-digest'),
});
const saves = fc.array(fc.record({ reader: fc.integer({ min: 1, max: 4 }), preferences }), { maxLength: 8 });
const kind = fc.constantFrom('regular' as const, 'announcement' as const, 'digest' as const);

it('takes in, as SQL, exactly those whom the domain leaves in: by what held at the freeze', async () => {
  const property = fc.asyncProperty(
    kind,
    fc.constantFrom('a', 'b', "it's"),
    saves,
    saves,
    async (what, track, before, after) => {
      const { store } = await openTestStore();
      await importReaders(store, 4);
      const save = (all: typeof before) =>
        all.reduce<Promise<unknown>>(
          (done, { reader, preferences: wanted }) =>
            done.then(() => store.savePreferences(reader as SubscriberId, { name: null, ...wanted }, T0)),
          Promise.resolve(),
        );
      await store.publish(newPublication({ track }));
      const draft = { title: 'T', markdown: 'M' };
      const key = what === 'regular' ? 'regular:raft-1' : `${what}:it`;
      if (what !== 'regular')
        await store.createEdition({ kind: what, key, topic: null, subject: 'S', draft, test: false }, T0);
      const { id } = await editionAt(store, key);
      await save(before);
      const held = await Promise.all(readers.map((reader) => store.preferencesOf(reader)));
      await store.freezeEdition(id, frozenContent(), T0);
      await save(after);
      while (!(await store.openDeliveries(id, 3, T0 + DAY)).open);
      const frozen = { kind: what, track: what === 'regular' ? track : null, at: T0 };
      const wanted = readers.filter(
        (_, index) => leftOutOf(frozen, held[index] ?? PLAIN_PREFERENCES) === null,
      );
      const written = (await store.deliveries(id, null, null, 9)).map(({ subscriber }) => subscriber);
      expect(written).toEqual(wanted);
      await store.close();
    },
  );
  await fc.assert(property, runs(41, 40));
});

const readers = [1, 2, 3, 4] as readonly number[] as readonly SubscriberId[];
