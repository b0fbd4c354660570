import type { Instant } from '../core/clock.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import type { EditionDraft, EditionKind } from '../domain/deliveries/delivery.ts';
import { typesetWords } from '../domain/posts/typography.ts';
import type { EditionView } from '../mail/compose/render-edition.ts';
import { dateInWords } from '../site/dates.ts';
import { articleWords, type WordsHouse } from './article-words.ts';
import type { App } from './context.ts';
import { postUrlOf } from './post-url.ts';
import { type ArticleHouse, renderArticle } from './render-article.ts';

/** What a draft is for. */
export interface DraftSubject {
  readonly kind: EditionKind;
  /** The post it corrects; null for an announcement. */
  readonly topic: TopicId | null;
  /** When it was written, for the date below its title. */
  readonly at: Instant;
}

/** The line that mail programs show after the subject: so much of the first paragraph. */
const LONGEST_PREHEADER = 160;

/** What the edition template is filled with for words that are no post. Relative links in them are read from the post, or from the blog's start. */
export async function draftView(
  app: WordsHouse & ArticleHouse,
  calendar: Calendar,
  subject: DraftSubject,
  { title, markdown }: EditionDraft,
): Promise<EditionView> {
  const corrected = await publicationOf(app, subject.topic);
  const baseUrl = postUrlOf(app, subject) ?? `${app.config.url}/`;
  const article = await renderArticle(
    app,
    await articleWords(app, calendar, baseUrl, subject.topic, markdown),
  );
  const track = calendar.tracks.find(({ id }) => id === corrected?.track);
  const { language } = calendar.blog;
  const shown = typesetWords(title, language);
  return {
    blog: { title: calendar.blog.title, url: app.config.url, language },
    subject: shown,
    preheader: shortened(article.lead),
    title: shown,
    track: track === undefined ? null : typesetWords(track.title, language),
    details: [dateInWords(wallClock(subject.at, calendar.cadence.zone).date)],
    articleHtml: article.html,
    articleText: article.text,
    postUrl: corrected === null || corrected.withdrawnAt !== null ? null : baseUrl,
    leaveUrl: `${app.config.url}/leave`,
    postalAddress: calendar.blog.postalAddress,
    whenTooHeavy: WHEN_TOO_HEAVY[subject.kind === 'correction' ? 'correction' : 'announcement'],
  };
}

const WHEN_TOO_HEAVY = {
  correction:
    'long code and wide tables weigh most: with `--file` send only what was wrong, and the link that is added to it leads to the whole post',
  announcement: 'long code and wide tables weigh most: leave them out, and link to a page that has them',
};

async function publicationOf(app: Pick<App, 'store'>, topic: TopicId | null) {
  if (topic === null) return null;
  return (await app.store.publications()).find((publication) => publication.topic === topic) ?? null;
}

function shortened(lead: string): string {
  if (lead.length <= LONGEST_PREHEADER) return lead;
  const end = lead.lastIndexOf(' ', LONGEST_PREHEADER);
  return `${lead.slice(0, end > 0 ? end : LONGEST_PREHEADER)}…`;
}
