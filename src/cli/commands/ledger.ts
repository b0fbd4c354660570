import { findEdition } from '../../app/find-edition.ts';
import type { Edition, Ledger } from '../../domain/deliveries/delivery.ts';
import { addsUp, LEDGER_STATES } from '../../domain/deliveries/ledger-sum.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { type Column, renderTable } from '../table.ts';
import { ledgerOf } from './ledger-edition.ts';
import { summaryOf } from './ledger-summary.ts';

export interface LedgerOptions {
  readonly uncertain?: boolean;
  readonly failed?: boolean;
  readonly deferred?: boolean;
  readonly skipped?: boolean;
  readonly domains?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

/** `fortnight ledger [EDITION]`: the sum of every edition, or one edition reader by reader where something is to be said. */
export async function ledger(
  environment: Environment,
  key: string | null,
  options: LedgerOptions,
): Promise<ExitCode> {
  if (key === null) return ledgerOfAll(environment, options.json === true);
  const edition = await findEdition(await environment.app(), key);
  if (options.watch === true)
    return (await import('./ledger-watch.ts')).watchLedger(environment, edition, options.json === true);
  return ledgerOf(environment, edition, options);
}

interface Row {
  readonly edition: Edition;
  readonly sum: Ledger;
}

async function ledgerOfAll(environment: Environment, json: boolean): Promise<ExitCode> {
  const { terminal } = environment;
  const { store } = await environment.app();
  const rows: Row[] = [];
  for (const edition of await store.editions()) rows.push({ edition, sum: await store.ledger(edition.id) });
  if (json) {
    const editions = rows.map(({ edition, sum }) => summaryOf(edition, sum));
    terminal.out(JSON.stringify({ version: 1, editions }, null, 2));
  } else if (rows.length === 0) terminal.out('no edition yet: the first comes with the first publication');
  else terminal.out(renderTable(rows, columnsFor(rows), terminal.paint, terminal.columns));
  return rows.every(({ sum }) => addsUp(sum)) ? 0 : 1;
}

function columnsFor(rows: readonly Row[]): readonly Column<Row>[] {
  const states = LEDGER_STATES.filter((state) => state === 'sent' || rows.some(({ sum }) => sum[state] > 0));
  return [
    { title: 'Edition', cell: ({ edition }) => edition.key, flexible: true },
    { title: 'State', cell: ({ edition }) => edition.state.kind },
    { title: 'Audience', cell: ({ sum }) => String(sum.audience), align: 'right' },
    ...states.map((state): Column<Row> => {
      return { title: state, cell: ({ sum }) => String(sum[state]), align: 'right' };
    }),
  ];
}
