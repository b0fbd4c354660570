import { AppError, never } from '../core/errors.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import { inQuotes } from '../domain/posts/typography.ts';
import { type EmailDecision, emailDecision, type WaitReason, YES_LASTS } from '../domain/schedule/email.ts';
import { HTML_WARNING_BYTES, type RenderedEdition } from '../mail/compose/render-edition.ts';
import { authorOf, tellAuthor } from './author.ts';
import { finishCancelling } from './cancel-edition.ts';
import type { App } from './context.ts';
import { emailFacts, emailPolicyFor } from './email-facts.ts';
import { openEdition } from './open-edition.ts';
import { renderPending } from './render-edition.ts';
import { newTestRun, TEST_MODE } from './test-run.ts';

export interface AdvancedEdition {
  readonly key: string;
  readonly state: 'open' | 'waits' | 'held' | 'blocked';
  /** What happened or is awaited, for people. */
  readonly words: string;
}

/** Moves every edition that is not out yet as far as it may go: asks the author, opens what is due, resumes what a kill interrupted. */
export async function advanceEditions(app: App, calendar: Calendar): Promise<readonly AdvancedEdition[]> {
  await finishCancelling(app);
  const advanced: AdvancedEdition[] = [];
  for (const edition of (await app.store.editions()).toReversed()) {
    const outcome = await advance(app, calendar, edition);
    if (outcome !== null) advanced.push({ key: edition.key, ...outcome });
  }
  return advanced;
}

type Outcome = Omit<AdvancedEdition, 'key'>;

async function advance(app: App, calendar: Calendar, edition: Edition): Promise<Outcome | null> {
  // What was to be tried out is not mailed to anybody, nor the other way round.
  if (edition.test && app.config.allMailTo === null) return null;
  switch (edition.state.kind) {
    case 'open':
    case 'paused':
    case 'complete':
    case 'cancelled':
      return null;
    case 'held':
      return { state: 'held', words: 'held by the author' };
    case 'opening':
      return opened(await openEdition(app, edition));
    case 'pending':
      return advancePending(app, calendar, edition);
    default:
      return never(edition.state);
  }
}

async function advancePending(app: App, calendar: Calendar, edition: Edition): Promise<Outcome> {
  const rendered = await tryRender(app, calendar, edition);
  if (rendered === null)
    return { state: 'blocked', words: 'its content cannot be mailed; the author was told why' };
  const now = app.clock.now();
  const policy = emailPolicyFor(edition, calendar, await app.store.editions());
  const decision = emailDecision(emailFacts(edition, rendered.hash), policy, calendar.cadence.zone, now);
  if (decision.kind === 'send' || edition.test) return openDue(app, edition, rendered);
  await askAuthor(app, calendar, edition, rendered, decision);
  return { state: 'waits', words: waitWords(decision, calendar) };
}

/** In test mode a test run is opened instead, once; the mailing itself stays as it is. */
async function openDue(app: App, edition: Edition, rendered: RenderedEdition): Promise<Outcome> {
  if (app.config.allMailTo === null || edition.test) return freezeAndOpen(app, edition, rendered);
  const run = await newTestRun(app, edition);
  if (run === null) return { state: 'waits', words: TEST_MODE };
  const { words } = await freezeAndOpen(app, run, rendered);
  return { state: 'waits', words: `${TEST_MODE}; ${run.key} ${words}` };
}

async function freezeAndOpen(app: App, edition: Edition, rendered: RenderedEdition): Promise<Outcome> {
  return (await app.store.freezeEdition(edition.id, rendered, app.clock.now()))
    ? opened(await openEdition(app, edition))
    : { state: 'waits', words: 'another worker was first' };
}

/** Content that may not go out is told to the author once, and looked at again next minute: it may be mended. */
async function tryRender(app: App, calendar: Calendar, edition: Edition): Promise<RenderedEdition | null> {
  try {
    return await renderPending(app, calendar, edition);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // Without figures: a post that is a byte longer is the same news.
    const reason = error.message.replaceAll(/\d+/g, '').slice(0, 80);
    await tellAuthor(app, calendar, `blocked:${edition.key}:${reason}`, {
      subject: `The mail of ${inQuotes(edition.subject)} cannot go out`,
      paragraphs: [error.message, ...(error.help === null ? [] : [error.help])],
      links: [],
    });
    return null;
  }
}

/** The preview goes out once; under `required` again for other content, and when a yes or the links that ask for one have run out. */
async function askAuthor(
  app: App,
  calendar: Calendar,
  edition: Edition,
  rendered: RenderedEdition,
  decision: Exclude<EmailDecision, { kind: 'send' }>,
): Promise<void> {
  const to = authorOf(calendar);
  const { approval } = emailPolicyFor(edition, calendar, await app.store.editions());
  if (to === null || approval === 'none') return;
  const question = approval === 'veto' ? 'veto' : questionOf(app, edition, rendered.hash, decision.why);
  if (question === null) return;
  const key = `preview:${edition.key}:${question}`;
  await app.store.enqueueMail(
    { key, to, content: { kind: 'preview', edition: edition.id } },
    app.clock.now(),
  );
  if (rendered.htmlBytes > HTML_WARNING_BYTES) await warnOfWeight(app, calendar, edition, rendered.htmlBytes);
}

/** Null while a yes stands: then there is nothing to ask. The links in a preview live as long as a yes does, so an unanswered one is asked again. */
function questionOf(app: App, edition: Edition, hash: string, why: WaitReason): string | null {
  if (why === 'quiet-period' || why === 'window' || why === 'held') return null;
  const since = edition.approved?.at ?? edition.publishedAt;
  return `${hash.slice(0, 16)}:${since}:${Math.floor((app.clock.now() - since) / YES_LASTS)}`;
}

async function warnOfWeight(app: App, calendar: Calendar, edition: Edition, bytes: number): Promise<void> {
  await tellAuthor(app, calendar, `heavy:${edition.key}`, {
    subject: `The mail of ${inQuotes(edition.subject)} is heavy`,
    paragraphs: [
      `Its HTML has ${Math.round(bytes / 1000)} kB. Gmail cuts a mail off at about 102 kB, and above 95 kB Fortnight does not send it.`,
      'Shorten the post, or send its beginning and let it continue on the web.',
    ],
    links: [],
  });
}

/** What an edition waits for, in words. */
export function waitWords(decision: Exclude<EmailDecision, { kind: 'send' }>, calendar: Calendar): string {
  const until = decision.until === null ? '' : ` until ${shownInstant(decision.until, calendar)}`;
  switch (decision.why) {
    case 'quiet-period':
      return `quiet period${until}`;
    case 'window':
      return `outside the sending window${until}`;
    case 'held':
      return 'held by the author';
    case 'no-yes':
      return "waits for the author's yes";
    case 'yes-for-other-content':
      return "the content changed since the author's yes: a new one is needed";
    case 'yes-expired':
      return "the author's yes is older than 7 days: a new one is needed";
    default:
      return never(decision.why);
  }
}

function shownInstant(instant: number, calendar: Calendar): string {
  const { date, time } = wallClock(instant, calendar.cadence.zone);
  return `${date} ${time}`;
}

function opened(deliveries: number): Outcome {
  return { state: 'open', words: `opened for ${deliveries} ${deliveries === 1 ? 'reader' : 'readers'}` };
}
