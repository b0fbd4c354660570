import type { App } from '../../app/context.ts';
import { deliveriesOf } from '../../app/deliveries-of.ts';
import { type DomainLedger, domainsOf } from '../../app/domains-of.ts';
import { editionHolds } from '../../app/edition-holds.ts';
import type { Delivery, DeliveryStateKind, Edition } from '../../domain/deliveries/delivery.ts';
import { addsUp, LEDGER_STATES } from '../../domain/deliveries/ledger-sum.ts';
import type { LedgerReasons } from '../../store/edition-store.ts';
import type { Environment, ExitCode } from '../environment.ts';
import { type Column, renderTable } from '../table.ts';
import type { Paint, Terminal } from '../terminal.ts';
import { moment } from '../words.ts';
import type { LedgerOptions } from './ledger.ts';
import { summaryOf, sumWords } from './ledger-summary.ts';

/** `fortnight ledger EDITION`: the sum, the reasons, what waits for what, and every reader whose mail did not simply arrive. */
export async function ledgerOf(
  environment: Environment,
  edition: Edition,
  options: LedgerOptions,
): Promise<ExitCode> {
  const app = await environment.app();
  const { terminal } = environment;
  const sum = await app.store.ledger(edition.id);
  const reasons = await app.store.ledgerReasons(edition.id);
  const holds = await editionHolds(app, edition, sum);
  const domains = options.domains === true ? await domainsOf(app, edition.id) : null;
  if (options.json === true) {
    const readers: unknown[] = [];
    for await (const delivery of shownOf(app, edition, options))
      readers.push(await withLastWord(app, delivery));
    const shown = {
      ...summaryOf(edition, sum),
      reasons,
      waitsFor: holds,
      ...(domains === null ? {} : { domains }),
    };
    terminal.out(JSON.stringify({ version: 1, ...shown, readers }, null, 2));
    return addsUp(sum) ? 0 : 1;
  }
  const { paint } = terminal;
  terminal.out(`${paint('strong', edition.key)}  ${edition.subject}  ${paint('muted', edition.state.kind)}`);
  if (edition.test) terminal.out('a test run: every copy goes to the test address, none to its reader');
  terminal.out(sumWords(sum, paint));
  for (const line of reasonLines(reasons)) terminal.out(line);
  for (const hold of holds) terminal.out(paint('warn', hold.words));
  if (domains !== null) terminal.out(`\n${domainTable(domains, terminal)}\n`);
  for await (const delivery of shownOf(app, edition, options)) {
    const { heard } = await withLastWord(app, delivery);
    terminal.out(`  ${deliveryWords(delivery, heard, paint)}`);
  }
  return addsUp(sum) ? 0 : 1;
}

const UNSETTLED = ['uncertain', 'failed', 'deferred', 'skipped'] as const;

/**
 * The states asked for; without a wish, all in which a mail did not simply arrive, but for what the author cancelled: that may be the whole list.
 * A table of domains alone names nobody.
 */
async function* shownOf(app: App, edition: Edition, options: LedgerOptions): AsyncGenerator<Delivery> {
  const asked = UNSETTLED.filter((state) => options[state] === true);
  const states = asked.length > 0 ? asked : options.domains === true ? [] : UNSETTLED;
  for (const state of states) {
    for await (const delivery of deliveriesOf(app.store, edition.id, state))
      if (asked.length > 0 || !isCancelled(delivery)) yield delivery;
  }
}

function isCancelled({ state }: Delivery): boolean {
  return state.kind === 'skipped' && state.reason === 'cancelled';
}

interface HeardDelivery extends Delivery {
  /** What was last heard of it; null when nothing was. */
  readonly heard: string | null;
}

/** Only of what is uncertain, where the row itself does not say it. */
async function withLastWord(app: App, delivery: Delivery): Promise<HeardDelivery> {
  if (delivery.state.kind !== 'uncertain') return { ...delivery, heard: null };
  const notes = await app.store.deliveryNotes(delivery.id);
  return { ...delivery, heard: notes.at(-1)?.detail ?? null };
}

function reasonLines({ failed, skipped }: LedgerReasons): readonly string[] {
  const parts = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([reason, count]) => `${count} ${reason}`)
      .join(', ');
  return [
    ['failed', parts(failed)],
    ['skipped', parts(skipped)],
  ].flatMap(([state, words]) => (words === '' ? [] : [`${state}: ${words}`]));
}

function domainTable(domains: readonly DomainLedger[], { paint, columns }: Terminal): string {
  const present = LEDGER_STATES.filter((state) => domains.some(({ states }) => (states[state] ?? 0) > 0));
  const column = (state: DeliveryStateKind): Column<DomainLedger> => ({
    title: state,
    cell: ({ states }) => String(states[state] ?? 0),
    align: 'right',
  });
  const shown: readonly Column<DomainLedger>[] = [
    { title: 'Domain', cell: ({ domain }) => domain ?? '(erased readers)', flexible: true },
    { title: 'Audience', cell: ({ audience }) => String(audience), align: 'right' },
    ...present.map(column),
  ];
  return renderTable(domains, shown, paint, columns);
}

function deliveryWords(
  { address, subscriber, state, attempts }: Delivery,
  heard: string | null,
  paint: Paint,
): string {
  const who = address ?? `erased reader ${subscriber}`;
  switch (state.kind) {
    case 'uncertain':
      return `${paint('warn', 'uncertain')}  ${who}  since ${moment(state.since)}, attempt ${attempts}: ${heard ?? 'begun, and never answered'}`;
    case 'failed':
      return `${paint('bad', 'failed')}  ${who}  ${state.reason}: ${state.reply}`;
    case 'deferred':
      return `${paint('warn', 'deferred')}  ${who}  attempt ${attempts}, again at ${moment(state.until)}: ${state.reply}`;
    case 'skipped':
      return `${paint('muted', 'skipped')}  ${who}  ${state.reason}`;
    default:
      return `${state.kind}  ${who}`;
  }
}
