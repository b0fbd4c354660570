import type { Calendar, SlotDate, TopicId } from '../domain/calendar/calendar.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import { emailDecision } from '../domain/schedule/email.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import { wordsOfFilling } from '../domain/schedule/filling.ts';
import { plan } from '../domain/schedule/plan.ts';
import { type Runway, runway } from '../domain/schedule/runway.ts';
import { describeRelay, parseRelayUrl } from '../mail/relay/relay-url.ts';
import { waitWords } from './advance-editions.ts';
import type { App } from './context.ts';
import { emailFacts } from './email-facts.ts';
import { type Examined, examine } from './examine.ts';
import { FAULT_WORDS } from './tell-of-relay-fault.ts';

/** How everything stands, for `status`. */
export interface Standing {
  /** Errors in the calendar file. */
  readonly faults: number;
  readonly next: { readonly date: SlotDate; readonly topic: TopicId | null; readonly why: string } | null;
  readonly runway: Runway | null;
  readonly readers: Awaited<ReturnType<App['store']['countSubscribers']>>;
  /** Editions that are not complete, and what each waits for. */
  readonly editions: readonly { readonly key: string; readonly words: string }[];
  readonly mails: Awaited<ReturnType<App['store']['countMails']>>;
  readonly relay: string;
  /** Who holds the right to send; null when nobody does. */
  readonly worker: string | null;
}

/** Reads how things stand; changes nothing. */
export async function standing(app: App): Promise<Standing> {
  const now = app.clock.now();
  const facts = await app.store.scheduleFacts();
  const examined = await examine(app.workspace, facts);
  const lease = await app.store.leaseHolder(now);
  return {
    faults: examined.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length,
    ...ahead(app, examined, facts),
    readers: await app.store.countSubscribers(),
    editions: await waitingEditions(app, examined.calendar),
    mails: await app.store.countMails(),
    relay: await relayWords(app),
    worker: lease === null ? null : lease.holder,
  };
}

function ahead(
  app: App,
  { calendar, readinessOf }: Examined,
  facts: ScheduleFacts,
): Pick<Standing, 'next' | 'runway'> {
  if (calendar === null) return { next: null, runway: null };
  const input = { calendar, facts, readinessOf, now: app.clock.now() };
  const [row] = plan({ ...input, count: 1 });
  const next =
    row === undefined
      ? null
      : { date: row.date, topic: row.committed.topic, why: wordsOfFilling(row.committed) };
  return { next, runway: runway(input) };
}

async function waitingEditions(app: App, calendar: Calendar | null): Promise<Standing['editions']> {
  const waiting = (await app.store.editions()).filter(
    ({ state }) => !['complete', 'cancelled'].includes(state.kind),
  );
  return Promise.all(
    waiting.map(async (edition) => ({ key: edition.key, words: await editionWords(app, edition, calendar) })),
  );
}

async function editionWords(app: App, edition: Edition, calendar: Calendar | null): Promise<string> {
  if (edition.state.kind === 'open') {
    const { sent, audience, deferred } = await app.store.ledger(edition.id);
    return `sending, ${sent} of ${audience} sent${deferred === 0 ? '' : `, ${deferred} deferred`}`;
  }
  if (calendar === null || edition.state.kind !== 'pending') return edition.state.kind;
  const { email, cadence } = calendar;
  // The hash only matters under `required`, where the tick compares it with the content; here the yes is taken as given.
  const hash = edition.approved?.hash ?? '';
  const decision = emailDecision(emailFacts(edition, hash), email, cadence.zone, app.clock.now());
  return decision.kind === 'send' ? 'leaves with the next tick' : waitWords(decision, calendar);
}

async function relayWords(app: App): Promise<string> {
  const { relays } = app.config;
  if (relays.length === 0) return 'the embedded mailbox';
  const records = await app.store.relayRecords();
  const words = relays.map(({ id, url }) => {
    const trouble = records.find((record) => record.id === id)?.trouble ?? null;
    const relay = describeRelay(parseRelayUrl(url));
    if (trouble === null) return relay;
    const at = new Date(trouble.at).toISOString().slice(0, 16).replace('T', ' ');
    return `${relay}: it ${FAULT_WORDS[trouble.kind]} (${at} UTC: ${trouble.detail})`;
  });
  return words.join('; ');
}
