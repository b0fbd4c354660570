import { encode, wrap } from 'nodemailer/lib/qp';

/** One less than RFC 2045 6.7 allows, so that a soft line break still fits after the last line. */
const LINE_LENGTH = 75;

/** "The line goes on": put between two encoded pieces, it leaves no trace when they are decoded as one. */
export const SOFT_BREAK = '=\r\n';

/** Encodes words as quoted-printable lines. Every line end becomes CRLF; an encoded piece may be joined to another by `SOFT_BREAK`. */
export function quotedPrintable(words: string): string {
  return wrap(encode(words.replace(/\r\n?|\n/g, '\r\n')), LINE_LENGTH);
}
