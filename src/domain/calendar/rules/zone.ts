import {
  addDays,
  daysBetween,
  type LocalDate,
  parseLocalDate,
  showingsOf,
  wallClock,
} from '../../../core/zoned-time.ts';
import { openDaysAfter } from '../../schedule/slots.ts';
import type { Rule } from './rule.ts';

const YEARS_AHEAD = 2;
const OLDEST_ZONE_DATA = 18; // months

export const oddHour: Rule = {
  code: 'W501',
  severity: 'warning',
  title: 'the clocks change at publishing time',
  what: `On a publishing day of the next ${YEARS_AHEAD} years the clocks skip the publishing time, or show it twice.`,
  why: 'The post comes out later by the length of the gap, or at the first of the two times.',
  how: 'Nothing must be done. Another `at`, outside the hours of the night in which clocks change, avoids it.',
  *find({ file, cadence, context: { now } }) {
    const entry = file?.cadence?.value?.at;
    if (cadence === null || now === null || !entry) return;
    const today = wallClock(now, cadence.zone).date;
    const end = addDays(today, 366 * YEARS_AHEAD);
    for (const date of openDaysAfter(cadence, addDays(today, -1))) {
      if (date > end) return;
      const showings = showingsOf(date, cadence.at, cadence.zone);
      if (showings === 'once') continue;
      const skipped = showings === 'never';
      yield {
        span: entry.span,
        message: `on ${date} the clocks of ${cadence.zone} ${skipped ? 'skip' : 'show twice'} ${cadence.at}`,
        help: skipped
          ? 'the post comes out later by the length of the gap'
          : 'the post comes out at the first of the two',
      };
      return;
    }
  },
};

export const oldZoneData: Rule = {
  code: 'W509',
  severity: 'warning',
  title: 'the time zone data is old',
  what: `The time zone data of this machine is more than ${OLDEST_ZONE_DATA} months old.`,
  why: 'Countries change their clocks at short notice; a post could come out an hour early or late.',
  how: 'Update Node, which brings the data along.',
  *find({ file, cadence, context: { now, zoneData } }) {
    const entry = file?.cadence?.value?.zone;
    const made = zoneData === null ? null : middleOfYear(zoneData);
    if (cadence === null || now === null || made === null || !entry || isFixed(cadence.zone)) return;
    const days = daysBetween(made, wallClock(now, cadence.zone).date);
    if (days <= (OLDEST_ZONE_DATA * 365) / 12) return;
    yield {
      span: entry.span,
      message: `the time zone data of this machine is more than ${OLDEST_ZONE_DATA} months old`,
      help: 'update Node; `node -p process.versions.tz` shows the year of the data',
    };
  },
};

/** `2025c` says the year and the how-manieth, not the day; the middle of the year is never far off. */
function middleOfYear(zoneData: string): LocalDate | null {
  const year = /^(\d{4})[a-z]*$/.exec(zoneData)?.[1];
  return year === undefined ? null : parseLocalDate(`${year}-07-01`);
}

/** Zones whose clocks no country can change. */
function isFixed(zone: string): boolean {
  return /^(Etc\/.*|UTC|GMT)$/i.test(zone);
}
