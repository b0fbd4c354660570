import type { Instant } from '../../../core/clock.ts';
import { type DomainLimit, limitOf } from '../../../domain/deliveries/limits.ts';
import { filled, nextTokenAt, taken, tokensIn, UNUSED_GAUGE } from '../../../domain/deliveries/rate-gauge.ts';
import type { RateGauge, SendHold } from '../../../domain/deliveries/relay-record.ts';
import type { Claim } from '../../edition-store.ts';
import { required } from '../rows.ts';
import type { LaneKey } from '../schema/relays.ts';
import type { Session } from '../session.ts';

/** What recipient domains may still be given in this transaction. A domain without a limit costs nothing, and has no lane. */
export interface LaneBook {
  /** The lane of a domain; null when it has no limit. */
  laneOf(domain: string): Lane | null;
  /** Writes down what was taken. */
  save(): void;
}

export interface Lane {
  /** How many messages may be begun now. */
  free(): number;
  take(): void;
  /** When there is something to take again: null when that depends on an answer. Only while nothing is free. */
  nextAt(): Instant | null;
  hold(): SendHold;
  /** The lane's row, written when there is none. */
  key(): LaneKey;
}

export interface LaneRow {
  readonly key: LaneKey;
  readonly tokens: number;
  readonly tokensAt: Instant;
}

type Rows = ReturnType<typeof laneRows>;

/** The rows of lanes, by prepared statements. */
export function laneRows({ client }: Session) {
  return {
    find: client.prepare<[string], LaneRow>(
      'SELECT id AS "key", tokens, tokens_at AS tokensAt FROM lanes WHERE domain = ?',
    ),
    add: client.prepare<[{ domain: string; tokens: number; at: Instant }], { key: LaneKey }>(
      'INSERT INTO lanes (domain, tokens, tokens_at) VALUES (:domain, :tokens, :at) RETURNING id AS "key"',
    ),
    save: client.prepare<[{ key: LaneKey; tokens: number; at: Instant }]>(
      'UPDATE lanes SET tokens = :tokens, tokens_at = :at WHERE id = :key',
    ),
    giveBack: client.prepare<[string]>('UPDATE lanes SET tokens = tokens + 1 WHERE domain = ?'),
  };
}

export function laneBook(rows: Rows, claim: Pick<Claim, 'domains' | 'underWay'>, at: Instant): LaneBook {
  const { domains, underWay } = claim;
  const accounts = new Map<string, LaneAccount | null>();
  return {
    laneOf: (domain) => {
      let account = accounts.get(domain);
      if (account === undefined) {
        const limit = limitOf(domain, domains);
        account = limit === null ? null : new LaneAccount(rows, domain, limit, underWay.get(domain) ?? 0, at);
        accounts.set(domain, account);
      }
      return account;
    },
    save: () => {
      for (const account of accounts.values()) account?.save();
    },
  };
}

class LaneAccount implements Lane {
  readonly #rows: Rows;
  readonly #domain: string;
  readonly #limit: DomainLimit;
  readonly #stored: RateGauge | null;
  /** As of now. */
  #gauge: RateGauge;
  #underWay: number;
  #taken = 0;
  #key: LaneKey | null;
  readonly #at: Instant;

  constructor(rows: Rows, domain: string, limit: DomainLimit, underWay: number, at: Instant) {
    const row = rows.find.get(domain) ?? null;
    this.#rows = rows;
    this.#domain = domain;
    this.#limit = limit;
    this.#stored = row === null ? null : { tokens: row.tokens, at: row.tokensAt };
    const gauge = this.#stored ?? UNUSED_GAUGE;
    this.#gauge = limit.perSecond === null ? gauge : filled(gauge, limit.perSecond, at);
    this.#underWay = underWay;
    this.#key = row?.key ?? null;
    this.#at = at;
  }

  free(): number {
    const { perSecond, connections } = this.#limit;
    const byRate = perSecond === null ? Number.POSITIVE_INFINITY : tokensIn(this.#gauge);
    const byConnections =
      connections === null ? Number.POSITIVE_INFINITY : Math.max(0, connections - this.#underWay);
    return Math.min(byRate, byConnections);
  }

  take(): void {
    this.#taken += 1;
    this.#underWay += 1;
    if (this.#limit.perSecond !== null) this.#gauge = taken(this.#gauge, 1);
  }

  nextAt(): Instant | null {
    const { perSecond } = this.#limit;
    return perSecond === null || tokensIn(this.#gauge) >= 1 ? null : nextTokenAt(this.#gauge, perSecond);
  }

  hold(): SendHold {
    const until = this.nextAt();
    const { perSecond, connections } = this.#limit;
    const [why, limit] =
      until === null ? (['connections', connections] as const) : (['rate', perSecond] as const);
    return { kind: 'domain', domain: this.#domain, why, limit: limit ?? 0, until };
  }

  key(): LaneKey {
    this.#key ??= this.#insert();
    return this.#key;
  }

  #insert(): LaneKey {
    const { tokens, at } = this.#gauge;
    return required(this.#rows.add.get({ domain: this.#domain, tokens, at }), 'the row just written').key;
  }

  /** Also when nothing was taken, if a clock that was ahead wrote it: else time would stand still in it. */
  save(): void {
    if (this.#limit.perSecond === null) return;
    const isAhead = this.#stored !== null && this.#stored.at > this.#at;
    if (this.#taken === 0 && !isAhead) return;
    const { tokens, at } = this.#gauge;
    this.#rows.save.run({ key: this.key(), tokens, at });
  }
}
