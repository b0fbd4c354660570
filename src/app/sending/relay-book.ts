import type { Instant } from '../../core/clock.ts';
import { type Breaker, hear, newBreaker, roomThrough } from '../../domain/deliveries/breaker.ts';
import type { RelayFault } from '../../domain/deliveries/decide.ts';
import type { RelayId, RelayRecord, RelayTrouble } from '../../domain/deliveries/relay-record.ts';
import type { Claim } from '../../store/edition-store.ts';
import type { SingleClaim } from '../../store/single-mail-store.ts';
import type { OpenRelay } from '../context.ts';

/** A body that is given over and an envelope behind it, for each connection: what keeps it busy, and all that a kill leaves unknown. */
const MESSAGES_PER_CONNECTION = 2;
/** Single mails under way at the same time: one on the wire, one behind it. */
const SINGLES = 2;

/** What an attempt changed. */
export interface BookEntry {
  /** Set when what the relay holds against us is other than before. */
  readonly news: { readonly relay: RelayId; readonly trouble: RelayTrouble | null } | null;
  /** Why the edition must not go on without the author. */
  readonly pause: string | null;
}

interface Page {
  readonly relay: OpenRelay;
  breaker: Breaker;
  underWay: number;
  singles: number;
}

/** The relays as the send engine sees them: how many messages are under way through each, and which are left alone for now. */
export class RelayBook {
  readonly #pages: ReadonlyMap<RelayId, Page>;

  constructor(relays: readonly OpenRelay[], records: readonly RelayRecord[]) {
    const troubleOf = (id: RelayId) => records.find((record) => record.id === id)?.trouble ?? null;
    this.#pages = new Map(
      relays.map((relay) => [
        relay.id,
        { relay, breaker: newBreaker(troubleOf(relay.id)), underWay: 0, singles: 0 },
      ]),
    );
  }

  relay(id: RelayId): OpenRelay {
    return this.#page(id).relay;
  }

  /** How many messages all connections together can hold. */
  capacity(): number {
    return this.#list().reduce((sum, page) => sum + fullOf(page), 0);
  }

  /** Those that can take something now, and how much. */
  forEditions(now: Instant): Claim['relays'] {
    return this.#list().flatMap((page) => {
      const room = roomThrough(page.breaker, fullOf(page), now) - page.underWay;
      return room > 0 ? [{ id: page.relay.id, room, limits: page.relay.limits }] : [];
    });
  }

  /** The same for single mails, which have connections of their own. */
  forSingles(now: Instant): Pick<SingleClaim, 'room' | 'relays'> {
    const open = this.#list().filter((page) => roomThrough(page.breaker, SINGLES, now) > page.singles);
    const room = open.reduce(
      (most, page) => Math.max(most, roomThrough(page.breaker, SINGLES, now) - page.singles),
      0,
    );
    return { room, relays: open.map(({ relay: { id, limits } }) => ({ id, limits })) };
  }

  /** Counts messages as under way (1) or over (-1). */
  count(id: RelayId, change: 1 | -1): void {
    this.#page(id).underWay += change;
  }

  countSingle(id: RelayId, change: 1 | -1): void {
    this.#page(id).singles += change;
  }

  /** Takes in what an attempt said about its relay; null: it works. */
  hear(id: RelayId, fault: RelayFault | null, now: Instant): BookEntry {
    const page = this.#page(id);
    const before = page.breaker.trouble;
    const { breaker, pause } = hear(page.breaker, fault, now);
    page.breaker = breaker;
    const news = breaker.trouble === before ? null : { relay: id, trouble: breaker.trouble };
    return { news, pause };
  }

  /** When the first of those that are left alone is asked again; null when none is. */
  nextTry(now: Instant): Instant | null {
    const ends = this.#list().flatMap(({ breaker: { trouble } }) =>
      trouble !== null && trouble.until > now ? [trouble.until] : [],
    );
    return ends.length === 0 ? null : Math.min(...ends);
  }

  #list(): readonly Page[] {
    return [...this.#pages.values()];
  }

  #page(id: RelayId): Page {
    const page = this.#pages.get(id);
    if (page === undefined) throw new Error(`no relay is called ${id}`);
    return page;
  }
}

function fullOf({ relay }: Page): number {
  return relay.bulk.connections * MESSAGES_PER_CONNECTION;
}
