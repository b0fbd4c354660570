import type { FC } from 'hono/jsx';
import type { Catalogue } from '../catalogue.ts';
import { addressOf, type Chrome, hrefOf, trackPath } from '../chrome.ts';
import { COMING_CALENDAR } from '../feeds/coming-calendar.ts';
import { feedPathsOf } from '../feeds/feed-paths.ts';
import { renderPage } from '../page.tsx';
import { SubscribeSection } from '../subscribe-form.tsx';

/** The ways to follow the blog without a mail: the feeds, and the calendar. */
export function feedsPage(catalogue: Catalogue, chrome: Chrome): string {
  const tracks = catalogue.shownTracks;
  const body = (
    <>
      <header class="page-header">
        <h1>Feeds</h1>
        <p class="lead">
          A feed reader shows you new posts as they come out, whole, without telling anybody who you are. Copy
          an address into it; most programs find it by the address of this site alone.
        </p>
      </header>
      <section aria-labelledby="all-title">
        <h2 id="all-title" class="section-title">
          Everything
        </h2>
        <dl class="addresses">
          <Address name="RSS" path="/feed.xml" chrome={chrome} />
          <Address name="Atom" path="/atom.xml" chrome={chrome} />
          <Address name="JSON Feed" path="/feed.json" chrome={chrome} />
        </dl>
      </section>
      {tracks.length === 0 ? null : <TrackFeeds tracks={tracks} chrome={chrome} />}
      <section aria-labelledby="calendar-title">
        <h2 id="calendar-title" class="section-title">
          What is coming
        </h2>
        <p class="intro">
          The plan as a calendar, for any program that takes iCalendar addresses. What is not certain yet says
          so.
        </p>
        <dl class="addresses">
          <Address name="iCalendar" path={COMING_CALENDAR} chrome={chrome} />
        </dl>
      </section>
      <SubscribeSection chrome={chrome} />
    </>
  );
  const description = `RSS, Atom and JSON feeds of ${chrome.title}, and its publishing calendar.`;
  return renderPage({ title: 'Feeds', description, body, path: '/feeds/' }, chrome);
}

const Address: FC<{ name: string; path: string; chrome: Chrome }> = ({ name, path, chrome }) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <a href={hrefOf(chrome, path)}>{addressOf(chrome, path)}</a>
    </dd>
  </div>
);

const TrackFeeds: FC<{ tracks: Catalogue['tracks']; chrome: Chrome }> = ({ tracks, chrome }) => (
  <section aria-labelledby="tracks-title">
    <h2 id="tracks-title" class="section-title">
      One track alone
    </h2>
    <ul class="feed-list">
      {tracks.map(({ id, title }) => {
        const { rss, atom, json } = feedPathsOf(trackPath(id));
        return (
          <li>
            <span class="feed-name" id={`feed-${id}`}>
              {title}
            </span>
            <FeedLink format="RSS" path={rss} of={id} chrome={chrome} />
            <FeedLink format="Atom" path={atom} of={id} chrome={chrome} />
            <FeedLink format="JSON" path={json} of={id} chrome={chrome} />
          </li>
        );
      })}
    </ul>
  </section>
);

/** Its name for those who hear the links one by one: "RSS, Distributed systems". */
const FeedLink: FC<{ format: string; path: string; of: string; chrome: Chrome }> = ({
  format,
  path,
  of,
  chrome,
}) => (
  <a
    href={hrefOf(chrome, path)}
    id={`feed-${of}-${format}`}
    aria-labelledby={`feed-${of}-${format} feed-${of}`}
  >
    {format}
  </a>
);
