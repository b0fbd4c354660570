import type { FC } from 'hono/jsx';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf, postPath } from '../chrome.ts';
import { dayInWords } from '../dates.ts';
import type { ComingPost } from '../model.ts';
import { renderPage } from '../page.tsx';
import { websiteData } from '../structured-data.ts';
import { SubscribeSection } from '../subscribe-form.tsx';
import { Day, EarlierNote, Minutes, PostTitle, TrackLink } from './parts.tsx';
import type { RenderedPost } from './rendered.ts';

const RECENT = 6;

/** The front page: the latest post, those before it, what comes next, and the form. */
export function homePage(catalogue: Catalogue, chrome: Chrome): string {
  const [latest] = catalogue.rendered;
  const [next] = catalogue.coming;
  const body = (
    <>
      <div class="hello">
        <h1>{chrome.title}</h1>
        <p class="tagline">{chrome.tagline}</p>
      </div>
      {latest === undefined ? null : <Latest latest={latest} catalogue={catalogue} chrome={chrome} />}
      <Recent catalogue={catalogue} latest={latest ?? null} chrome={chrome} />
      {next === undefined ? null : <Next next={next} chrome={chrome} />}
      <SubscribeSection chrome={chrome} />
    </>
  );
  return renderPage({ title: null, body, path: '/', current: '/', data: [websiteData(chrome)] }, chrome);
}

const Latest: FC<{ latest: RenderedPost; catalogue: Catalogue; chrome: Chrome }> = ({
  latest,
  catalogue,
  chrome,
}) => (
  <section class="latest" aria-labelledby="latest-title">
    <p class="eyebrow">
      Latest in <TrackLink track={latest.post.track} catalogue={catalogue} chrome={chrome} />
    </p>
    <h2 id="latest-title">
      <a href={hrefOf(chrome, postPath(latest.post.id))}>{latest.post.title}</a>
    </h2>
    <p class="summary">{latest.summary}</p>
    <p class="meta">
      <Day date={latest.post.date} />
      <span>{latest.minutes} min read</span>
    </p>
  </section>
);

const Recent: FC<{ catalogue: Catalogue; latest: RenderedPost | null; chrome: Chrome }> = ({
  catalogue,
  latest,
  chrome,
}) => {
  const before = catalogue.posts
    .slice(0, RECENT + 1)
    .filter((post) => post.id !== latest?.post.id)
    .slice(0, RECENT);
  if (before.length === 0) return null;
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title" class="section-title">
        {latest === null ? 'So far' : 'Before that'}
      </h2>
      <ol class="posts" reversed>
        {before.map((post) => (
          <li>
            <p class="post-title">
              <PostTitle post={post} chrome={chrome} />
            </p>
            <p class="post-summary">{post.summary}</p>
            <p class="meta">
              <Day date={post.date} />
              <Minutes post={post} catalogue={catalogue} />
              <EarlierNote post={post} />
            </p>
          </li>
        ))}
      </ol>
      <p class="more">
        <a href={hrefOf(chrome, '/archive/')}>All posts</a>
        <a href={hrefOf(chrome, '/start-here/')}>New here? Start here</a>
      </p>
    </section>
  );
};

const Next: FC<{ next: ComingPost; chrome: Chrome }> = ({ next, chrome }) => (
  <section class="next" aria-labelledby="next-title">
    <h2 id="next-title" class="section-title">
      Next
    </h2>
    <p class="post-title">{next.title}</p>
    <p class="meta">
      <Day date={next.date} words={dayInWords(next.date)} />
      <a href={hrefOf(chrome, '/coming-next/')}>and after that</a>
    </p>
  </section>
);
