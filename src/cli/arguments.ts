import { InvalidArgumentError } from 'commander';
import { domainIn } from '../app/dkim-config.ts';
import { type Instant, parseInstant } from '../core/clock.ts';
import { nearestName } from '../core/nearest-name.ts';
import { type LocalDate, parseLocalDate, parseZone, type ZoneName } from '../core/zoned-time.ts';
import type { DateRange, TopicId } from '../domain/calendar/calendar.ts';
import { topicIdOf } from '../domain/calendar/entries.ts';
import { FIELDS, type Field } from '../domain/readers/import/fields.ts';

/** What may stand on a command line, parsed as it comes in; Commander says what is wrong and ends with 2. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new InvalidArgumentError('A date is written YYYY-MM-DD.');
  return date;
}

/** `DATE`, or `DATE..DATE` with both ends included. */
export function dateRange(text: string): DateRange {
  const [from = '', to = from, ...more] = text.split('..');
  if (more.length > 0) throw new InvalidArgumentError('A range is written YYYY-MM-DD..YYYY-MM-DD.');
  return { from: localDate(from), to: localDate(to) };
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new InvalidArgumentError('A whole number from 1 to 99999 is needed.');
  return Number(text);
}

export function topicId(text: string): TopicId {
  const id = topicIdOf(text);
  if (id === null) throw new InvalidArgumentError('An id has lower-case letters, digits and single hyphens.');
  return id;
}

/** An IANA zone name that this runtime knows. */
export function zoneName(text: string): ZoneName {
  const zone = parseZone(text);
  if (zone !== null) return zone;
  const near = nearestName(text.replaceAll(' ', '_'), Intl.supportedValuesOf('timeZone'));
  throw new InvalidArgumentError(
    near === null ? 'A zone is named like Europe/London.' : `Did you mean ${near}?`,
  );
}

/** A moment in UTC, or with an offset. */
export function instant(text: string): Instant {
  const read = parseInstant(text);
  if (read === null) throw new InvalidArgumentError('An instant is written like 2026-12-08T17:00:00Z.');
  return read;
}

/** `FIELD=COLUMN`, gathered over the whole command line; an empty column says that the list has none. */
export function fieldColumn(
  text: string,
  before: ReadonlyMap<Field, string> = new Map(),
): ReadonlyMap<Field, string> {
  const [name = '', ...column] = text.split('=');
  const field = FIELDS.find((one) => one === name.trim());
  if (field !== undefined && column.length > 0) return new Map([...before, [field, column.join('=').trim()]]);
  throw new InvalidArgumentError(`Write FIELD=COLUMN. The fields: ${FIELDS.join(', ')}.`);
}

/** A domain, in lower case and A-labels. */
export function domainName(text: string): string {
  const domain = domainIn(text);
  if (domain === null) throw new InvalidArgumentError('A domain is written like blog.example.com.');
  return domain;
}
