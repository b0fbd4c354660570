import { type LocalDate, parseLocalDate, wallClock, type ZoneName } from '../../../core/zoned-time.ts';

export type DateReading =
  | { readonly kind: 'date'; readonly date: LocalDate }
  | { readonly kind: 'unclear'; readonly reason: string };

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;

/**
 * Reads dates as people and spreadsheets write them. `samples` are all the dates of the column: whether 03/04/2027 is in March
 * or in April is decided by a neighbour such as 25/12/2026, or not at all. A moment with an offset is read in `zone`.
 */
export function dateReader(samples: readonly string[], zone: ZoneName): (text: string) => DateReading {
  const order = orderOf(samples);
  return (typed) => {
    const text = withoutTime(withoutWeekday(typed.trim()));
    const moment = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/.test(
      typed.trim(),
    );
    if (moment) return momentIn(zone, typed.trim());
    const slashed = SLASHED.exec(text);
    if (slashed !== null) return slashedDate(slashed, order);
    return dateOf(numbered(text) ?? named(text), typed);
  };
}

type Order = 'day-first' | 'month-first' | 'both' | null;

function orderOf(samples: readonly string[]): Order {
  const parts = samples.flatMap((sample) => {
    const match = SLASHED.exec(withoutTime(withoutWeekday(sample.trim())));
    return match === null ? [] : [[Number(match[1]), Number(match[2])] as const];
  });
  const dayFirst = parts.some(([first]) => first > 12);
  const monthFirst = parts.some(([, second]) => second > 12);
  if (dayFirst && monthFirst) return 'both';
  return dayFirst ? 'day-first' : monthFirst ? 'month-first' : null;
}

function slashedDate(
  [text = '', first = '', second = '', year = '']: readonly string[],
  order: Order,
): DateReading {
  const certain = first === second || Number(first) > 12 || Number(second) > 12;
  if (!certain && (order === null || order === 'both')) {
    return unclear(
      `it is not clear whether "${text}" begins with the day or the month; write it as 2026-12-08`,
    );
  }
  const dayFirst = Number(second) > 12 ? false : Number(first) > 12 || order === 'day-first';
  return dateOf(dayFirst ? [year, second, first] : [year, first, second], text);
}

function momentIn(zone: ZoneName, text: string): DateReading {
  const instant = Date.parse(text.replace(' ', 'T'));
  if (Number.isNaN(instant)) return unclear(`"${text}" is not a real date`);
  return { kind: 'date', date: wallClock(instant, zone).date };
}

/** Year, month and day of `2026-12-08`, `2026/12/8`, `20261208` and `8.12.2026`. */
function numbered(text: string): readonly string[] | null {
  const [, year, month, day] =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) return [year, month, day];
  const [, germanDay, germanMonth, germanYear] = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/.exec(text) ?? [];
  if (germanYear === undefined || germanMonth === undefined || germanDay === undefined) return null;
  return [germanYear, germanMonth, germanDay];
}

/** Year, month and day of `8 Dec 2026`, `8th of December, 2026` and `December 8, 2026`. */
function named(text: string): readonly string[] | null {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th|\.)?[ -](?:of )?([a-z]+)\.?,?[ -](\d{4})$/i.exec(text);
  const monthFirst = /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/i.exec(text);
  const [day, name, year] = dayFirst?.slice(1) ?? [monthFirst?.[2], monthFirst?.[1], monthFirst?.[3]];
  if (day === undefined || name === undefined || year === undefined) return null;
  const month = MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  return month === 0 ? null : [year, String(month), day];
}

function dateOf(parts: readonly string[] | null, text: string): DateReading {
  if (parts === null) return unclear(`"${text}" is not a date Fortnight can read; write it as 2026-12-08`);
  const [year = '', month = '', day = ''] = parts;
  const date = parseLocalDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return date === null ? unclear(`"${text}" is not a real date`) : { kind: 'date', date };
}

function withoutWeekday(text: string): string {
  return text.replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +/i, '');
}

/** A time of day without an offset says nothing about the date. */
function withoutTime(text: string): string {
  return text.replace(/(?:[T ]|, ?| at )\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?$/i, '');
}

function unclear(reason: string): DateReading {
  return { kind: 'unclear', reason };
}
