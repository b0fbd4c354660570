import { expect } from 'vitest';
import { DAY, HOUR } from '../../src/core/clock.ts';
import type { EditionId } from '../../src/domain/deliveries/delivery.ts';
import { PLAIN_PREFERENCES } from '../../src/domain/readers/preferences.ts';
import type { SubscriberId } from '../../src/domain/readers/subscriber.ts';
import type { SeriesSlot } from '../../src/domain/schedule/series-slot.ts';
import type { Store } from '../../src/store/store.ts';
import { begin, settle } from './ledger-turns.ts';
import { editionAt, frozenContent, newPublication, slotDate, T0, takeLease, topicId } from './stores.ts';

/** The slots after that of `T0`: a fortnight from one to the next, by a clock that never changes. */
export const slot = (number: number): SeriesSlot => {
  const at = T0 + number * 14 * DAY;
  const date = slotDate(new Date(at).toISOString().slice(0, 10));
  return { date, at, tooSoonAfter: at - 12 * DAY };
};

/** What a test of the series `raft` does with a store, which may be another one after a kill. */
export function seriesStage(current: () => Store) {
  const publish = (part: number, at: number) =>
    current().publish(
      newPublication({ topic: topicId(`raft-${part}`), title: `Raft ${part}`, part, slot: null, at }),
    );
  const openAll = async (key: string, at: number) => {
    const { id } = await editionAt(current(), key);
    await current().freezeEdition(id, frozenContent(), at);
    while (!(await current().openDeliveries(id, 2, at)).open);
    return id;
  };
  const follow = (id: SubscriberId, series: readonly string[], at = T0) =>
    current().savePreferences(id, { name: null, ...PLAIN_PREFERENCES, following: series }, at);
  const due = async (number: number, missing: ReadonlyMap<string, number> = new Map()) =>
    (await current().seriesPartsDue(slot(number), missing)).map(({ topic }) => String(topic));
  /** Records an edition of a part in a slot, as the tick does. */
  const create = async (part: number, number: number, test = false) => {
    const { date } = slot(number);
    const key = `${test ? 'test:' : ''}series:raft-${part}@${date}`;
    const topic = topicId(`raft-${part}`);
    const subject = `Raft ${part}`;
    const edition = {
      kind: 'series',
      key,
      topic,
      series: 'raft',
      slot: slot(number),
      subject,
      test,
    } as const;
    expect(await current().createEdition(edition, slot(number).at)).toBe(true);
    return key;
  };
  const readersOf = async (id: EditionId) =>
    (await current().deliveries(id, null, null, 100)).map(({ subscriber }) => subscriber);
  const end = async (id: EditionId, kind: 'sent' | 'failed', at: number) => {
    const settlement =
      kind === 'sent'
        ? ({ kind, reply: '250 Ok' } as const)
        : ({ kind, reason: 'refused', reply: '550 no' } as const);
    const epoch = await takeLease(current());
    for (const { id: delivery } of await begin(current(), id, 9, epoch, at))
      await settle(current(), [{ id: delivery, settlement, suppress: false }], epoch, at);
  };
  /** The part goes to whom it is for, and is sent. */
  const sendPart = async (part: number, number: number) => {
    const id = await openAll(await create(part, number), slot(number).at + HOUR);
    await end(id, 'sent', slot(number).at + HOUR);
    return id;
  };
  return { publish, openAll, follow, due, create, readersOf, end, sendPart };
}
