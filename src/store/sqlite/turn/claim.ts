import type { Instant } from '../../../core/clock.ts';
import { domainOf, type EmailAddress } from '../../../core/email-address.ts';
import type { BegunDelivery, EditionId } from '../../../domain/deliveries/delivery.ts';
import type { DomainLimits } from '../../../domain/deliveries/limits.ts';
import { longestWait } from '../../../domain/deliveries/limits.ts';
import type { SendHold } from '../../../domain/deliveries/relay-record.ts';
import type { Claim, LedgerTurned } from '../../edition-store.ts';
import { relayRows } from '../relays.ts';
import { required } from '../rows.ts';
import { COMMON_LANE, type LaneKey } from '../schema/relays.ts';
import type { Session } from '../session.ts';
import { type Candidate, candidateQueries } from './candidates.ts';
import { type Lane, type LaneBook, laneBook, laneRows } from './lane-book.ts';
import { markStatements } from './marks.ts';
import { type RelayBudget, relayBudget } from './relay-budget.ts';
import { waitingLaneRows } from './waiting-lanes.ts';

/** Rows that one turn may pass over, as their reader is gone or their domain at its limit: so no turn takes long. */
const PASSES = 500;

/** Lanes that one turn looks at, beside those whose domain has messages under way. */
const LANES = 32;

type Claimed = Omit<LedgerTurned, 'holdsLease'>;

/** Prepares the claim of deliveries of an open edition, inside the caller's transaction and under the lease. */
export function claimer(session: Session): (claim: Claim, epoch: number, at: Instant) => Claimed {
  const tools: Tools = {
    candidates: candidateQueries(session),
    marks: markStatements(session),
    waiting: waitingLaneRows(session),
  };
  const relays = relayRows(session);
  const lanes = laneRows(session);
  return (claim, epoch, at) => {
    const budget = relayBudget(relays, claim.relays, at);
    const book = laneBook(lanes, claim, at);
    const claiming = new Claiming(tools, budget, book, claim, epoch, at);
    const claimed = claiming.run();
    budget.save();
    book.save();
    return claimed;
  };
}

interface Tools {
  readonly candidates: ReturnType<typeof candidateQueries>;
  readonly marks: ReturnType<typeof markStatements>;
  readonly waiting: ReturnType<typeof waitingLaneRows>;
}

/** One claim: what was begun so far, and how much may still be looked at. */
class Claiming {
  readonly #tools: Tools;
  readonly #budget: RelayBudget;
  readonly #book: LaneBook;
  readonly #edition: EditionId;
  readonly #domains: DomainLimits;
  readonly #underWay: number;
  readonly #epoch: number;
  readonly #at: Instant;
  readonly #begun: BegunDelivery[] = [];
  #passes = PASSES;
  #moreLanes = false;

  constructor(
    tools: Tools,
    budget: RelayBudget,
    book: LaneBook,
    { edition, domains, underWay }: Claim,
    epoch: number,
    at: Instant,
  ) {
    this.#tools = tools;
    this.#budget = budget;
    this.#book = book;
    this.#edition = edition;
    this.#domains = domains;
    this.#underWay = underWay.size;
    this.#epoch = epoch;
    this.#at = at;
  }

