import type { Delivery, DeliveryId, DeliveryStateKind, EditionId } from '../domain/deliveries/delivery.ts';
import type { Store } from '../store/store.ts';

const PAGE = 500;

/** An edition's deliveries in one state (null: in any), page by page: a ledger of a million rows is not held in memory. */
export async function* deliveriesOf(
  store: Store,
  edition: EditionId,
  state: DeliveryStateKind | null,
): AsyncGenerator<Delivery> {
  let after: DeliveryId | null = null;
  for (;;) {
    const page: readonly Delivery[] = await store.deliveries(edition, state, after, PAGE);
    yield* page;
    after = page.at(-1)?.id ?? null;
    if (after === null) break;
  }
}
