import type { Instant } from '../../src/core/clock.ts';
import type { BegunDelivery, EditionId } from '../../src/domain/deliveries/delivery.ts';
import { NO_DOMAIN_LIMITS, NO_LIMITS } from '../../src/domain/deliveries/limits.ts';
import type { RelayId } from '../../src/domain/deliveries/relay-record.ts';
import type { BegunSingleMail } from '../../src/domain/deliveries/single-mail.ts';
import type { Claim, DeliverySettlement } from '../../src/store/edition-store.ts';
import type { SingleSettlement } from '../../src/store/single-mail-store.ts';
import type { Store } from '../../src/store/store.ts';

/** The one relay of most tests; it has no limits. */
export const RELAY = 'fortnight@relay.example:587' as RelayId;

/** A claim of up to `room` deliveries for that relay, and what a test wants otherwise. */
export function claimOf(edition: EditionId, room: number, change: Partial<Claim> = {}): Claim {
  const relays = [{ id: RELAY, room, limits: NO_LIMITS }];
  return { edition, relays, domains: NO_DOMAIN_LIMITS, underWay: new Map(), ...change };
}

/** A turn that only begins. */
export async function begin(
  store: Pick<Store, 'turnLedger'>,
  edition: EditionId,
  room: number,
  epoch: number,
  at: Instant,
): Promise<readonly BegunDelivery[]> {
  const claim = claimOf(edition, room);
  return (await store.turnLedger({ epoch, at, settlements: [], claim })).begun;
}

/** A turn that only settles. */
export async function settle(
  store: Pick<Store, 'turnLedger'>,
  settlements: readonly Omit<DeliverySettlement, 'relay'>[],
  epoch: number,
  at: Instant,
): Promise<void> {
  const own = settlements.map((settlement) => ({ ...settlement, relay: RELAY }));
  await store.turnLedger({ epoch, at, settlements: own, claim: null });
}

export function beginMails(
  store: Store,
  room: number,
  epoch: number,
  at: Instant,
): Promise<readonly BegunSingleMail[]> {
  return store.beginMails({ room, relays: [{ id: RELAY, limits: NO_LIMITS }], test: false }, epoch, at);
}

export function settleMails(
  store: Store,
  settlements: readonly Omit<SingleSettlement, 'relay'>[],
  epoch: number,
  at: Instant,
): Promise<void> {
  const own = settlements.map((settlement) => ({ ...settlement, relay: RELAY }));
  return store.settleMails(own, epoch, at);
}
