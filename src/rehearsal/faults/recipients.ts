import { DAY, HOUR, MINUTE } from '../../core/clock.ts';
import type { Chance } from '../world/chance.ts';
import type { WireMoment } from './mischief.ts';

/** What a relay says to a recipient of its own accord; null: it takes the message. */
export type Temper = (moment: WireMoment) => string | null;

/** Grey-listing: a first attempt is refused for so long. */
const LEAST_GREY = MINUTE;
const MOST_GREY = 3 * HOUR;

/** Some mailboxes are full again and again: in this share of all fortnights, and all through them, so that the retries end in vain. */
const FULL_FORTNIGHTS = 0.25;

/**
 * Mailboxes that do not exist or are full, servers that grey-list, and a daily quota: each recipient is the same in every attempt, and so
 * what the application makes of it can be foreseen.
 */
export function temperOf(chance: Chance): Temper {
  const greyShare = chance.hits(0.4) ? chance.between(0.05, 0.8) : 0;
  const deadShare = chance.hits(0.7) ? chance.between(0.01, 0.1) : 0;
  const fullShare = chance.hits(0.5) ? chance.between(0.01, 0.1) : 0;
  const quota = quotaOf(chance);
  const firstSeen = new Map<string, number>();
  const isFull = (to: string, at: number): boolean =>
    chance.fork(`${to}, fortnight ${Math.floor(at / (14 * DAY))}`).hits(FULL_FORTNIGHTS);
  return ({ step, to, at }) => {
    if (step === 'dot' && to !== null) return quota(at);
    if (step !== 'RCPT' || to === null) return null;
    const own = chance.fork(to);
    if (own.hits(deadShare)) return '550 5.1.1 no such mailbox';
    if (own.hits(fullShare) && isFull(to, at)) return '452 4.2.2 mailbox full';
    if (!own.hits(greyShare)) return null;
    const first = firstSeen.get(to) ?? at;
    firstSeen.set(to, first);
    return at - first < own.magnitude(LEAST_GREY, MOST_GREY)
      ? '451 4.7.1 grey-listed, come back later'
      : null;
  };
}

const QUOTA_REPLIES = [
  '452 4.5.3 too many messages today',
  '450 4.2.1 you are sending too fast',
  '550 5.4.5 daily quota exceeded',
];

/** So many messages a day of UTC; asked at each dot. */
function quotaOf(chance: Chance): (at: number) => string | null {
  const limit = chance.hits(0.25) ? Math.round(chance.magnitude(10, 200)) : Number.POSITIVE_INFINITY;
  const reply = chance.pick(QUOTA_REPLIES) ?? '';
  let day = 0;
  let taken = 0;
  return (at) => {
    const today = Math.floor(at / DAY);
    if (today !== day) taken = 0;
    day = today;
    taken += 1;
    return taken > limit ? reply : null;
  };
}
