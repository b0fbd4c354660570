import type { FC } from 'hono/jsx';
import { type Chrome, hrefOf, postPath } from '../chrome.ts';
import { dayInWords } from '../dates.ts';
import type { ComingPost, SiteModel } from '../model.ts';
import { renderPage } from '../page.tsx';
import { newestFirst, publicComing, titleOf } from '../reading-order.ts';
import { SubscribeSection } from '../subscribe-form.tsx';
import { Day, EarlierNote, PostTitle } from './parts.tsx';
import type { RenderedPost } from './rendered.ts';

const RECENT = 6;

/** The front page: the latest post, those before it, what comes next, and the form. `rendered` is newest first. */
export function homePage(model: SiteModel, rendered: readonly RenderedPost[], chrome: Chrome): string {
  const [latest] = rendered;
  const [next] = publicComing(model);
  const body = (
    <>
      <div class="hello">
        <h1>{chrome.title}</h1>
        <p class="tagline">{chrome.tagline}</p>
      </div>
      {latest === undefined ? null : <Latest latest={latest} model={model} chrome={chrome} />}
      <Recent model={model} latest={latest ?? null} chrome={chrome} />
      {next === undefined ? null : <Next next={next} chrome={chrome} />}
      <SubscribeSection chrome={chrome} />
    </>
  );
  return renderPage({ title: null, body, path: '/', current: '/' }, chrome);
}

const Latest: FC<{ latest: RenderedPost; model: SiteModel; chrome: Chrome }> = ({
  latest,
  model,
  chrome,
}) => (
  <section class="latest" aria-labelledby="latest-title">
    <p class="eyebrow">
      Latest <span class="quiet">in {titleOf(latest.post.track, model.tracks)}</span>
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

const Recent: FC<{ model: SiteModel; latest: RenderedPost | null; chrome: Chrome }> = ({
  model,
  latest,
  chrome,
}) => {
  const before = newestFirst(model.posts.filter((post) => post.id !== latest?.post.id)).slice(0, RECENT);
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
