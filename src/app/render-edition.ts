import { AppError } from '../core/errors.ts';
import { wallClock } from '../core/zoned-time.ts';
import type { Calendar, TopicId } from '../domain/calendar/calendar.ts';
import type { Edition } from '../domain/deliveries/delivery.ts';
import { typesetWords } from '../domain/posts/typography.ts';
import { type EditionView, type RenderedEdition, renderEdition } from '../mail/compose/render-edition.ts';
import { dateInWords } from '../site/dates.ts';
import type { PublicationContent } from '../store/publication-store.ts';
import { articleWords, type WordsHouse } from './article-words.ts';
import type { App } from './context.ts';
import { digestView } from './digest.ts';
import { draftView } from './draft-view.ts';
import { postUrl } from './post-url.ts';
import { type ArticleHouse, renderArticle } from './render-article.ts';

/** The content an edition that was not opened yet would go out with now. @throws AppError `invalid` when it may not go out at all */
export async function renderPending(
  app: App,
  calendar: Calendar,
  edition: Edition,
): Promise<RenderedEdition> {
  return renderEdition(app.templates, await pendingView(app, calendar, edition));
}

/** What the edition template is filled with: for a correction or an announcement the author's words, for a digest the month's posts, else a published topic. */
export async function pendingView(app: App, calendar: Calendar, edition: Edition): Promise<EditionView> {
  if (edition.kind === 'digest') return digestView(app, calendar, edition);
  const draft = await app.store.editionDraft(edition.id);
  if (draft !== null) return draftView(app, calendar, { ...edition, at: edition.publishedAt }, draft);
  const publications = await app.store.publications();
  const publication = publications.find((candidate) => candidate.topic === edition.topic);
  if (publication === undefined) throw new AppError('not-found', `${edition.key} has no published post`);
  const view = await viewOf(app, calendar, publication.topic, publication, publication.at);
  return edition.kind === 'series' ? { ...view, note: AS_ASKED } : view;
}

/** Why an old post comes now. */
const AS_ASKED = {
  words: 'This comes as you asked: the series from its beginning, one part at a time.',
  label: 'Stop or change it',
};

/** The same for any topic and any words: previews and tests of what is not published yet. */
export async function viewOf(
  app: WordsHouse & ArticleHouse,
  calendar: Calendar,
  id: TopicId,
  content: PublicationContent,
  at: number,
): Promise<EditionView> {
  const url = postUrl(app, id);
  const article = await renderArticle(app, await articleWords(app, calendar, url, id, content.markdown));
  const { language } = calendar.blog;
  const title = typesetWords(content.title, language);
  const track = calendar.tracks.find(({ id: of }) => of === content.track);
  return {
    blog: { title: calendar.blog.title, url: app.config.url, language },
    subject: title,
    preheader: typesetWords(content.summary, language),
    title,
    track: track === undefined ? null : typesetWords(track.title, language),
    details: [
      dateInWords(wallClock(at, calendar.cadence.zone).date),
      ...partWords(calendar, content),
      `${article.minutes} min read`,
    ],
    articleHtml: article.html,
    articleText: article.text,
    postUrl: url,
    leaveUrl: `${app.config.url}/leave`,
    postalAddress: calendar.blog.postalAddress,
  };
}

function partWords(calendar: Calendar, content: PublicationContent): string[] {
  const series = calendar.series.find((candidate) => candidate.id === content.series);
  if (series === undefined || content.part === null) return [];
  const of = series.parts === null ? '' : ` of ${series.parts}`;
  return [`${typesetWords(series.title, calendar.blog.language)}, part ${content.part}${of}`];
}
