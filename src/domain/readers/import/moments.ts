import type { Instant } from '../../../core/clock.ts';

/** `2024-05-01`, `2024-05-01 10:20`, `2024-05-01T10:20:30.123Z`, and as Go prints a time: `2024-05-01 10:20:30.123 +0530 IST`. */
const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?)?(?: ?(?:Z|UTC|([+-])(\d\d):?(\d\d)(?: [A-Z+\-\d]{1,5})?))?$/;

/** When these services began: what claims to be older is a default of some database. */
const OLDEST: Instant = Date.UTC(1990, 0, 1);

/**
 * A moment as exports of other services write it; UTC where no offset is given, as those that leave it out mean it. Null when it is none,
 * older than 1990, or later than `now`.
 */
export function momentIn(text: string, now: Instant): Instant | null {
  const match = MOMENT.exec(text);
  if (match === null) return null;
  const [
    ,
    year,
    month,
    day,
    hour = '0',
    minute = '0',
    second = '0',
    fraction = '',
    sign,
    hours = '0',
    minutes = '0',
  ] = match;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.padEnd(3, '0')),
  );
  const isReal = new Date(wall).getUTCDate() === Number(day) && Number(month) <= 12 && Number(hour) < 24;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const instant = sign === '-' ? wall + offset : wall - offset;
  return isReal && instant >= OLDEST && instant <= now ? instant : null;
}
