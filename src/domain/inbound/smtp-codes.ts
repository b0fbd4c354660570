/** What a text repeats of an SMTP conversation. */
export interface WireCodes {
  /** Three digits (RFC 5321 4.2), or null. */
  readonly reply: string | null;
  /** Enhanced status code (RFC 3463), or null. */
  readonly status: string | null;
}

// A code stands at the start, after a blank or a bracket, and is followed by one: parts of IP addresses and versions are none.
const STATUS = /(?<![\d.])[245]\.\d\.\d{1,3}(?!\d|\.\d)/g;
const REPLY = /(?<![\d.:/#=+-])([245][0-5]\d)(?=[ \t]*[-–:,]?(?:[ \t]+|[-]|$|[<"'#(]|5\.|4\.)|\n)(?![.:]\d)/g;

/**
 * The codes that decide, of all that are in a text: the last failure, an enhanced one before a plain one, a definite one before a vague
 * one (x.0.0).
 */
export function wireCodesIn(text: string): WireCodes {
  const statuses = [...text.matchAll(STATUS)].map(([code]) => code).filter((code) => !code.startsWith('2'));
  const status = statuses.findLast((code) => !isVague(code)) ?? statuses.at(-1) ?? null;
  const replies = [...text.matchAll(REPLY)]
    .map(([, code = '']) => code)
    .filter((code) => !code.startsWith('2'));
  return { reply: replies.findLast((code) => isReplyCode(code)) ?? null, status };
}

/** x.0.0 says nothing more than its class. */
export function isVague(status: string): boolean {
  return /^[45]\.0\.0$/.test(status);
}

/** The codes that SMTP has for failures: others of three digits are sizes, rooms and ports. */
function isReplyCode(code: string): boolean {
  return /^(?:4(?:2[0-2]|3[0-2]|5[0-5]|71|72)|5(?:0[0-4]|1[0-9]|2[0-9]|3[0-9]|4[0-9]|5[0-9]|7[0-9]))$/.test(
    code,
  );
}
