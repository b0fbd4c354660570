import {
  instantOf,
  type LocalDate,
  parseLocalDate,
  parseWallTime,
  parseZone,
  type WallTime,
  wallClock,
  type ZoneName,
} from '../../../core/zoned-time.ts';
import type { ContentLine } from './ics-lines.ts';

export interface IcsDate {
  readonly date: LocalDate;
  /** Set when the date is as written because its zone is not known here. */
  readonly unknownZone: string | null;
}

/**
 * The date in `zone` of a DATE or DATE-TIME property (RFC 5545, sections 3.3.4 and 3.3.5): a bare date and a floating time
 * as they stand, a time in UTC or in a TZID turned into our zone. Null when it is neither.
 */
export function icsDate({ value, parameters }: ContentLine, zone: ZoneName): IcsDate | null {
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$/.exec(value.trim()) ?? [];
  const date = parseLocalDate(`${year}-${month}-${day}`);
  if (date === null) return null;
  if (hour === undefined) return { date, unknownZone: null };
  const time = parseWallTime(`${hour}:${minute}`);
  if (time === null || Number(second ?? 0) > 60) return null;
  const named = parameters.get('TZID') ?? null;
  if (utc === undefined && named === null) return { date, unknownZone: null };
  const origin = utc === 'Z' ? parseZone('Etc/UTC') : parseZone((named ?? '').replace(/^\//, ''));
  return origin === null ? { date, unknownZone: named } : inZone(date, time, origin, zone);
}

function inZone(date: LocalDate, time: WallTime, from: ZoneName, to: ZoneName): IcsDate {
  return { date: wallClock(instantOf(date, time, from), to).date, unknownZone: null };
}
