import type { Calendar } from '../domain/calendar/calendar.ts';
import type { Subscriber } from '../domain/readers/subscriber.ts';
import type { WelcomeView } from '../mail/compose/render-single.ts';
import type { Publication } from '../store/publication-store.ts';
import type { App } from './context.ts';
import { preferencesUrl } from './preference-link.ts';
import { senderOf } from './sender.ts';
import { unsubscribeUrl } from './unsubscribe.ts';

/** What a welcome mail shows: the latest post, and the reading paths as far as their posts are on the web. */
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
    tracks: tracks.filter((track) => track.posts.length > 0),
    latest: latest === null ? null : { ...linkTo(app, latest), summary: latest.summary },
    unsubscribeUrl: unsubscribeUrl(app, reader.id),
    preferencesUrl: preferencesUrl(app, reader.id, reader.address),
    leaveUrl: `${app.config.url}/leave`,
    postalAddress: calendar.blog.postalAddress,
  };
}

function linkTo(app: App, publication: Publication): { readonly title: string; readonly url: string } {
  return { title: publication.title, url: `${app.config.url}/posts/${publication.topic}/` };
}
