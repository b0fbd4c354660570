import { isAscii } from 'node:buffer';
import type { OutgoingMail } from '../relay/relay.ts';

/** A message as it goes out after 354. */
export interface WireForm {
  /** Dot-stuffed and ended: everything up to and with the final dot's line. A string stands for octets, one a character. */
  readonly pieces: readonly (Buffer | string)[];
  /** Octets of the message itself, for SIZE. */
  readonly size: number;
  /** 8-bit octets in the body need 8BITMIME; in the header, SMTPUTF8 as well. */
  readonly eightBit: 'none' | 'body' | 'header';
}

export type WireFormed =
  | { readonly ok: true; readonly form: WireForm }
  | { readonly ok: false; readonly reason: string };

const DOT = 0x2e;

/** A mail's wire form, made now unless it came with one. */
export function formOf(mail: OutgoingMail): WireFormed {
  return mail.form === undefined ? wireForm(mail.raw) : { ok: true, form: mail.form };
}

/**
 * Makes a message ready for DATA (RFC 5321 4.5.2). One with a bare CR or LF is refused, not mended: mending would break its signature, and
 * servers that take a bare one for a line end let one message be read as two. A message that lacks the last CRLF is given it.
 */
export function wireForm(raw: Buffer): WireFormed {
  const text = raw.toString('latin1');
  const dots = dotsAtLineStart(text);
  if (typeof dots === 'string') return { ok: false, reason: dots };
  const end = text === '' || text.endsWith('\r\n') ? '.\r\n' : '\r\n.\r\n';
  return {
    ok: true,
    form: { pieces: [...stuffed(raw, dots), end], size: raw.length, eightBit: eightBitOf(raw) },
  };
}

/** Where lines begin with a dot, or the words for a line end that is none. */
function dotsAtLineStart(text: string): number[] | string {
  const dots = text.charCodeAt(0) === DOT ? [0] : [];
  for (let start = 0; ; ) {
    const lf = text.indexOf('\n', start);
    const cr = text.indexOf('\r', start);
    if (lf < 0 && cr < 0) return dots;
    if (cr < 0 || lf !== cr + 1) return bareAt(cr < 0 || (lf >= 0 && lf < cr) ? lf : cr);
    start = lf + 1;
    if (text.charCodeAt(start) === DOT) dots.push(start);
  }
}

function bareAt(position: number): string {
  return `the message has a line end other than CRLF at byte ${position}`;
}

function stuffed(raw: Buffer, dots: readonly number[]): (Buffer | string)[] {
  if (dots.length === 0) return [raw];
  const pieces: Buffer[] = [];
  let from = 0;
  for (const dot of dots) {
    // The dot itself stands at the end of this piece and at the start of the next: that doubles it.
    pieces.push(raw.subarray(from, dot + 1));
    from = dot;
  }
  pieces.push(raw.subarray(from));
  return [Buffer.concat(pieces)];
}

function eightBitOf(raw: Buffer): WireForm['eightBit'] {
  if (isAscii(raw)) return 'none';
  const end = raw.indexOf('\r\n\r\n');
  return isAscii(end < 0 ? raw : raw.subarray(0, end)) ? 'body' : 'header';
}
