import { findEdition } from '../../app/decide-edition-by-key.ts';
import type { Delivery, DeliveryId, Edition, Ledger } from '../../domain/deliveries/delivery.ts';
import type { Store } from '../../store/store.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { renderTable } from '../table.ts';
import type { Paint, Terminal } from '../terminal.ts';

const STATES = ['queued', 'sending', 'deferred', 'sent', 'failed', 'skipped', 'uncertain'] as const;

/** `fortnight ledger [EDITION]`: the sum of every edition, or one edition reader by reader where something is to be said. */
export async function ledger(
  environment: Environment,
  key: string | null,
  options: { readonly json?: boolean },
): Promise<ExitCode> {
  const app = await environment.app();
  if (key !== null)
    return ledgerOf(environment.terminal, app.store, await findEdition(app, key), options.json === true);
  const editions = await app.store.editions();
  const rows = await Promise.all(
    editions.map(async (edition) => ({ edition, sum: await app.store.ledger(edition.id) })),
  );
  const { terminal } = environment;
  if (options.json === true) {
    terminal.out(
      JSON.stringify(
        { version: 1, editions: rows.map(({ edition, sum }) => summaryOf(edition, sum)) },
        null,
        2,
      ),
    );
  } else if (rows.length === 0) {
    terminal.out('no edition yet: the first comes with the first publication');
  } else {
    const columns = [
      { title: 'Edition', cell: (row: (typeof rows)[number]) => row.edition.key, flexible: true },
      { title: 'State', cell: (row: (typeof rows)[number]) => row.edition.state.kind },
      {
        title: 'Audience',
        cell: (row: (typeof rows)[number]) => String(row.sum.audience),
        align: 'right' as const,
      },
      ...STATES.filter((state) => state === 'sent' || rows.some(({ sum }) => sum[state] > 0)).map(
        (state) => ({
          title: state,
          cell: (row: (typeof rows)[number]) => String(row.sum[state]),
          align: 'right' as const,
        }),
      ),
    ];
    terminal.out(renderTable(rows, columns, terminal.paint, terminal.columns));
  }
  return rows.every(({ sum }) => addsUp(sum)) ? 0 : 1;
}

/** audience = queued + sending + deferred + sent + failed + skipped + uncertain */
function addsUp(sum: Ledger): boolean {
  return sum.audience === STATES.reduce((total, state) => total + sum[state], 0);
}

async function ledgerOf(
  terminal: Terminal,
  store: Store,
  edition: Edition,
  json: boolean,
): Promise<ExitCode> {
  const sum = await store.ledger(edition.id);
  if (json) {
    const readers: unknown[] = [];
    for await (const delivery of unsettled(store, edition)) readers.push(delivery);
    terminal.out(JSON.stringify({ version: 1, ...summaryOf(edition, sum), readers }, null, 2));
    return addsUp(sum) ? 0 : 1;
  }
  terminal.out(
    `${terminal.paint('strong', edition.key)}  ${edition.subject}  ${terminal.paint('muted', edition.state.kind)}`,
  );
  terminal.out(sumWords(sum, terminal.paint));
  for await (const delivery of unsettled(store, edition))
    terminal.out(`  ${deliveryWords(delivery, terminal.paint)}`);
  return addsUp(sum) ? 0 : 1;
}

function sumWords(sum: Ledger, paint: Paint): string {
  const parts = STATES.filter((state) => sum[state] > 0).map((state) => `${sum[state]} ${state}`);
  const right = parts.length === 0 ? '0' : parts.join(' + ');
  return addsUp(sum)
    ? `${paint('good', 'adds up')}: audience ${sum.audience} = ${right}`
    : `${paint('bad', 'DOES NOT ADD UP')}: audience ${sum.audience}, deliveries ${right}`;
}

/** Everyone whose mail did not simply arrive, page by page: a ledger of a million rows is not held in memory. */
async function* unsettled(store: Store, edition: Edition): AsyncGenerator<Delivery> {
  for (const state of ['uncertain', 'failed', 'deferred', 'skipped'] as const) {
    let after: DeliveryId | null = null;
    for (;;) {
      const page: readonly Delivery[] = await store.deliveries(edition.id, state, after, 500);
      yield* page;
      after = page.at(-1)?.id ?? null;
      if (after === null) break;
    }
  }
}

function deliveryWords({ address, subscriber, state, attempts }: Delivery, paint: Paint): string {
  const who = address ?? `erased reader ${subscriber}`;
  switch (state.kind) {
    case 'uncertain':
      return `${paint('warn', 'uncertain')}  ${who}  begun ${iso(state.since)}, never answered`;
    case 'failed':
      return `${paint('bad', 'failed')}  ${who}  ${state.reason}: ${state.reply}`;
    case 'deferred':
      return `${paint('warn', 'deferred')}  ${who}  attempt ${attempts}, again at ${iso(state.until)}: ${state.reply}`;
    case 'skipped':
      return `${paint('muted', 'skipped')}  ${who}  ${state.reason}`;
    default:
      return `${state.kind}  ${who}`;
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}

function summaryOf(edition: Edition, sum: Ledger): Record<string, unknown> {
  return {
    key: edition.key,
    subject: edition.subject,
    state: edition.state.kind,
    addsUp: addsUp(sum),
    ...sum,
  };
}
