import { AppError } from '../core/errors.ts';
import { nearestName } from '../core/nearest-name.ts';
import { wallClock, type ZoneName } from '../core/zoned-time.ts';
import type { TopicId } from '../domain/calendar/calendar.ts';
import { asMarkdown } from '../domain/posts/letter.ts';
import { inQuotes, typesetWords } from '../domain/posts/typography.ts';
import { dateInWords } from '../site/dates.ts';
import type { Publication } from '../store/publication-store.ts';
import type { App } from './context.ts';
import { type CreatedMailing, createMailing } from './create-mailing.ts';
import { currentCalendar } from './current-calendar.ts';
import { postUrl } from './post-url.ts';
import { readLetterFile } from './read-letter.ts';

export interface CorrectionRequest {
  readonly topic: string;
  /** A path of a Markdown file that says what was wrong; null: the whole post is sent, as it is now. */
  readonly file: string | null;
  readonly send: boolean;
}

/**
 * Makes a mailing about a post that has gone out, to exactly those who got it; at most one for each topic.
 * @throws AppError `not-found`, `invalid` (too heavy), `conflict` when the post was never mailed, is on its way, or was corrected before
 */
export async function draftCorrection(app: App, request: CorrectionRequest): Promise<CreatedMailing> {
  const publication = await publicationOf(app, request.topic);
  const mailedAt = await whenMailed(app, publication);
  const calendar = await currentCalendar(app);
  const title = typesetWords(publication.title, calendar.blog.language);
  const about = `${asMarkdown(inQuotes(title))}, which went out by mail on ${dayOf(mailedAt, calendar.cadence.zone)}`;
  const markdown =
    request.file === null
      ? wholePost(publication, about)
      : await ownWords(app, publication, about, request.file);
  const draft = { title: `Correction: ${publication.title}`, markdown };
  const { topic } = publication;
  const mailing = { kind: 'correction', key: `correction:${topic}`, topic, draft } as const;
  return createMailing(app, calendar, mailing, request.send);
}

async function publicationOf(app: App, topic: string): Promise<Publication> {
  const publications = await app.store.publications();
  const found = publications.find((publication) => publication.topic === topic);
  if (found !== undefined) return found;
  const near = nearestName(
    topic,
    publications.map((publication) => publication.topic),
  );
  const help = near === null ? '`fortnight facts` lists what was published' : `did you mean ${near}?`;
  throw new AppError('not-found', `no post ${topic} was published`, { help });
}

/** When its own mailing ended. One that was cancelled half-way reached some, and they can be told. What brings it as a part of a series must have come to rest too. */
async function whenMailed(app: App, { topic, earlierSince }: Publication): Promise<number> {
  await refuseWhileUnderWay(app, topic);
  const asPart = earlierSince === null ? null : await whenMailedAsPart(app, topic);
  if (asPart !== null) return asPart;
  const key = `regular:${topic}`;
  const edition = await app.store.editionByKey(key);
  const { sent, queued, sending, deferred } = edition === null ? NOBODY : await app.store.ledger(edition.id);
  const state = edition?.state;
  const isOver = state?.kind === 'complete' || (state?.kind === 'cancelled' && sent > 0);
  if (isOver && queued + sending + deferred === 0) return state.at;
  const help =
    sent > 0
      ? `wait until it is complete (\`fortnight ledger ${key} --watch\`), or cancel it: \`fortnight edition cancel ${key}\``
      : 'there is nobody to be told: mend the post, and what goes out is right';
  const how = state === undefined ? 'was never mailed' : `is ${state.kind}, with ${sent} sent`;
  throw new AppError('conflict', `${key} ${how}: a correction goes to those who got it`, { help });
}

/** When a post from before Fortnight, which has no mailing of its own, last reached somebody as a part of a series; null when it never did. */
async function whenMailedAsPart(app: App, topic: TopicId): Promise<number | null> {
  for (const { id, kind, topic: of, state, test } of await app.store.editions()) {
    if (kind !== 'series' || of !== topic || test) continue;
    if (state.kind !== 'complete' && state.kind !== 'cancelled') continue;
    const { sent } = await app.store.ledger(id);
    if (sent > 0) return state.at;
  }
  return null;
}

/** Who has a part of a series on its way to them would get it after the correction of it. */
async function refuseWhileUnderWay(app: App, topic: TopicId): Promise<void> {
  const under = (await app.store.editions()).find(
    ({ kind, topic: of, state, test }) =>
      kind === 'series' && of === topic && !test && ['opening', 'open', 'paused'].includes(state.kind),
  );
  if (under === undefined) return;
  throw new AppError(
    'conflict',
    `${under.key} is ${under.state.kind}: a correction goes to those who got it`,
    {
      help: `wait until it is complete (\`fortnight ledger ${under.key} --watch\`), or cancel it: \`fortnight edition cancel ${under.key}\``,
    },
  );
}

const NOBODY = { sent: 0, queued: 0, sending: 0, deferred: 0 };

function wholePost({ topic, markdown, withdrawnAt }: Publication, about: string): string {
  if (withdrawnAt !== null) {
    throw new AppError('conflict', `${topic} is off the web, so there is no post to send`, {
      help: 'say in a file what was wrong: --file FILE.md',
    });
  }
  return `*This corrects ${about}. Here is the post as it is now.*\n\n${markdown}`;
}

async function ownWords(
  app: App,
  { topic, title, withdrawnAt }: Publication,
  about: string,
  file: string,
): Promise<string> {
  const { body } = await readLetterFile(file);
  const link =
    withdrawnAt === null ? [`The post as it is now: [${asMarkdown(title)}](${postUrl(app, topic)})`] : [];
  return [`*This is about ${about}.*`, body, ...link].join('\n\n');
}

function dayOf(at: number, zone: ZoneName): string {
  return dateInWords(wallClock(at, zone).date);
}
