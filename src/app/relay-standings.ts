import { DAY, HOUR, type Instant } from '../core/clock.ts';
import type { RelayLimits } from '../domain/deliveries/limits.ts';
import { currentWindow } from '../domain/deliveries/quota-window.ts';
import { relayHold, UNUSED_RELAY, useAt, warmUpCeiling } from '../domain/deliveries/relay-allowance.ts';
import type { RelayId, RelayTrouble, SendHold } from '../domain/deliveries/relay-record.ts';
import { describeRelay, parseRelayUrl } from '../mail/relay/relay-url.ts';
import type { App } from './context.ts';

/** How one mail server stands: what it may be given, what it was given, and what it holds against us. */
export interface RelayStanding {
  /** `relay 1`, in the order of SMTP_URL, SMTP_URL_2… */
  readonly name: string;
  readonly variable: string;
  readonly id: RelayId;
  /** User, host, port and TLS; never the password. */
  readonly server: string;
  readonly limits: RelayLimits;
  readonly usedThisHour: number;
  readonly usedToday: number;
  /** Null when it is warm, or is not to be warmed up. */
  readonly warmUp: { readonly day: number; readonly days: number; readonly ceiling: number } | null;
  /** What keeps it from being given more; null when nothing does. */
  readonly hold: Extract<SendHold, { kind: 'relay' }> | null;
  /** Null when it holds nothing against us. */
  readonly trouble: RelayTrouble | null;
}

/** All mail servers of the configuration, in order of preference; none: mail goes to the embedded mailbox. Hours and days are of UTC. */
export async function relayStandings(app: App): Promise<readonly RelayStanding[]> {
  const records = await app.store.relayRecords();
  const now = app.clock.now();
  return app.config.relays.map(({ variable, id, url, limits }, index) => {
    const record = records.find((candidate) => candidate.id === id);
    const use = useAt(record ?? UNUSED_RELAY, limits, now);
    return {
      name: `relay ${index + 1}`,
      variable,
      id,
      server: describeRelay(parseRelayUrl(url)),
      limits,
      usedThisHour: currentWindow(use.hour, HOUR, now).used,
      usedToday: currentWindow(use.day, DAY, now).used,
      warmUp: warmUpOf(use.firstUsedAt, limits, now),
      hold: relayHold(id, use, limits, now),
      trouble: record?.trouble ?? null,
    };
  });
}

function warmUpOf(firstUsedAt: Instant | null, limits: RelayLimits, now: Instant): RelayStanding['warmUp'] {
  const ceiling = warmUpCeiling(firstUsedAt, limits, now);
  if (ceiling === null) return null;
  const day = firstUsedAt === null ? 1 : Math.floor(now / DAY) - Math.floor(firstUsedAt / DAY) + 1;
  return { day, days: limits.warmUp.length, ceiling };
}
