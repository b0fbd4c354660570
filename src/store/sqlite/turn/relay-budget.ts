import type { Instant } from '../../../core/clock.ts';
import type { RelayLimits } from '../../../domain/deliveries/limits.ts';
import {
  allowedNow,
  isAhead,
  isLimited,
  type RelayUse,
  relayHold,
  spent,
  UNUSED_RELAY,
  useAt,
} from '../../../domain/deliveries/relay-allowance.ts';
import type { RelayId, SendHold } from '../../../domain/deliveries/relay-record.ts';
import type { RelayRows } from '../relays.ts';
import { required } from '../rows.ts';
import type { RelayKey } from '../schema/relays.ts';

/** What relays may still be given in this transaction. */
export interface RelayBudget {
  /** How many messages, over all relays. */
  free(): number;
  /** Gives one message to the first relay, in order of preference, that can take it. Only while there is something free. */
  take(): { readonly id: RelayId; readonly key: RelayKey };
  /** Relays that have room, but no leave to use it. */
  holds(): readonly SendHold[];
  /** Writes down what was taken. */
  save(): void;
}

export interface BudgetedRelay {
  readonly id: RelayId;
  readonly room: number;
  readonly limits: RelayLimits;
}

interface Account extends BudgetedRelay {
  readonly stored: RelayUse | null;
  /** As of now. */
  readonly use: RelayUse;
  key: RelayKey | null;
  free: number;
  taken: number;
}

/** Opens the accounts of these relays. A relay without limits costs one look-up, and is written to once for ever. */
export function relayBudget(rows: RelayRows, relays: readonly BudgetedRelay[], at: Instant): RelayBudget {
  const accounts = relays.map((relay) => accountOf(rows, relay, at));
  return {
    free: () => accounts.reduce((sum, { free }) => sum + free, 0),
    take: () => {
      const account = required(
        accounts.find(({ free }) => free > 0),
        'a relay that can take a message',
      );
      account.free -= 1;
      account.taken += 1;
      account.key ??= rows.add(account.id);
      return { id: account.id, key: account.key };
    },
    holds: () => accounts.flatMap((account) => holdOf(account, at)),
    save: () => {
      for (const account of accounts) save(rows, account, at);
    },
  };
}

function accountOf(rows: RelayRows, relay: BudgetedRelay, at: Instant): Account {
  const row = rows.find(relay.id);
  const stored = row?.use ?? null;
  const use = useAt(stored ?? UNUSED_RELAY, relay.limits, at);
  const free = Math.max(0, Math.min(relay.room, allowedNow(use, relay.limits, at)));
  return { ...relay, stored, use, key: row?.key ?? null, free, taken: 0 };
}

function holdOf({ id, room, taken, use, limits }: Account, at: Instant): readonly SendHold[] {
  if (room - taken < 1) return [];
  const hold = relayHold(id, spent(use, taken, at), limits, at);
  return hold === null ? [] : [hold];
}

function save(rows: RelayRows, { key, stored, use, taken, limits }: Account, at: Instant): void {
  if (key === null) return;
  const isFirst = taken > 0 && (stored?.firstUsedAt ?? null) === null;
  const counts = isLimited(limits) && (taken > 0 || (stored !== null && isAhead(stored, at)));
  if (isFirst || counts) rows.save(key, spent(use, taken, at));
}
