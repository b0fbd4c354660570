import { AppError, never } from '../core/errors.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import { type EmailDecision, emailDecision, type WaitReason, YES_LASTS } from '../domain/schedule/email.ts';
import { HTML_WARNING_BYTES, type RenderedEdition } from '../mail/compose/render-edition.ts';
import { authorOf, tellAuthor } from './author.ts';
import type { App } from './context.ts';
import { emailFacts } from './email-facts.ts';
import { openEdition } from './open-edition.ts';
import { renderPending } from './render-edition.ts';

export interface AdvancedEdition {
  readonly key: string;
  readonly state: 'open' | 'waits' | 'held' | 'blocked';
  /** What happened or is awaited, for people. */
  readonly words: string;
}

/** Moves every edition that is not out yet as far as it may go: asks the author, opens what is due, resumes what a kill interrupted. */
export async function advanceEditions(app: App, calendar: Calendar): Promise<readonly AdvancedEdition[]> {
  const advanced: AdvancedEdition[] = [];
  for (const edition of (await app.store.editions()).toReversed()) {
    const outcome = await advance(app, calendar, edition);
    if (outcome !== null) advanced.push({ key: edition.key, ...outcome });
  }
  return advanced;
}

type Outcome = Omit<AdvancedEdition, 'key'>;

async function advance(app: App, calendar: Calendar, edition: Edition): Promise<Outcome | null> {
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
  const { email, cadence } = calendar;
  const now = app.clock.now();
  const decision = emailDecision(emailFacts(edition, rendered.hash), email, cadence.zone, now);
  if (decision.kind === 'send') {
    const frozen = await app.store.freezeEdition(edition.id, rendered, now);
    return frozen
      ? opened(await openEdition(app, edition))
      : { state: 'waits', words: 'another worker was first' };
  }
  await askAuthor(app, calendar, edition, rendered, decision);
  return { state: 'waits', words: waitWords(decision, calendar) };
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
      subject: `The mail of "${edition.subject}" cannot go out`,
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
  if (to === null || calendar.email.approval === 'none') return;
  const question =
    calendar.email.approval === 'veto' ? 'veto' : questionOf(app, edition, rendered.hash, decision.why);
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
    subject: `The mail of "${edition.subject}" is heavy`,
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
