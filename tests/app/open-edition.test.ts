import { expect, it } from 'vitest';
import { nextChunk, openEdition } from '../../src/app/open-edition.ts';
import { frozenContent, importReaders, newPublication, T0 } from '../support/stores.ts';
import { openTestApp } from '../support/test-app.ts';

/** The transactions of an opening, when each reader looked at takes so many milliseconds. */
function pace(perReader: number, transactions: number): number[] {
  const chunks = [2_000];
  for (let last = 2_000; chunks.length < transactions; chunks.push(last)) {
    last = nextChunk(last, last * perReader);
  }
  return chunks;
}

it('takes more readers at a time where the machine is fast, and fewer where it is slow', () => {
  expect(pace(0.001, 4)).toEqual([2_000, 4_000, 8_000, 8_000]);
  expect(pace(0.004, 4)).toEqual([2_000, 4_000, 4_000, 4_000]);
  expect(pace(0.02, 4)).toEqual([2_000, 1_000, 1_000, 1_000]);
});

it('makes nothing of a clock that goes back, or jumps ahead', () => {
  expect(nextChunk(2_000, -3_600_000)).toBe(4_000);
  expect(nextChunk(2_000, 3_600_000)).toBe(1_000);
});

it('opens for every reader, chunk by chunk, and stops when the author cancels meanwhile', async () => {
  const { app } = await openTestApp();
  const { store } = app;
  await importReaders(store, 4_500);
  await store.publish(newPublication());
  const edition = await store.editionByKey('regular:raft-1');
  if (edition === null) throw new Error('nothing was published');
  await store.freezeEdition(edition.id, frozenContent(), T0);
  const cancelling = {
    ...app,
    store: {
      ...store,
      openDeliveries: async (...all: Parameters<typeof store.openDeliveries>) => {
        const chunk = await store.openDeliveries(...all);
        await store.cancelEdition(edition.id, T0);
        return chunk;
      },
    },
  };
  expect(await openEdition(cancelling, edition)).toBe(2_000);
  expect((await store.editionById(edition.id))?.state.kind).toBe('cancelled');
});
