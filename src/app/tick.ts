import { MINUTE } from '../core/clock.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { TickDecision } from '../domain/schedule/tick.ts';
import { type AdvancedEdition, advanceEditions } from './advance-editions.ts';
import { applyKeptMails } from './apply-kept-mails.ts';
import { authorOf, toldOnce } from './author.ts';
import type { App } from './context.ts';
import { decideTick } from './decide-tick.ts';
import { createDigest } from './digest.ts';
import { examine } from './examine.ts';
import { keepRetention } from './keep-retention.ts';
import { lastKnownCalendar, rememberCalendar } from './known-calendar.ts';
import { wordsOfNotice } from './notice-words.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { preparePictures } from './prepare-pictures.ts';
import { publishTopic } from './publish.ts';
import { recordEarlier } from './record-earlier.ts';
import { type RefreshedSite, refreshSite } from './refresh-site.ts';
import { revisePublished } from './revise-published.ts';
import { createSeriesEditions } from './series.ts';
import { warnOfMissingPart } from './warn-of-missing-part.ts';
import { warnOfRunway } from './warn-of-runway.ts';
import { warnOfSpike } from './warn-of-spike.ts';

export interface TickReport {
  /** What the schedule asked for. */
  readonly decision: TickDecision;
  /** False when another worker had recorded the slot or the topic first. */
  readonly published: boolean;
  readonly revised: number;
  readonly site: RefreshedSite;
  /** Pending editions, and what became of each. */
  readonly editions: readonly AdvancedEdition[];
}

/**
 * Looks at the file, the facts and the clock, and does what is due: closes slots, publishes at most one topic, brings the
 * site up to date, opens what may be mailed. Safe to run at any time, twice, or in two processes.
 */
export function tick(app: App): Promise<TickReport> {
  return oneAtATime(app, () => look(app));
}

async function look(app: App): Promise<TickReport> {
  const seenBefore = (await app.store.lastCalendar()) !== null;
  const facts = await app.store.scheduleFacts();
  const examined = await examine(app.workspace, facts, { missing: seenBefore ? 'is a fault' : 'throws' });
  if (!examined.broken && examined.calendar !== null) await rememberCalendar(app, examined.calendar);
  await keepRetention(app);
  await applyKeptMails(app);
  const known = await lastKnownCalendar(app);
  const decision = await decideTick(app, examined, known);
  await record(app, decision, known);
  const published = examined.calendar !== null && (await publishDue(app, examined.calendar, decision));
  if (known === null)
    return { decision, published, revised: 0, site: { written: 0, removed: 0 }, editions: [] };
  const revised = examined.broken ? 0 : await takeOver(app, known);
  const site = await refreshSite(app, known, examined);
  await createDigest(app, known);
  await createSeriesEditions(app, known);
  const editions = await advanceEditions(app, known);
  if (!examined.broken) await warnOfRunway(app, known, examined.readinessOf);
  if (!examined.broken) await warnOfMissingPart(app, known);
  await warnOfSpike(app, known);
  await preparePictures(app, known);
  return { decision, published, revised, site, editions };
}

/** Takes over what the author wrote of what is out. Returns how many posts were revised. */
async function takeOver(app: App, calendar: Calendar): Promise<number> {
  await recordEarlier(app, calendar);
  return revisePublished(app, calendar);
}

async function record(app: App, decision: TickDecision, known: Calendar | null): Promise<void> {
  const at = app.clock.now();
  if (decision.begin !== null) await app.store.beginFrom(decision.begin, at);
  const author = known === null ? null : authorOf(known);
  const mails =
    author === null
      ? []
      : decision.tell.map((notice) => toldOnce(notice.key, author, wordsOfNotice(notice, app)));
  if (decision.close.length > 0) await app.store.closeSlots(decision.close, at, mails);
  else for (const mail of mails) await app.store.enqueueMail(mail, at);
}

async function publishDue(app: App, calendar: Calendar, decision: TickDecision): Promise<boolean> {
  if (decision.next.kind !== 'publish') return false;
  const { slot, topic, lateBy } = decision.next;
  const outcome = await publishTopic(app, calendar, topic, { date: slot.date, instant: slot.instant });
  if (outcome === 'recorded' && lateBy >= MINUTE) {
    app.log.info(`published ${topic} ${Math.round(lateBy / MINUTE)} minutes late`);
  }
  return outcome === 'recorded';
}
