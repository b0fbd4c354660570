import type { Calendar } from '../domain/calendar/calendar.ts';
import { parseMailName } from '../mail/compose/mailbox-name.ts';
import type { DkimConfig } from './dkim-config.ts';
import { domainOfAddress } from './dkim-domain.ts';

/** By what our mail is signed. */
export interface SigningStanding {
  readonly selectors: readonly string[];
  /** Null: that of the From address, in a calendar that cannot be read now. */
  readonly domain: string | null;
  /** The domain of the From address, when the signature is of another organisation than that: then DMARC does not count it. Else null. */
  readonly strangeTo: string | null;
}

/** How mail is signed; null when it is not. */
export function signingStanding(
  dkim: DkimConfig | null,
  calendar: Pick<Calendar, 'email'> | null,
): SigningStanding | null {
  if (dkim === null) return null;
  const from = calendar === null ? null : domainOfAddress(parseMailName(calendar.email.from).address);
  const domain = dkim.domain ?? from;
  const strange = domain !== null && from !== null && !mayBeAligned(domain, from);
  return {
    selectors: dkim.keys.map(({ selector }) => selector),
    domain,
    strangeTo: strange ? from : null,
  };
}

/**
 * Whether two domains can belong to one organisation (RFC 7489 3.1.1). Where one ends and the next begins only a list of all registries can say, so this
 * is certain only when it says no: the last two labels are not the same.
 */
function mayBeAligned(one: string, other: string): boolean {
  const ending = (domain: string): string => domain.toLowerCase().split('.').slice(-2).join('.');
  return ending(one) === ending(other);
}
