import { AppError } from '../core/errors.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import { parsePost } from '../domain/posts/post.ts';
import { typesetWords } from '../domain/posts/typography.ts';
import { digestKey, digestMonth, type Month, monthOf, monthOfDigest } from '../domain/schedule/digest.ts';
import { type DigestEntry, digestHtml, digestText } from '../mail/compose/digest-article.ts';
import type { EditionView } from '../mail/compose/render-edition.ts';
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
export async function digestView(app: App, calendar: Calendar, edition: Edition): Promise<EditionView> {
  const month = monthOfDigest(edition.key);
  if (month === null) throw new Error(`${edition.key} is no digest`);
  const posts = await publishedIn(app, calendar, month);
  if (posts.length === 0)
    throw new AppError('invalid', `no post of ${month} is on the web any more`, {
      help: `cancel it: fortnight edition cancel ${edition.key}`,
    });
  const { blog, cadence } = calendar;
  const entries = posts.map((post) => entryOf(app, calendar, post));
  const lead = `${manyPosts(posts.length)} came out in ${monthInWords(month)}.`;
  return {
    blog: { title: blog.title, url: app.config.url, language: blog.language },
    subject: titleOf(month),
    preheader: entries.map(({ title }) => title).join(' · '),
    title: titleOf(month),
    track: null,
    details: [dateInWords(wallClock(edition.publishedAt, cadence.zone).date)],
    articleHtml: digestHtml(lead, entries),
    articleText: digestText(lead, entries),
    postUrl: null,
    leaveUrl: `${app.config.url}/leave`,
    postalAddress: blog.postalAddress,
  };
}

function entryOf(app: App, { blog, cadence, tracks }: Calendar, post: Publication): DigestEntry {
  const track = tracks.find(({ id }) => id === post.track);
  const { readingMinutes } = parsePost(post.markdown, blog.language);
  return {
    title: typesetWords(post.title, blog.language),
    url: postUrl(app, post.topic),
    details: [
      dateInWords(wallClock(post.at, cadence.zone).date),
      ...(track === undefined ? [] : [typesetWords(track.title, blog.language)]),
      `${readingMinutes} min read`,
    ],
    summary: typesetWords(post.summary.replace(/\s+/g, ' ').trim(), blog.language),
  };
}

/** A month has few. */
function manyPosts(count: number): string {
  const words = ['No post', 'One post', 'Two posts', 'Three posts', 'Four posts', 'Five posts'];
  return words[count] ?? `${count} posts`;
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
