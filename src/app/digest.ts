import { AppError } from '../core/errors.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Edition, EditionDraft } from '../domain/deliveries/delivery.ts';
import { escapeMarkdown } from '../domain/posts/escape-markdown.ts';
import { digestKey, digestMonth, type Month, monthOf, monthOfDigest } from '../domain/schedule/digest.ts';
import { dateInWords, monthInWords } from '../site/dates.ts';
import type { Publication } from '../store/publication-store.ts';
import type { App } from './context.ts';
import { postUrl } from './post-url.ts';

/**
 * In the first days of a month, records the mailing of what came out in the one before, to the readers who take it: a mailing like any other, which
 * waits for the quiet period, the window and the author's word. Nothing when nothing came out, or nobody takes it. Whether it is new.
 */
export async function createDigest(app: App, calendar: Calendar): Promise<boolean> {
  const now = app.clock.now();
  const month = digestMonth(now, calendar.cadence.zone);
  if (month === null) return false;
  const key = digestKey(month);
  if ((await app.store.editions()).some((edition) => edition.key === key)) return false;
  if (!(await app.store.someoneTakesDigest())) return false;
  if ((await publishedIn(app, calendar, month)).length === 0) return false;
  const edition = {
    kind: 'digest',
    key,
    topic: null,
    subject: titleOf(month),
    draft: null,
    test: false,
  } as const;
  return app.store.createEdition(edition, now);
}

/** What a digest says now: it is written when it is sent, as a post may be taken back until then. @throws AppError `invalid` when none is left */
export async function digestDraft(app: App, calendar: Calendar, { key }: Edition): Promise<EditionDraft> {
  const month = monthOfDigest(key);
  if (month === null) throw new Error(`${key} is no digest`);
  const posts = await publishedIn(app, calendar, month);
  if (posts.length === 0)
    throw new AppError('invalid', `no post of ${month} is on the web any more`, {
      help: `cancel it: fortnight edition cancel ${key}`,
    });
  const many = posts.length === 1 ? 'One post' : `${posts.length} posts`;
  const markdown = [
    `${many} came out on ${escapeMarkdown(calendar.blog.title)} in ${monthInWords(month)}.`,
    ...posts.flatMap((post) => entryOf(app, calendar, post)),
  ];
  return { title: titleOf(month), markdown: `${markdown.join('\n\n')}\n` };
}

function entryOf(app: App, calendar: Calendar, post: Publication): readonly string[] {
  const track = calendar.tracks.find(({ id }) => id === post.track)?.title;
  const details = [
    dateInWords(wallClock(post.at, calendar.cadence.zone).date),
    ...(track === undefined ? [] : [track]),
  ];
  return [
    `## [${escapeMarkdown(post.title)}](<${postUrl(app, post.topic)}>)`,
    `*${details.map(escapeMarkdown).join(', ')}*`,
    ...(post.summary.trim() === '' ? [] : [escapeMarkdown(post.summary)]),
  ];
}

async function publishedIn(app: App, calendar: Calendar, month: Month): Promise<readonly Publication[]> {
  const publications = await app.store.publications();
  return publications.filter(
    ({ at, withdrawnAt, earlierSince }) =>
      withdrawnAt === null && earlierSince === null && monthOf(at, calendar.cadence.zone) === month,
  );
}

function titleOf(month: Month): string {
  return `What came out in ${monthInWords(month)}`;
}
