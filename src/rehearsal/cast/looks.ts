import { emailPolicyFor } from '../../app/email-facts.ts';
import { DAY, type Instant, MINUTE } from '../../core/clock.ts';
import type { Calendar } from '../../domain/calendar/calendar.ts';
import type { Edition } from '../../domain/deliveries/delivery.ts';
import { emailDue } from '../../domain/schedule/email.ts';
import type { ScheduleFacts } from '../../domain/schedule/facts.ts';
import { slotsAfter } from '../../domain/schedule/slots.ts';
import { closedThrough } from '../../domain/schedule/watermark.ts';

export interface Lookout {
  readonly calendar: Calendar;
  readonly facts: ScheduleFacts;
  readonly editions: readonly Edition[];
  /** On the application's clock. */
  readonly now: Instant;
}

/** A look without a reason: what is foreseen here might leave something out. */
const ANYHOW = 30 * DAY;

/**
 * The worker looks every minute, and nearly always in vain. This is the next full minute in which its look can find something: a slot, the
 * end of a held slot, a mailing that comes due, one that is half opened; and now and then whatever happens.
 */
export function nextLook({ calendar, facts, editions, now }: Lookout): Instant {
  const instants = [
    now + ANYHOW,
    ...slotInstants(calendar, facts, now),
    ...mailInstants(calendar, editions, now),
  ];
  return fullMinute(Math.min(...instants.filter((instant) => instant > now)));
}

/** The minute after an instant, or itself: when the worker wakes up. */
export function fullMinute(instant: Instant): Instant {
  return Math.ceil(instant / MINUTE) * MINUTE;
}

function slotInstants({ cadence }: Calendar, facts: ScheduleFacts, now: Instant): Instant[] {
  const instants: Instant[] = [];
  for (const { instant } of slotsAfter(cadence, closedThrough(facts))) {
    instants.push(instant, instant + cadence.catchUp + 1);
    if (instant > now) break;
  }
  return instants;
}

function mailInstants(calendar: Calendar, editions: readonly Edition[], now: Instant): Instant[] {
  const { zone } = calendar.cadence;
  return editions.flatMap((edition) => {
    const { state, publishedAt } = edition;
    const policy = emailPolicyFor(edition, calendar, editions);
    if (state.kind === 'opening') return [now + MINUTE];
    return state.kind === 'pending' ? [emailDue({ publishedAt, policy, zone })] : [];
  });
}
