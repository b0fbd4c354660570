import type { Calendar } from '../domain/calendar/calendar.ts';
import { typesetWords } from '../domain/posts/typography.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { LinkedPost, WelcomeView } from '../mail/compose/render-welcome.ts';
import { listBodies } from '../workspace/author-files.ts';
import type { App } from './context.ts';
import { postUrl } from './post-url.ts';
import { preferencesUrl } from './preference-link.ts';
import { senderOf } from './sender.ts';
import { seriesStandings } from './series-standing.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

/** Posts of one reading path: the mail is to be read in a minute, and leads to the page that has them all. */
const MOST_OF_PATH = 6;

/** What a welcome mail shows: the latest post, the reading paths as far as their posts are on the web, and the series that can come by mail. */
export async function welcomeView(app: App, calendar: Calendar, reader: Subscriber): Promise<WelcomeView> {
  const posts = await postsOnWeb(app, calendar);
  const latest = posts.at(-1);
  const set = (words: string) => typesetWords(words, calendar.blog.language);
  const linkTo = ({ title, url }: LinkedPost) => ({ title: set(title), url });
  const tracks = calendar.tracks.map((track) => ({
    title: set(track.title),
    intro: set(track.intro),
    posts: inOrder(
      posts.filter((post) => post.track === track.id),
      track.startHere,
    )
      .slice(0, MOST_OF_PATH)
      .map(linkTo),
  }));
  return {
    blog: senderOf(app, calendar).blog,
    tracks: [
      ...tracks.filter((track) => track.posts.length > 0),
      ...(await seriesByMail(app, calendar, reader)),
    ],
    latest: latest === undefined ? null : { ...linkTo(latest), summary: set(latest.summary) },
    unsubscribeUrl: unsubscribeUrl(app, reader.id),
    preferencesUrl: preferencesUrl(app, reader.id, reader.address),
    leaveUrl: `${app.config.url}/leave`,
    postalAddress: calendar.blog.postalAddress,
  };
}

interface PostOnWeb extends LinkedPost {
  readonly id: string;
  readonly track: string;
  readonly summary: string;
}

/** Oldest first: those from before Fortnight, where their words are, and what was published. */
async function postsOnWeb(app: App, calendar: Calendar): Promise<readonly PostOnWeb[]> {
  const publications = await app.store.publications();
  const recorded = new Set<string>(publications.map(({ topic }) => topic));
  const bodies = await listBodies(app.workspace);
  const earlier = calendar.topics
    .flatMap(({ id, track, title, summary, published, url: elsewhere }) => {
      const url = bodies.has(id) ? postUrl(app, id) : elsewhere;
      if (published === null || url === null || recorded.has(id)) return [];
      return [{ id, track, title, summary, url, published }];
    })
    .sort((one, other) => (one.published < other.published ? -1 : 1));
  const own = publications
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map(({ topic, track, title, summary }) => ({
      id: topic,
      track,
      title,
      summary,
      url: postUrl(app, topic),
    }));
  return [...earlier, ...own];
}

/** As on the page of the reading paths: first what the author lists, then the rest as it came out. */
function inOrder(posts: readonly PostOnWeb[], listed: readonly string[]): readonly PostOnWeb[] {
  const place = ({ id }: PostOnWeb) => (listed.includes(id) ? listed.indexOf(id) : listed.length);
  return posts.toSorted((one, other) => place(one) - place(other));
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
    .map((series) => ({
      title: typesetWords(series.title, calendar.blog.language),
      url: `${app.config.url}/series/${series.id}/`,
    }));
  const intro =
    'These series can come to you from their first part, one part a fortnight, beside the new posts. Say so in your preferences; the link is below.';
  return posts.length === 0 ? [] : [{ title: 'A series from its beginning', intro, posts }];
}
