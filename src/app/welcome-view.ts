import type { Calendar } from '../domain/calendar/calendar.ts';
import { typesetWords } from '../domain/posts/typography.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { WelcomeView } from '../mail/compose/render-welcome.ts';
import type { Publication } from '../store/publication-store.ts';
import type { App } from './context.ts';
import { postUrl } from './post-url.ts';
import { preferencesUrl } from './preference-link.ts';
import { senderOf } from './sender.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

/** What a welcome mail shows: the latest post, and the reading paths as far as their posts are on the web. */
export async function welcomeView(app: App, calendar: Calendar, reader: Subscriber): Promise<WelcomeView> {
  const publications = (await app.store.publications()).filter(
    (publication) => publication.withdrawnAt === null,
  );
  const latest = publications.at(-1) ?? null;
  const set = (words: string) => typesetWords(words, calendar.blog.language);
  const linkTo = ({ title, topic }: Publication) => ({ title: set(title), url: postUrl(app, topic) });
  const tracks = calendar.tracks.map((track) => ({
    title: set(track.title),
    intro: set(track.intro),
    posts: publications.filter((publication) => publication.track === track.id).map(linkTo),
  }));
  return {
    blog: senderOf(app, calendar).blog,
    tracks: tracks.filter((track) => track.posts.length > 0),
    latest: latest === null ? null : { ...linkTo(latest), summary: set(latest.summary) },
    unsubscribeUrl: unsubscribeUrl(app, reader.id),
    preferencesUrl: preferencesUrl(app, reader.id, reader.address),
    leaveUrl: `${app.config.url}/leave`,
    postalAddress: calendar.blog.postalAddress,
  };
}