  /** A greylisting relay expects us back, so what is due again comes first; then what waited longest behind a limit. */
  run(): Claimed {
    const { due, queued } = this.#tools.candidates;
    this.#drain(due);
    this.#visitLanes();
    this.#drain(queued);
    const begun = this.#begun.sort((left, right) => left.id - right.id);
    const more = this.#budget.free() > 0 && (this.#passes <= 0 || this.#moreLanes);
    return { begun, holds: this.#holds(), more };
  }

  /** Begins what a query finds until nothing is left, or nothing free, or enough was passed over. */
  #drain(query: Query): void {
    for (;;) {
      const limit = Math.min(this.#budget.free(), this.#passes, PASSES);
      if (limit < 1) return;
      const found = query.all({ edition: this.#edition, lane: COMMON_LANE, at: this.#at, limit });
      for (const candidate of found) this.#take(candidate);
      if (found.length < limit) return;
    }
  }

  #take(candidate: Candidate): void {
    if (candidate.gone !== null) {
      this.#passes -= 1;
      this.#tools.marks.skip(candidate, candidate.gone, this.#at);
      return;
    }
    const address = required(candidate.address, 'the address of an active reader');
    const domain = domainOf(address);
    const lane = this.#book.laneOf(domain);
    if (lane !== null && lane.free() < 1) this.#park(candidate, lane);
    else this.#begin(candidate, address, domain, lane);
  }

  #begin(candidate: Candidate, address: EmailAddress, domain: string, lane: Lane | null): void {
    lane?.take();
    const relay = this.#budget.take();
    const firstBegunAt = candidate.firstBegunAt ?? this.#at;
    this.#tools.marks.begin({
      id: candidate.id,
      at: this.#at,
      firstBegunAt,
      epoch: this.#epoch,
      relay: relay.key,
    });
    this.#begun.push({
      id: candidate.id,
      edition: this.#edition,
      subscriber: candidate.subscriber,
      address,
      name: candidate.name,
      attempt: candidate.attempts + 1,
      firstBegunAt,
      relay: relay.id,
      domain,
    });
  }

  /** Once in its lane a delivery is not looked at again before the lane has something to give. */
  #park(candidate: Candidate, lane: Lane): void {
    this.#passes -= 1;
    this.#tools.marks.park.run({ id: candidate.id, lane: lane.key() });
    this.#put(lane.key(), lane.nextAt() ?? this.#at);
  }

  #put(lane: LaneKey, lookAt: Instant): void {
    this.#tools.waiting.put.run({ edition: this.#edition, lane, lookAt });
  }

  /** A look-up that lies further off than any limit can hold was written by a clock that has gone back since. */
  #visitLanes(): void {
    if (this.#budget.free() < 1) return;
    const { upTo, after } = this.#tools.waiting;
    const [edition, limit] = [this.#edition, LANES + this.#underWay];
    const due = upTo.all({ edition, at: this.#at, limit });
    const astray = after.all({ edition, at: this.#at + longestWait(this.#domains), limit });
    for (const { lane, domain } of [...due, ...astray]) {
      if (this.#budget.free() < 1) return;
      this.#visit(lane, domain);
    }
    this.#moreLanes = due.length === limit && this.#begun.length > 0;
  }

  #visit(key: LaneKey, domain: string): void {
    const { deferredIn, queuedIn } = this.#tools.candidates;
    const lane = this.#book.laneOf(domain);
    const before = this.#passes - this.#begun.length;
    const isEmpty = [deferredIn, queuedIn].every((query) => this.#emptyLane(query, key, lane));
    const changed = before !== this.#passes - this.#begun.length;
    if (isEmpty || (changed && !this.#holdsAny(key))) {
      this.#tools.waiting.remove.run({ edition: this.#edition, lane: key });
      return;
    }
    const next = lane?.nextAt() ?? null;
    if (next !== null) this.#put(key, next);
  }

  /** Begins what a query finds in this lane; whether nothing is left, as far as it came to see that. */
  #emptyLane(query: Query, key: LaneKey, lane: Lane | null): boolean {
    for (;;) {
      const limit = Math.min(this.#budget.free(), this.#passes, lane?.free() ?? PASSES);
      if (limit < 1) return false;
      const found = query.all({ edition: this.#edition, lane: key, at: this.#at, limit });
      for (const candidate of found) this.#take(candidate);
      if (found.length < limit) return true;
    }
  }

  #holdsAny(lane: LaneKey): boolean {
    const { deferredIn, queuedIn } = this.#tools.candidates;
    const one = { edition: this.#edition, lane, at: this.#at, limit: 1 };
    return deferredIn.get(one) !== undefined || queuedIn.get(one) !== undefined;
  }

  #holds(): readonly SendHold[] {
    if (this.#budget.free() < 1) {
      const holds = this.#budget.holds();
      return holds.length > 0 && this.#somethingWaits() ? holds : [];
    }
    const { upTo, after } = this.#tools.waiting;
    const [edition, limit] = [this.#edition, LANES];
    const waiting = [
      ...upTo.all({ edition, at: this.#at, limit }),
      ...after.all({ edition, at: this.#at, limit }),
    ];
    return waiting.flatMap(({ domain }) => {
      const lane = this.#book.laneOf(domain);
      return lane === null || lane.free() > 0 ? [] : [lane.hold()];
    });
  }

  #somethingWaits(): boolean {
    const { due, queued } = this.#tools.candidates;
    const now = { edition: this.#edition, lane: COMMON_LANE, at: this.#at, limit: 1 };
    return [due, queued, this.#tools.waiting.upTo].some((query) => query.get(now) !== undefined);
  }
}

type Query = Tools['candidates']['due'];
