import { type Instant, MINUTE } from '../core/clock.ts';
import { isInboundRecipient } from '../domain/inbound/our-recipients.ts';
import type { App } from './context.ts';
import { currentCalendar } from './current-calendar.ts';
import type { InboundSettings } from './inbound-settings.ts';
import { senderOf } from './sender.ts';

/** Strangers ask for many addresses: the calendar is not read for each. */
const KNOWN_FOR = MINUTE;

/**
 * A question to ask of each recipient, with its domain in lower case and A-labels: whether its mail is ours. It is when the inbound address says so,
 * and when readers see it as From or Reply-To. Rejects with AppError `invalid` while there is no calendar.
 */
export function recipientCheck(
  app: App,
  { address }: InboundSettings,
): (recipient: string) => Promise<boolean> {
  let known: { readonly until: Instant; readonly people: readonly string[] } | null = null;
  return async (recipient) => {
    if (isInboundRecipient(address, recipient)) return true;
    const now = app.clock.now();
    if (known === null || now >= known.until)
      known = { until: now + KNOWN_FOR, people: await peopleToWriteTo(app) };
    return known.people.includes(recipient.toLowerCase());
  };
}

async function peopleToWriteTo(app: App): Promise<readonly string[]> {
  const { from, replyTo } = senderOf(app, await currentCalendar(app));
  return [from, replyTo].flatMap((one) => (one === null ? [] : [one.address.toLowerCase()]));
}
