import type { FC } from 'hono/jsx';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf } from '../chrome.ts';
import { dayInWords, yearOf } from '../dates.ts';
import { COMING_CALENDAR } from '../feeds/coming-calendar.ts';
import type { ComingPost } from '../model.ts';
import { renderPage } from '../page.tsx';
import { SubscribeSection } from '../subscribe-form.tsx';
import { CertaintyTag, Day, PartLink, TrackLink } from './parts.tsx';

/** The plan as readers may see it: every public topic with its date, and how sure that date is. */
export function comingNextPage(catalogue: Catalogue, chrome: Chrome): string {
  const { coming } = catalogue;
  const years = [...new Set(coming.map((post) => yearOf(post.date)))];
  const body = (
    <>
      <header class="page-header">
        <h1>Coming next</h1>
        <p class="lead">
          {coming.length === 0
            ? 'Nothing is planned at the moment.'
            : 'One post, then a week off, and so on. This is the plan as it stands today, straight from my calendar; a date is a plan until the post is written, and life may swap two of them.'}
        </p>
        {coming.length === 0 ? null : <Legend />}
        <p class="promise">
          <a href={hrefOf(chrome, COMING_CALENDAR)}>Follow the plan in your calendar</a> (iCalendar): what
          moves here moves there.
        </p>
      </header>
      {years.map((year) => (
        <section aria-labelledby={`year-${year}`}>
          <h2 id={`year-${year}`} class="section-title">
            {year}
          </h2>
          <ol class="timeline">
            {coming
              .filter((post) => yearOf(post.date) === year)
              .map((post) => (
                <Row post={post} catalogue={catalogue} chrome={chrome} />
              ))}
          </ol>
        </section>
      ))}
      <SubscribeSection chrome={chrome} />
    </>
  );
  const description = `What ${chrome.title} plans to publish, and when.`;
  return renderPage(
    { title: 'Coming next', description, body, path: '/coming-next/', current: '/coming-next/' },
    chrome,
  );
}

const Legend: FC = () => (
  <ul class="legend">
    <li>
      <CertaintyTag certainty="pinned" /> this post on this day
    </li>
    <li>
      <CertaintyTag certainty="ready" /> finished and in the queue
    </li>
    <li>
      <CertaintyTag certainty="planned" /> still to be written
    </li>
  </ul>
);

const Row: FC<{ post: ComingPost; catalogue: Catalogue; chrome: Chrome }> = ({ post, catalogue, chrome }) => (
  <li class={post.certainty}>
    <p class="meta">
      <Day date={post.date} words={dayInWords(post.date)} />
      <CertaintyTag certainty={post.certainty} />
    </p>
    <p class="post-title">{post.title}</p>
    {post.summary === '' ? null : <p class="post-summary">{post.summary}</p>}
    <p class="meta">
      <TrackLink track={post.track} catalogue={catalogue} chrome={chrome} />
      <PartLink of={post} catalogue={catalogue} chrome={chrome} />
    </p>
  </li>
);
