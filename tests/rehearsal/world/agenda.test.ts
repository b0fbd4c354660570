import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Agenda, type Entry } from '../../../src/rehearsal/world/agenda.ts';
import { runs } from '../../support/runs.ts';

function emptied(agenda: Agenda<Entry>): number[] {
  const orders: number[] = [];
  for (let entry = agenda.takeFirst(); entry !== null; entry = agenda.takeFirst()) orders.push(entry.order);
  return orders;
}

it('gives what is left in the same order, after some of it was forgotten', () => {
  const entries = fc.array(fc.record({ at: fc.nat(5), rank: fc.nat(2) }), { maxLength: 40 });
  fc.assert(
    fc.property(entries, fc.nat(3), (sketches, every) => {
      const [whole, tidied] = [new Agenda<Entry>(), new Agenda<Entry>()];
      const isKept = ({ order }: Entry): boolean => order % (every + 1) !== 0;
      for (const [order, sketch] of sketches.entries()) {
        const entry = { ...sketch, order };
        tidied.add(entry);
        if (isKept(entry)) whole.add(entry);
      }
      tidied.keep(isKept);
      expect(tidied.size).toBe(whole.size);
      expect(emptied(tidied)).toEqual(emptied(whole));
    }),
    runs(5, 200),
  );
});
