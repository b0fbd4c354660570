import { raw } from 'hono/html';
import type { FC } from 'hono/jsx';
import type { Catalogue, SeriesPart, Tag } from '../catalogue.ts';
import { type Chrome, hrefOf, type PageCard, postPath, seriesPath, tagPath } from '../chrome.ts';
import { dateInWords } from '../dates.ts';
import { changedAt } from '../feeds/feed-source.ts';
import type { OwnPost } from '../model.ts';
import { renderPage } from '../page.tsx';
import { titleOf } from '../reading-order.ts';
import { postData } from '../structured-data.ts';
import { SubscribeSection } from '../subscribe-form.tsx';
import { Day, PartLink, PostTitle, TrackLink } from './parts.tsx';
import type { RenderedPost } from './rendered.ts';
import { canBeMailed } from './series.tsx';

/** Parts of a series that stand below a post. */
const LONGEST_BOX = 16;

/** The page of one post: the article, its place in a series, its neighbours in time, and the form. `html`: of the article. */
export function postPage(
  rendered: RenderedPost,
  html: string,
  card: PageCard,
  catalogue: Catalogue,
  chrome: Chrome,
): string {
  const { post } = rendered;
  const body = (
    <>
      <article>
        <PostHeader rendered={rendered} catalogue={catalogue} chrome={chrome} />
        <div class="article">{raw(html)}</div>
        <Tags post={post} catalogue={catalogue} chrome={chrome} />
      </article>
      {post.series === null ? null : (
        <SeriesBox post={post} series={post.series} catalogue={catalogue} chrome={chrome} />
      )}
      <Neighbours post={post} catalogue={catalogue} chrome={chrome} />
      <SubscribeSection chrome={chrome} />
    </>
  );
  const article = {
    published: new Date(post.at).toISOString(),
    modified: new Date(changedAt(post)).toISOString(),
  };
  const data = postData(rendered, card.path, catalogue, chrome);
  const said = { title: post.title, description: rendered.summary, path: postPath(post.id) };
  return renderPage({ ...said, body, article, card, data }, chrome);
}

/** All that the page shows of other posts and of the calendar: it is made anew when this differs. */
export function aroundPost(
  { post, summary, minutes }: RenderedPost,
  catalogue: Catalogue,
): readonly unknown[] {
  const { markdown: _, ...own } = post;
  const { older, newer } = catalogue.neighboursOf(post);
  const parts = post.series === null ? [] : catalogue.partsOf(post.series);
  return [
    own,
    summary,
    minutes,
    [older, newer].map((other) => other && [other.id, other.title]),
    tagsOf(post, catalogue).map(({ slug, words }) => [slug, words]),
    parts.length,
    canBeMailed(parts),
    around(post, parts).map(({ kind, part, post: { id, title, date } }) => [kind, part, id, title, date]),
    around(post, parts).map(({ post: other }) => ('url' in other ? other.url : null)),
  ];
}

const PostHeader: FC<{ rendered: RenderedPost; catalogue: Catalogue; chrome: Chrome }> = ({
  rendered,
  catalogue,
  chrome,
}) => {
  const { post, minutes } = rendered;
  return (
    <header class="post-header">
      <p class="eyebrow">
        <TrackLink track={post.track} catalogue={catalogue} chrome={chrome} />
        <PartLink of={post} catalogue={catalogue} chrome={chrome} />
      </p>
      <h1>{post.title}</h1>
      <p class="meta">
        <Day date={post.date} />
        <span>{minutes} min read</span>
      </p>
    </header>
  );
};

const Tags: FC<{ post: OwnPost; catalogue: Catalogue; chrome: Chrome }> = ({ post, catalogue, chrome }) => {
  const tags = tagsOf(post, catalogue);
  if (tags.length === 0) return null;
  return (
    <nav class="tags" aria-label="Tags">
      <ul>
        {tags.map((tag) => (
          <li>
            <a class="tag" href={hrefOf(chrome, tagPath(tag.slug))}>
              {tag.words}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

function tagsOf(post: OwnPost, catalogue: Catalogue): readonly Tag[] {
  return [...new Set(post.tags.flatMap((words) => catalogue.tagOf(words) ?? []))];
}

const SeriesBox: FC<{ post: OwnPost; series: string; catalogue: Catalogue; chrome: Chrome }> = (props) => {
  const { post, series, catalogue, chrome } = props;
  const parts = catalogue.partsOf(series);
  const shown = around(post, parts);
  return (
    <nav class="series" id="series" aria-labelledby="series-title">
      <h2 id="series-title" class="section-title">
        <SeriesLink series={series} catalogue={catalogue} chrome={chrome} />
      </h2>
      <ol>
        {shown.map((part) => (
          <li value={part.part} class={part.kind === 'coming' ? 'still-coming' : undefined}>
            <PartLine part={part} here={post} chrome={chrome} />
          </li>
        ))}
      </ol>
      {shown.length === parts.length ? null : <p class="promise">It has {parts.length} parts in all.</p>}
      {canBeMailed(parts) ? (
        <p class="promise">
          Subscribers can have it by mail from its part 1, one part a fortnight:{' '}
          <a href={`${chrome.formBase}/preferences`}>say so in your preferences</a>.
        </p>
      ) : null}
    </nav>
  );
};

/** All parts of a series of ordinary length; of a longer one, those about this post. */
function around(post: OwnPost, parts: readonly SeriesPart[]): readonly SeriesPart[] {
  if (parts.length <= LONGEST_BOX) return parts;
  const here = parts.findIndex((part) => part.post.id === post.id);
  const start = Math.min(Math.max(0, here - LONGEST_BOX / 2), parts.length - LONGEST_BOX);
  return parts.slice(start, start + LONGEST_BOX);
}

const SeriesLink: FC<{ series: string; catalogue: Catalogue; chrome: Chrome }> = ({
  series,
  catalogue,
  chrome,
}) =>
  catalogue.series.some(({ id }) => id === series) ? (
    <a href={hrefOf(chrome, seriesPath(series))}>{titleOf(series, catalogue.series)}</a>
  ) : (
    <span>{series}</span>
  );

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

const Neighbours: FC<{ post: OwnPost; catalogue: Catalogue; chrome: Chrome }> = ({
  post,
  catalogue,
  chrome,
}) => {
  const { older, newer } = catalogue.neighboursOf(post);
  if (older === null && newer === null) return null;
  return (
    <nav class="neighbours" aria-label="Other posts">
      {older === null ? null : (
        <a href={hrefOf(chrome, postPath(older.id))} rel="prev" class="older">
          <span class="quiet">Before</span>
          {older.title}
        </a>
      )}
      {newer === null ? null : (
        <a href={hrefOf(chrome, postPath(newer.id))} rel="next" class="newer">
          <span class="quiet">After</span>
          {newer.title}
        </a>
      )}
    </nav>
  );
};
