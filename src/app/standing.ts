import type { Calendar, SlotDate, TopicId } from '../domain/calendar/calendar.ts';
import type { Edition, Ledger } from '../domain/deliveries/delivery.ts';
import { emailDecision } from '../domain/schedule/email.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import { wordsOfFilling } from '../domain/schedule/filling.ts';
import { plan } from '../domain/schedule/plan.ts';
import { type Runway, runway } from '../domain/schedule/runway.ts';
import { waitWords } from './advance-editions.ts';
import type { App } from './context.ts';
import { deployErrand } from './deploy-site.ts';
import { type EditionHold, editionHolds } from './edition-holds.ts';
import { emailFacts, emailPolicyFor } from './email-facts.ts';
import { type Examined, examine } from './examine.ts';
import { holdWords, troubleWords } from './hold-words.ts';
import { indexNowErrand } from './index-now.ts';
import { hubErrand } from './ping-hub.ts';
import { relayStandings } from './relay-standings.ts';
import { type Errand, type ErrandStanding, errandStanding } from './run-errand.ts';
import { type SigningStanding, signingStanding } from './signing-standing.ts';
import { TEST_MODE } from './test-run.ts';

/** How everything stands, for `status`. */
export interface Standing {
  /** Errors in the calendar file. */
  readonly faults: number;
  readonly next: { readonly date: SlotDate; readonly topic: TopicId | null; readonly why: string } | null;
  readonly runway: Runway | null;
  readonly readers: Awaited<ReturnType<App['store']['countSubscribers']>>;
  /** Editions that are not complete, or have something uncertain, and what each waits for. */
  readonly editions: readonly StandingEdition[];
  readonly mails: Awaited<ReturnType<App['store']['countMails']>>;
  /** Mail that came in within 30 days; null when none comes in here. */
  readonly inbound: Awaited<ReturnType<App['store']['countInbound']>> | null;
  /** Each in words; the embedded mailbox when there is no other. */
  readonly relays: readonly string[];
  /** The same in one line. */
  readonly relay: string;
  /** Null: mail is not signed by us. */
  readonly signing: SigningStanding | null;
  /** Null: no deploy command is set. */
  readonly deploy: ErrandStanding | null;
  /** Null: no hub is told, or nobody is, in test mode. */
  readonly hub: ErrandStanding | null;
  /** The same of search engines. */
  readonly indexNow: ErrandStanding | null;
  /** Where every mail goes in test mode; null: to its reader. */
  readonly allMailTo: string | null;
  /** Who holds the right to send; null when nobody does. */
  readonly worker: string | null;
}

export interface StandingEdition {
  readonly key: string;
  readonly state: Edition['state']['kind'];
  /** How far it is, in one line. */
  readonly words: string;
  readonly waitsFor: readonly EditionHold[];
}

/** Reads how things stand; changes nothing. */
export async function standing(app: App): Promise<Standing> {
  const now = app.clock.now();
  const facts = await app.store.scheduleFacts();
  const examined = await examine(app.workspace, facts);
  const lease = await app.store.leaseHolder(now);
  const relays = await relayWords(app);
  return {
    faults: examined.diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length,
    ...ahead(app, examined, facts),
    readers: await app.store.countSubscribers(),
    editions: await waitingEditions(app, examined.calendar),
    mails: await app.store.countMails(),
    inbound: app.config.inbound === null ? null : await app.store.countInbound(),
    relays,
    relay: relays.join('; '),
    signing: signingStanding(app.config.dkim, examined.calendar),
    deploy: await standingOfErrand(app, deployErrand(app)),
    hub: await standingOfErrand(app, hubErrand(app)),
    indexNow: await standingOfErrand(app, indexNowErrand(app)),
    allMailTo: app.config.allMailTo,
    worker: lease === null ? null : lease.holder,
  };
}

async function standingOfErrand(app: App, errand: Errand | null): Promise<ErrandStanding | null> {
  return errand === null ? null : errandStanding(app, errand);
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

async function waitingEditions(app: App, calendar: Calendar | null): Promise<readonly StandingEdition[]> {
  const shown: StandingEdition[] = [];
  const editions = await app.store.editions();
  for (const edition of editions) {
    const standing = await standingOf(app, edition, calendar, editions);
    if (standing !== null) shown.push(standing);
  }
  return shown;
}

/** Null for what is over and leaves nothing to be done. */
async function standingOf(
  app: App,
  edition: Edition,
  calendar: Calendar | null,
  editions: readonly Edition[],
): Promise<StandingEdition | null> {
  const { id, key, state } = edition;
  const isOver = state.kind === 'complete' || state.kind === 'cancelled';
  // One row is looked for before a million are counted.
  if (isOver && (await app.store.deliveries(id, 'uncertain', null, 1)).length === 0) return null;
  const sum = await app.store.ledger(id);
  const words = editionWords(app, edition, sum, calendar, editions);
  return { key, state: state.kind, words, waitsFor: await editionHolds(app, edition, sum) };
}

function editionWords(
  app: App,
  edition: Edition,
  sum: Ledger,
  calendar: Calendar | null,
  editions: readonly Edition[],
): string {
  const { kind } = edition.state;
  if (kind === 'open' || kind === 'paused')
    return `${kind === 'open' ? 'sending' : 'paused'}, ${sum.sent} of ${sum.audience} sent`;
  if (calendar === null || kind !== 'pending') return kind;
  const policy = emailPolicyFor(edition, calendar, editions);
  // The hash only matters under `required`, where the tick compares it with the content; here the yes is taken as given.
  const hash = edition.approved?.hash ?? '';
  const { zone } = calendar.cadence;
  const decision = emailDecision(emailFacts(edition, hash), policy, zone, app.clock.now());
  if (decision.kind === 'wait') return waitWords(decision, calendar);
  return app.config.allMailTo === null ? 'leaves with the next tick' : TEST_MODE;
}

async function relayWords(app: App): Promise<readonly string[]> {
  const relays = await relayStandings(app);
  if (relays.length === 0) return ['the embedded mailbox'];
  return relays.map(({ name, server, hold, trouble }) => {
    const held = hold === null ? [] : [holdWords(hold, name)];
    const troubled = trouble === null ? [] : [troubleWords(trouble, 'it')];
    return [server, ...troubled, ...held].join('; ');
  });
}
