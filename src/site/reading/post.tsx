import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import { type Chrome, hrefOf, postPath } from '../chrome.ts';
import { dateInWords } from '../dates.ts';
import type { OwnPost, SiteModel } from '../model.ts';
import { renderPage } from '../page.tsx';
import { ownPosts, partsOf, type SeriesPart, titleOf } from '../reading-order.ts';
import { SubscribeSection } from '../subscribe-form.tsx';
import { Day, PostTitle } from './parts.tsx';
import type { RenderedPost } from './rendered.ts';

/** The page of one post: the article, its place in a series, its neighbours in time, and the form. */
export function postPage(rendered: RenderedPost, model: SiteModel, chrome: Chrome): string {
  const { post } = rendered;
  const body = (
    <>
      <article>
        <PostHeader rendered={rendered} model={model} chrome={chrome} />
        <div class="article">{raw(rendered.html)}</div>
      </article>
      {post.series === null ? null : (
        <SeriesBox post={post} series={post.series} model={model} chrome={chrome} />
      )}
      <Neighbours post={post} model={model} chrome={chrome} />
      <SubscribeSection chrome={chrome} />
    </>
  );
  const published = new Date(post.at).toISOString();
  return renderPage(
    { title: post.title, description: rendered.summary, body, path: postPath(post.id), published },
    chrome,
  );
}

const PostHeader: FC<{ rendered: RenderedPost; model: SiteModel; chrome: Chrome }> = ({
  rendered,
  model,
  chrome,
}) => {
  const { post, minutes } = rendered;
  return (
    <header class="post-header">
      <p class="eyebrow">
        <a href={`${hrefOf(chrome, '/start-here/')}#${post.track}`}>{titleOf(post.track, model.tracks)}</a>
        {post.series === null ? null : (
          <a class="quiet" href="#series">
            {titleOf(post.series, model.series)}, part {post.part}
          </a>
        )}
      </p>
      <h1>{post.title}</h1>
      <p class="meta">
        <Day date={post.date} />
        <span>{minutes} min read</span>
      </p>
    </header>
  );
};

const SeriesBox: FC<{ post: OwnPost; series: string; model: SiteModel; chrome: Chrome }> = (props) => {
  const { post, series, model, chrome } = props;
  return (
    <nav class="series" id="series" aria-labelledby="series-title">
      <h2 id="series-title" class="section-title">
        {titleOf(series, model.series)}
      </h2>
      <ol>
        {partsOf(series, model).map((part) => (
          <li value={part.part} class={part.kind === 'coming' ? 'still-coming' : undefined}>
            <PartLine part={part} here={post} chrome={chrome} />
          </li>
        ))}
      </ol>
      <p class="promise">
        Subscribers can have it by mail from its part 1, one part a fortnight:{' '}
        <a href={`${chrome.formBase}/preferences`}>say so in your preferences</a>.
      </p>
    </nav>
  );
};

const PartLine: FC<{ part: SeriesPart; here: OwnPost; chrome: Chrome }> = ({ part, here, chrome }) => {
  if (part.kind === 'coming') {
    return (
      <>
        {part.post.title} <span class="quiet">planned for {dateInWords(part.post.date)}</span>
      </>
    );
  }
  if (part.post.id !== here.id) return <PostTitle post={part.post} chrome={chrome} />;
  return (
    <>
      <strong aria-current="true">{here.title}</strong> <span class="quiet">you are here</span>
    </>
  );
};

const Neighbours: FC<{ post: OwnPost; model: SiteModel; chrome: Chrome }> = ({ post, model, chrome }) => {
  const posts = ownPosts(model);
  const place = posts.findIndex((other) => other.id === post.id);
  const older = posts[place + 1];
  const newer = posts[place - 1];
  if (older === undefined && newer === undefined) return null;
  return (
    <nav class="neighbours" aria-label="Other posts">
      {older === undefined ? null : (
        <a href={hrefOf(chrome, postPath(older.id))} rel="prev" class="older">
          <span class="quiet">Before</span>
          {older.title}
        </a>
      )}
      {newer === undefined ? null : (
        <a href={hrefOf(chrome, postPath(newer.id))} rel="next" class="newer">
          <span class="quiet">After</span>
          {newer.title}
        </a>
      )}
    </nav>
  );
};
