import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DAY } from '../../../src/core/clock.ts';
import type { ImportedReader } from '../../../src/domain/readers/import/imported.ts';
import type { Store } from '../../../src/store/store.ts';
import { runs } from '../../support/runs.ts';
import {
  addActiveReaders,
  address,
  hashOf,
  importedReader,
  openTestStore,
  T0,
} from '../../support/stores.ts';

const ERIN = 'erin@example.org';

const dates = fc.constantFrom(null, T0 - 2 * DAY, T0 + 2 * DAY);
const suppressions = fc.option(
  fc.record({ reason: fc.constantFrom('bounced' as const, 'erased' as const), at: dates }),
);
const who = fc.constantFrom('alice', 'bob', 'carol');
const said = fc.record({
  state: fc.oneof(
    dates.map((at) => ({ kind: 'active' as const, at })),
    dates.map((at) => ({ kind: 'pending' as const, at })),
    dates.map((at) => ({ kind: 'unsubscribed' as const, at, how: 'import' as const })),
    fc.constant(null),
  ),
  suppression: suppressions,
});
const list = fc.array(fc.tuple(who, said), { maxLength: 6 });
type List = readonly (readonly [string, Pick<ImportedReader, 'state' | 'suppression'>])[];

it('comes to the same for people who are taken for strangers as for people who are looked up first', async () => {
  const { store: trusting } = await openTestStore();
  const { store: looking } = await openTestStore();
  for (const store of [trusting, looking]) await store.importSubscribers([importedReader(ERIN)], T0 - DAY);
  let run = 0;
  const property = fc.asyncProperty(list, list, async (before, after) => {
    run += 1;
    const [known, rows] = [rowsOf(before, run), rowsOf(after, run)];
    const stranger = [importedReader(`stranger${run}@example.org`)];
    for (const store of [trusting, looking])
      for (const row of known) await store.importSubscribers([row], T0 - DAY);
    // After somebody who is known all are looked up, until there was a list that knew nobody.
    for (const first of [[importedReader(ERIN)], stranger]) await trusting.importSubscribers(first, T0);
    for (const first of [stranger, [importedReader(ERIN)]]) await looking.importSubscribers(first, T0);
    expect(await trusting.importSubscribers(rows, T0)).toEqual(await looking.importSubscribers(rows, T0));
    expect(await standingsOf(trusting, run)).toEqual(await standingsOf(looking, run));
  });
  await fc.assert(property, runs(61, 100));
  expect(await historyOf(trusting)).toEqual(await historyOf(looking));
});

it('leaves nothing of a chunk that is begun again', async () => {
  const { store } = await openTestStore();
  await addActiveReaders(store, ['carol@example.org'], T0);
  const before = await store.events(100);
  const rows = ['alice', 'bob', 'carol'].map((name) => importedReader(`${name}@example.org`));
  expect(await store.importSubscribers(rows, T0)).toEqual(['added', 'added', 'known']);
  expect(await store.countSubscribers()).toEqual({ pending: 0, active: 3, unsubscribed: 0 });
  expect((await store.events(100)).length).toBe(before.length + 1);
});

/** Each run has people of its own. A row says how a reader stands, or that the address must not be mailed, or both. */
function rowsOf(of: List, run: number): readonly ImportedReader[] {
  return of.map(([name, { state, suppression }]) =>
    importedReader(`${name}${run}@example.org`, {
      state,
      suppression: suppression ?? (state === null ? { reason: 'bounced', at: null } : null),
    }),
  );
}

async function standingsOf(store: Store, run: number): Promise<unknown> {
  const names = ['alice', 'bob', 'carol'].map((name) => `${name}${run}@example.org`);
  return Promise.all(
    names.map(async (name) => [
      await store.subscriberByAddress(address(name)),
      await store.suppressionOf(hashOf(name)),
    ]),
  );
}

async function historyOf(store: Store): Promise<unknown> {
  return (await store.events(10_000)).map(({ kind, subject, detail }) => ({ kind, subject, detail }));
}
