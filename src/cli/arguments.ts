import { InvalidArgumentError } from 'commander';
import { type LocalDate, parseLocalDate } from '../core/zoned-time.ts';

/** What may stand on a command line, parsed as it comes in; Commander says what is wrong and ends with 2. */
export function localDate(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new InvalidArgumentError('A date is written YYYY-MM-DD.');
  return date;
}

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text))
    throw new InvalidArgumentError('A whole number from 1 to 99999 is needed.');
  return Number(text);
}
