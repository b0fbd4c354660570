import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import type { ReadinessOf } from '../domain/schedule/facts.ts';
import { planTick, type TickDecision } from '../domain/schedule/tick.ts';
import { readBody } from '../workspace/author-files.ts';
import { tellAuthor } from './author.ts';
import type { App } from './context.ts';
import type { Examined } from './examine.ts';

/**
 * What is due now. Only the post that would come out is opened: one whose body turns out to be no text is as little ready as
 * one without a body, so the schedule is asked again without it, and the author hears once.
 */
export async function decideTick(
  app: App,
  examined: Examined,
  known: Calendar | null,
): Promise<TickDecision> {
  const unreadable = new Map<TopicId, string>();
  const facts = await app.store.scheduleFacts();
  for (;;) {
    const decision = planTick({
      calendar: examined.broken ? null : examined.calendar,
      cadence: known?.cadence ?? null,
      facts,
      readinessOf: exceptFor(unreadable, examined.readinessOf),
      now: app.clock.now(),
    });
    const fault = decision.next.kind === 'publish' ? await bodyFault(app, decision.next.topic) : null;
    if (decision.next.kind !== 'publish' || fault === null) return decision;
    unreadable.set(decision.next.topic, fault);
    if (known !== null) await tellOfBody(app, known, decision.next.topic, fault);
  }
}

function exceptFor(unreadable: ReadonlyMap<TopicId, string>, readinessOf: ReadinessOf): ReadinessOf {
  return (topic) => {
    const missing = unreadable.get(topic);
    return missing === undefined ? readinessOf(topic) : { ready: false, missing };
  };
}

async function bodyFault(app: App, topic: TopicId): Promise<string | null> {
  const read = await readBody(app.workspace, topic);
  if (read.kind === 'text') return null;
  return read.kind === 'missing'
    ? `posts/${topic}.md is missing`
    : `posts/${topic}.md cannot be read: ${read.reason}`;
}

async function tellOfBody(app: App, calendar: Calendar, topic: TopicId, fault: string): Promise<void> {
  await tellAuthor(app, calendar, `body:${topic}:${fault}`, {
    subject: `The post ${topic} cannot be published`,
    paragraphs: [
      `It is its turn, but ${fault}.`,
      'Save it as UTF-8 text. Until then it counts as not ready.',
    ],
    links: [],
  });
}
