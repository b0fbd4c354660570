import { type Clock, DAY, type Instant, MINUTE } from '../core/clock.ts';

/** Fetches a small text over HTTPS. Rejects when it cannot be had. */
export type FetchText = (url: string) => Promise<string>;

/** The certificates of SNS, by their addresses. */
export type SnsCertificates = (url: string) => Promise<string>;

/** Amazon has one for a region at a time; there is no use for more. */
const MOST = 8;
/** A certificate may be revoked. */
const KEPT = DAY;
/** What could not be had is not asked for again at once, as whoever posts decides what is asked for. */
const PAUSE = MINUTE;

/** Remembers what it fetched, a few at a time, and asks for each only once at the same time. */
export function openSnsCertificates(fetchText: FetchText, clock: Clock): SnsCertificates {
  const known = new Map<string, { readonly text: Promise<string>; until: Instant }>();
  return (url) => {
    const now = clock.now();
    const before = known.get(url);
    if (before !== undefined && now < before.until) return before.text;
    known.delete(url);
    const [oldest] = known.keys();
    if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
    const entry = { text: fetchText(url), until: now + KEPT };
    known.set(url, entry);
    // Whoever waits for it is told; here it is only remembered for less long.
    entry.text.catch(() => {
      entry.until = now + PAUSE;
    });
    return entry.text;
  };
}
