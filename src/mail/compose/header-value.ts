import { AppError } from '../../core/errors.ts';

/** RFC 5322 2.1.1, without CRLF. */
const MAX_LINE = 998;

/**
 * The value, when it can stand in a header as it is, on one line. Throws `invalid` otherwise: no line break gets past here, and no line that is
 * too long.
 */
export function headerValue(name: string, value: string): string {
  if (/[^\x20-\x7e]/.test(value)) {
    throw new AppError(
      'invalid',
      `the header ${name} has a character that cannot stand in it: ${JSON.stringify(value)}`,
    );
  }
  // Room for the name, a colon, a blank and angle brackets.
  if (name.length + value.length + 4 > MAX_LINE) {
    throw new AppError('invalid', `the header ${name} is longer than a line may be: ${value.slice(0, 80)}…`);
  }
  return value;
}

/** A value of one or several lines, each of which is checked as `headerValue` does: folded where they meet (RFC 5322 2.2.3). */
export function foldedValue(name: string, lines: readonly string[]): string {
  return lines.map((line) => headerValue(name, line)).join('\r\n ');
}
