import { type Clock, DAY, type Instant, MINUTE } from '../core/clock.ts';
import { AppError } from '../core/errors.ts';

/** Fetches a small text over HTTPS. Rejects when it cannot be had. */
export type FetchText = (url: string) => Promise<string>;

/** The certificates of SNS, by their addresses. Rejects when one cannot be had now. */
export type SnsCertificates = (url: string) => Promise<string>;

/** Amazon has one for a region at a time; there is no use for more. */
const MOST = 8;
/** A certificate may be revoked. */
const KEPT = DAY;
/** Whoever posts decides what is asked for: so many fetches a minute, and what fails takes the place of nothing. */
const FETCHES_A_MINUTE = 8;

/** Remembers what it fetched, a few at a time, and asks for each only once at the same time. */
export function openSnsCertificates(fetchText: FetchText, clock: Clock): SnsCertificates {
  const known = new Map<string, { readonly text: string; readonly until: Instant }>();
  const underWay = new Map<string, Promise<string>>();
  const mayFetch = fetchBudget(clock);
  const fetchAndKeep = async (url: string): Promise<string> => {
    try {
      const text = await fetchText(url);
      known.delete(url);
      const [oldest] = known.keys();
      if (known.size >= MOST && oldest !== undefined) known.delete(oldest);
      known.set(url, { text, until: clock.now() + KEPT });
      return text;
    } finally {
      underWay.delete(url);
    }
  };
  return async (url) => {
    const before = known.get(url);
    if (before !== undefined && clock.now() < before.until) return before.text;
    const asked = underWay.get(url);
    if (asked !== undefined) return asked;
    if (!mayFetch()) throw new AppError('unavailable', 'too many were asked for within a minute');
    const fetching = fetchAndKeep(url);
    underWay.set(url, fetching);
    return fetching;
  };
}

/** Says for each fetch whether there may be one more in this minute. */
function fetchBudget(clock: Clock): () => boolean {
  let since = clock.now();
  let fetches = 0;
  return () => {
    const now = clock.now();
    if (now < since || now >= since + MINUTE) {
      since = now;
      fetches = 0;
    }
    fetches += 1;
    return fetches <= FETCHES_A_MINUTE;
  };
}
