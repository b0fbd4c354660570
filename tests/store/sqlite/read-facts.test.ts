import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { AppError } from '../../../src/core/errors.ts';
import { factsToJson, parseFacts } from '../../../src/domain/schedule/facts-json.ts';
import { readFacts } from '../../../src/store/sqlite/read-facts.ts';
import {
  newPublication,
  openTestStore,
  slotDate,
  T0,
  temporaryFolder,
  topicId,
} from '../../support/stores.ts';

async function storeWithAPast() {
  const subject = await openTestStore();
  await subject.store.beginFrom(slotDate('2026-11-24'), T0);
  await subject.store.closeSlots(
    [
      { date: slotDate('2026-11-24'), instant: T0, outcome: { kind: 'missed', reason: 'late' } },
      { date: slotDate('2026-11-10'), instant: T0, outcome: { kind: 'skipped' } },
    ],
    T0,
    [],
  );
  await subject.store.publish(newPublication());
  await subject.store.publish(newPublication({ topic: topicId('by-hand'), slot: null }));
  await subject.store.withdraw(topicId('by-hand'), T0);
  return subject;
}

it('reads from the file exactly what the store tells the schedule', async () => {
  const { store, path } = await storeWithAPast();
  const facts = readFacts(path);
  expect(facts).toEqual(await store.scheduleFacts());
  expect(facts?.publications).toHaveLength(2);
});

it('survives the way to another machine', async () => {
  const { path } = await storeWithAPast();
  const facts = readFacts(path);
  if (facts === null) throw new Error('the database has facts');
  expect(parseFacts(JSON.stringify(factsToJson(facts)))).toEqual({ ok: true, facts });
});

it('knows nothing of an empty database, and writes nothing into it', () => {
  const path = join(temporaryFolder(), 'empty.db');
  writeFileSync(path, '');
  expect(readFacts(path)).toBeNull();
});

it('says in words that a file is no database', () => {
  const path = join(temporaryFolder(), 'text.db');
  writeFileSync(path, 'This is a text, and longer than the header of a database file would be. '.repeat(20));
  expect(() => readFacts(path)).toThrow(AppError);
});
