import { encode, wrap } from 'nodemailer/lib/qp';

/** One less than RFC 2045 6.7 allows, so that a soft line break still fits after the last line. */
const LINE_LENGTH = 75;

/** "The line goes on": put between two encoded pieces, it leaves no trace when they are decoded as one. */
export const SOFT_BREAK = '=\r\n';

/** What stands for itself, blanks at the end apart. */
const LITERAL = /^[\x20-\x3c\x3e-\x7e]*[\x21-\x3c\x3e-\x7e]$/;

/** As `quotedPrintable`, quicker for a few words on one line: what is put in for one reader. */
export function quotedPrintableWords(words: string): string {
  if (!LITERAL.test(words)) return quotedPrintable(words);
  if (words.length <= LINE_LENGTH) return words;
  let lines = words.slice(0, LINE_LENGTH);
  for (let start = LINE_LENGTH; start < words.length; start += LINE_LENGTH)
    lines += SOFT_BREAK + words.slice(start, start + LINE_LENGTH);
  return lines;
}

/** Encodes words as quoted-printable lines. Every line end becomes CRLF; an encoded piece may be joined to another by `SOFT_BREAK`. */
export function quotedPrintable(words: string): string {
  return wrap(encode(words.replace(/\r\n?|\n/g, '\r\n')), LINE_LENGTH);
}
