import { AppError } from '../core/errors.ts';
import type { LocalDate } from '../core/zoned-time.ts';
import type { Calendar, SlotDate } from '../domain/calendar/calendar.ts';
import { plan } from '../domain/schedule/plan.ts';
import { slotOn } from '../domain/schedule/slots.ts';
import type { App } from './context.ts';
import { type Examined, examine, usableCalendar } from './examine.ts';
import { lastKnownCalendar, rememberCalendar } from './known-calendar.ts';
import { publishTopic } from './publish.ts';
import { refreshSite } from './refresh-site.ts';
import { topicOf } from './topic-of.ts';

/**
 * Publishes a topic now because the author says so. Beside the grid, or in `slot`, which must be the next open one.
 * @throws AppError `not-found`, `conflict` (published already, or another slot comes first), `invalid` (faults in the file)
 */
export async function publishByHand(
  app: App,
  id: string,
  slot: LocalDate | null,
): Promise<{ readonly url: string; readonly pages: number }> {
  const examined = await examine(app.workspace, await app.store.scheduleFacts());
  const calendar = usableCalendar(examined);
  const topic = topicOf(calendar, id);
  const used = slot === null ? null : await nextOpenSlot(app, calendar, examined, slot);
  await rememberCalendar(app, calendar);
  const outcome = await publishTopic(app, calendar, topic.id, used);
  if (outcome === 'already-recorded') {
    throw new AppError('conflict', `${id} was published before, or the slot has been used`, {
      help: '`fortnight why` says when; a topic is published at most once',
    });
  }
  const site = await refreshSite(app, calendar, examined);
  return { url: `${app.config.url}/posts/${id}/`, pages: site.written };
}

/**
 * Takes a post off the web: its page answers 410, its slot stays used, its mail is cancelled unless it has begun. It goes by what
 * was published: a file that is broken, or has lost the topic, keeps no post up.
 * @throws AppError `not-found` when it is not published
 */
export async function unpublish(app: App, id: string): Promise<{ readonly mailed: boolean }> {
  const publication = (await app.store.publications()).find((candidate) => candidate.topic === id);
  const outcome =
    publication === undefined ? null : await app.store.withdraw(publication.topic, app.clock.now());
  if (outcome !== 'withdrawn') throw new AppError('not-found', `${id} is not published`);
  const examined = await examine(app.workspace, await app.store.scheduleFacts());
  const calendar = examined.broken ? await lastKnownCalendar(app) : examined.calendar;
  if (calendar !== null) await refreshSite(app, calendar, examined);
  const edition = await app.store.editionByKey(`regular:${id}`);
  return { mailed: edition !== null && edition.state.kind !== 'cancelled' };
}

async function nextOpenSlot(
  app: App,
  calendar: Calendar,
  examined: Examined,
  slot: LocalDate,
): Promise<{ readonly date: SlotDate; readonly instant: number }> {
  const facts = await app.store.scheduleFacts();
  const [first] = plan({
    calendar,
    facts,
    readinessOf: examined.readinessOf,
    now: app.clock.now(),
    count: 1,
  });
  if (first?.date === slot) return { date: slot, instant: slotOn(calendar.cadence, slot).instant };
  const next = first === undefined ? 'there is none' : `which is ${first.date}`;
  throw new AppError('conflict', `${slot} is not the next open slot (${next})`, {
    help: 'name the next open slot, or leave --slot out to publish beside the grid',
  });
}
