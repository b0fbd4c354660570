import type { DeliveryStateKind, EditionId } from '../domain/deliveries/delivery.ts';
import type { App } from './context.ts';
import { deliveriesOf } from './deliveries-of.ts';

/** How the mails of one edition to one domain stand. */
export interface DomainLedger {
  /** Null: readers who were erased. */
  readonly domain: string | null;
  readonly audience: number;
  readonly states: Readonly<Partial<Record<DeliveryStateKind, number>>>;
}

/** The ledger of an edition by recipient domain, the largest first. Reads every row, and holds one count for each domain. */
export async function domainsOf(app: App, edition: EditionId): Promise<readonly DomainLedger[]> {
  const domains = new Map<string | null, Partial<Record<DeliveryStateKind, number>>>();
  for await (const { address, state } of deliveriesOf(app.store, edition, null)) {
    const domain = address === null ? null : address.slice(address.lastIndexOf('@') + 1);
    const states = domains.get(domain) ?? {};
    states[state.kind] = (states[state.kind] ?? 0) + 1;
    domains.set(domain, states);
  }
  return [...domains]
    .map(([domain, states]) => ({ domain, states, audience: sumOf(states) }))
    .sort((one, other) => other.audience - one.audience || compare(one.domain, other.domain));
}

function sumOf(states: DomainLedger['states']): number {
  return Object.values(states).reduce((sum, count) => sum + count, 0);
}

function compare(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
