import ical, {
  type ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { HOUR, type Instant, MINUTE, SECOND } from '../../core/clock.ts';
import { never } from '../../core/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { addressOf, type Chrome, postPath } from '../chrome.ts';
import type { Certainty, ComingPost, OwnPost } from '../model.ts';
import { titleOf } from '../reading-order.ts';
import { changedAt } from './feed-source.ts';

/** Its path on the site. */
export const COMING_CALENDAR = '/coming-next.ics';

/** How often a calendar program may look again, in seconds. */
const LOOK_AGAIN = (12 * HOUR) / SECOND;

/** A post takes nobody's time, but an entry without a length is shown as none by some programs. */
const SHOWN_AS = 15 * MINUTE;

/** Posts that are out and stay in the calendar, so that an entry does not vanish on the day it was for. */
export const STILL_SHOWN = 30;

/**
 * The publishing calendar as readers may follow it (RFC 5545), instants in UTC. A post keeps its UID wherever it moves and when it comes out;
 * what is only planned is TENTATIVE. The same plan gives the same bytes: its entries are stamped with the last change of what is out, never with "now".
 */
export function comingCalendar(catalogue: Catalogue, chrome: Chrome): string {
  const out = catalogue.rendered.slice(0, STILL_SHOWN).map(({ post }) => post);
  const stamp = Math.max(0, ...out.map(changedAt));
  const calendar = ical({
    name: chrome.title,
    prodId: { company: 'Fortnight', product: 'Coming next', language: 'EN' },
    method: ICalCalendarMethod.PUBLISH,
    url: addressOf(chrome, COMING_CALENDAR),
    ttl: LOOK_AGAIN,
  });
  for (const post of out.toReversed()) addPublished(calendar, post, stamp, catalogue, chrome);
  for (const post of catalogue.coming) addComing(calendar, post, stamp, catalogue, chrome);
  return `${calendar.toString()}\r\n`;
}

function addPublished(
  calendar: ICalCalendar,
  post: OwnPost,
  stamp: Instant,
  catalogue: Catalogue,
  chrome: Chrome,
): void {
  calendar.createEvent({
    ...commonTo(post, stamp, catalogue, chrome),
    status: ICalEventStatus.CONFIRMED,
    url: addressOf(chrome, postPath(post.id)),
    ...(post.summary === '' ? {} : { description: post.summary }),
  });
}

function addComing(
  calendar: ICalCalendar,
  post: ComingPost,
  stamp: Instant,
  catalogue: Catalogue,
  chrome: Chrome,
): void {
  calendar.createEvent({
    ...commonTo(post, stamp, catalogue, chrome),
    status: post.certainty === 'planned' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    description: [post.summary, standingOf(post.certainty)].filter((line) => line !== '').join('\n'),
  });
}

function commonTo(post: OwnPost | ComingPost, stamp: Instant, catalogue: Catalogue, chrome: Chrome) {
  const track = titleOf(post.track, catalogue.tracks);
  return {
    id: `${post.id}@${new URL(chrome.url).hostname}`,
    stamp: new Date(stamp),
    start: new Date(post.at),
    end: new Date(post.at + SHOWN_AS),
    summary: post.title,
    transparency: ICalEventTransparency.TRANSPARENT,
    // While the author's file is broken, a topic may have no track.
    categories: track === '' ? [] : [{ name: track }],
  };
}

function standingOf(certainty: Certainty): string {
  switch (certainty) {
    case 'pinned':
      return 'Promised for this day.';
    case 'ready':
      return 'Written, and in the queue.';
    case 'planned':
      return 'Planned: the day may change.';
    default:
      return never(certainty);
  }
}
