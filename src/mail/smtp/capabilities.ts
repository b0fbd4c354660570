import type { Reply } from './reply.ts';

/** What a server said to EHLO that it can do. */
export interface Capabilities {
  /** RFC 2920. */
  readonly pipelining: boolean;
  /** RFC 6152. */
  readonly eightBitMime: boolean;
  /** RFC 6531. */
  readonly smtpUtf8: boolean;
  readonly startTls: boolean;
  /** RFC 3461. */
  readonly dsn: boolean;
  /** RFC 3030. */
  readonly chunking: boolean;
  /** RFC 1870: whether SIZE is understood, and the most it takes, in octets; null when no limit was named. */
  readonly size: { readonly limit: number | null } | null;
  /** RFC 4954: mechanisms, in capitals. */
  readonly auth: ReadonlySet<string>;
}

/** Reads the reply to EHLO. What is not known is passed over, and the first line, which only greets. */
export function readCapabilities(ehlo: Reply): Capabilities {
  const offers = new Map<string, string[]>();
  for (const line of ehlo.text.split('\n').slice(1)) {
    // Old servers wrote `AUTH=LOGIN`.
    const [keyword = '', ...values] = line.slice(4).toUpperCase().split(/[ =]+/);
    offers.set(keyword, [...(offers.get(keyword) ?? []), ...values]);
  }
  return {
    pipelining: offers.has('PIPELINING'),
    eightBitMime: offers.has('8BITMIME'),
    smtpUtf8: offers.has('SMTPUTF8'),
    startTls: offers.has('STARTTLS'),
    dsn: offers.has('DSN'),
    chunking: offers.has('CHUNKING'),
    size: sizeOf(offers.get('SIZE')),
    auth: new Set(offers.get('AUTH')),
  };
}

/** What a server that knows only HELO can do. */
export const NO_CAPABILITIES: Capabilities = {
  pipelining: false,
  eightBitMime: false,
  smtpUtf8: false,
  startTls: false,
  dsn: false,
  chunking: false,
  size: null,
  auth: new Set(),
};

function sizeOf(values: readonly string[] | undefined): Capabilities['size'] {
  if (values === undefined) return null;
  const limit = /^\d{1,15}$/.test(values[0] ?? '') ? Number(values[0]) : 0;
  return { limit: limit === 0 ? null : limit }; // 0: no fixed limit
}
