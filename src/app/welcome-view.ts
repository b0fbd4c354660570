import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { WelcomeView } from '../mail/compose/render-single.ts';
import type { Publication } from '../store/publication-store.ts';
import type { App } from './context.ts';
import { preferencesUrl } from './preference-link.ts';
import { senderOf } from './sender.ts';
import { seriesStandings } from './series-standing.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

/** What a welcome mail shows: the latest post, the reading paths as far as their posts are on the web, and the series that can come by mail. */
export async function welcomeView(app: App, calendar: Calendar, reader: Subscriber): Promise<WelcomeView> {
  const publications = (await app.store.publications()).filter(
    (publication) => publication.withdrawnAt === null,
  );
  const latest = publications.at(-1) ?? null;
  const tracks = calendar.tracks.map((track) => ({
    title: track.title,
    intro: track.intro,
    posts: publications
      .filter((publication) => publication.track === track.id)
      .map((post) => linkTo(app, post)),
  }));
  return {
    blog: senderOf(app, calendar).blog,
    tracks: [
      ...tracks.filter((track) => track.posts.length > 0),
      ...(await seriesByMail(app, calendar, reader)),
    ],
    latest: latest === null ? null : { ...linkTo(app, latest), summary: latest.summary },
    unsubscribeUrl: unsubscribeUrl(app, reader.id),
    preferencesUrl: preferencesUrl(app, reader.id, reader.address),
    leaveUrl: `${app.config.url}/leave`,
    postalAddress: calendar.blog.postalAddress,
  };
}

/** The series that can be had by mail from their beginning, under a heading of their own; none when there is none. */
async function seriesByMail(
  app: App,
  calendar: Calendar,
  { id }: Subscriber,
): Promise<WelcomeView['tracks']> {
  const standings = await seriesStandings(app, calendar, id, null);
  const posts = standings
    .filter(({ next, following }) => next.kind === 'part' && !following)
    .map((series) => ({ title: series.title, url: `${app.config.url}/series/${series.id}/` }));
  const intro =
    'These series can come to you from their first part, one part a fortnight, beside the new posts. Say so in your preferences; the link is below.';
  return posts.length === 0 ? [] : [{ title: 'A series from its beginning', intro, posts }];
}

function linkTo(app: App, publication: Publication): { readonly title: string; readonly url: string } {
  return { title: publication.title, url: `${app.config.url}/posts/${publication.topic}/` };
}
