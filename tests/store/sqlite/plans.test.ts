import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { EditionId } from '../../../src/domain/deliveries/delivery.ts';
import { deliveryVerbs } from '../../../src/store/sqlite/deliveries.ts';
import { leaseVerbs } from '../../../src/store/sqlite/lease.ts';
import { type Session, sessionOver } from '../../../src/store/sqlite/session.ts';
import { turnVerbs } from '../../../src/store/sqlite/turn/turn.ts';
import { begin, settle } from '../../support/ledger-turns.ts';
import { importReaders, openEdition, openTestStore, T0, takeLease } from '../../support/stores.ts';

/** How SQLite looks for the deliveries in every statement that `act` runs. */
async function plansOf(
  act: (session: Session, id: EditionId, epoch: number) => Promise<unknown>,
): Promise<string[]> {
  const { store, path } = await openTestStore();
  await importReaders(store, 9);
  const { id } = await openEdition(store);
  const epoch = await takeLease(store);
  const ran: string[] = [];
  const client = new Database(path, { verbose: (statement) => ran.push(String(statement)) });
  await act(sessionOver(client, path), id, epoch);
  client.close();
  const reader = new Database(path);
  const statements = ran.filter((sql) => /deliveries/.test(sql));
  const plans = statements.flatMap((sql) =>
    reader
      .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all()
      .map(({ detail }) => detail),
  );
  reader.close();
  return plans.filter((detail) => /deliveries|\bd\b|TEMP/.test(detail));
}

describe('however long the ledger is', () => {
  it('a claim looks only at what it claims', async () => {
    const plans = await plansOf((session, id, epoch) => begin(turnVerbs(session), id, 3, epoch, T0));
    expect(new Set(plans)).toEqual(
      new Set([
        'SEARCH d USING INDEX deliveries_due (edition_id=? AND due_at<?)',
        'SEARCH d USING INDEX deliveries_by_state (edition_id=? AND state=? AND lane=?)',
        'SEARCH deliveries USING INTEGER PRIMARY KEY (rowid=?)',
      ]),
    );
  });

  it('a settlement looks only at what it settles', async () => {
    const plans = await plansOf(async (session, id, epoch) => {
      const [first, second] = await begin(turnVerbs(session), id, 2, epoch, T0);
      if (first === undefined || second === undefined) throw new Error('nothing was begun');
      const sent = { id: first.id, settlement: { kind: 'sent', reply: '250 Ok' }, suppress: false } as const;
      const back = { id: second.id, settlement: { kind: 'queued' }, suppress: false } as const;
      await settle(turnVerbs(session), [sent, back], epoch, T0);
    });
    expect(plans.filter((plan) => !/^SEARCH (d|deliveries) USING /.test(plan))).toEqual([]);
  });

  it('a take-over looks only at what is in flight', async () => {
    const plans = await plansOf((session) => leaseVerbs(session).acquireLease('another', T0 * 2, 1));
    const plan = 'SEARCH deliveries USING INDEX deliveries_by_state (edition_id=? AND state=?)';
    expect(plans).toEqual([plan, plan]);
  });

  it('the next due time is one look-up', async () => {
    const plans = await plansOf((session, id) => deliveryVerbs(session).nextDeferredAt(id));
    expect(plans).toEqual(['SEARCH deliveries USING COVERING INDEX deliveries_due (edition_id=?)']);
  });

  it.each([null, 'queued' as const])(
    'a page of deliveries (%s) is read in the order of an index',
    async (state) => {
      const plans = await plansOf(async (session, id) => {
        const [first] = await deliveryVerbs(session).deliveries(id, state, null, 1);
        await deliveryVerbs(session).deliveries(id, state, first?.id ?? null, 3);
      });
      expect(plans.length).toBeGreaterThan(1);
      for (const plan of plans) expect(plan).toMatch(/^SEARCH/);
    },
  );
});
