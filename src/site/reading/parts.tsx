import type { FC } from 'hono/jsx';
import { never } from '../../core/errors.ts';
import type { LocalDate } from '../../core/zoned-time.ts';
import type { Catalogue } from '../catalogue.ts';
import { type Chrome, hrefOf, postPath, seriesPath, trackPath } from '../chrome.ts';
import { dateInWords, dayInWords, shortDate } from '../dates.ts';
import type { Certainty, ComingPost, SitePost } from '../model.ts';
import { titleOf } from '../reading-order.ts';

/** A date as readers say it and machines read it. */
export const Day: FC<{ date: LocalDate; words?: string; class?: string }> = ({
  date,
  words,
  class: name,
}) => (
  <time datetime={date} class={name}>
    {words ?? dateInWords(date)}
  </time>
);

/** A post's title, leading wherever its words are; plain when they are nowhere. */
export const PostTitle: FC<{ post: SitePost; chrome: Chrome }> = ({ post, chrome }) => {
  if (post.kind === 'own') return <a href={hrefOf(chrome, postPath(post.id))}>{post.title}</a>;
  if (post.url !== null) {
    return (
      <a href={post.url} rel="noopener">
        {post.title}
      </a>
    );
  }
  return <span class="unlinked">{post.title}</span>;
};

/** Says of a post that came out before this site that it did. */
export const EarlierNote: FC<{ post: SitePost }> = ({ post }) =>
  post.kind === 'earlier' ? <span class="tag">before this site</span> : null;

/** How long it takes to read; nothing of a post whose words are elsewhere. */
export const Minutes: FC<{ post: SitePost; catalogue: Catalogue }> = ({ post, catalogue }) => {
  const minutes = catalogue.minutesOf(post);
  return minutes === null ? null : <span class="minutes">{minutes} min read</span>;
};

/** A track's name, leading to its page; plain when the calendar has it no more. */
export const TrackLink: FC<{ track: string; catalogue: Catalogue; chrome: Chrome }> = ({
  track,
  catalogue,
  chrome,
}) =>
  catalogue.shownTracks.some(({ id }) => id === track) ? (
    <a href={hrefOf(chrome, trackPath(track))}>{titleOf(track, catalogue.tracks)}</a>
  ) : (
    <span>{track}</span>
  );

/** A place in a series, leading to the page of the series; plain when the calendar has it no more. */
export const PartLink: FC<{
  of: { readonly series: string | null; readonly part: number | null };
  catalogue: Catalogue;
  chrome: Chrome;
}> = ({ of, catalogue, chrome }) => {
  if (of.series === null) return null;
  const words = `${titleOf(of.series, catalogue.series)}, part ${of.part}`;
  return catalogue.series.some(({ id }) => id === of.series) ? (
    <a class="quiet" href={hrefOf(chrome, seriesPath(of.series))}>
      {words}
    </a>
  ) : (
    <span class="quiet">{words}</span>
  );
};

/** Posts by date, as lines: the day, the title, and what stands below it. */
export const DateList: FC<{
  posts: readonly SitePost[];
  catalogue: Catalogue;
  chrome: Chrome;
  /** Under a heading with the year, which then need not be said. */
  underYear: boolean;
}> = ({ posts, catalogue, chrome, underYear }) => (
  <ol class={underYear ? 'by-date' : 'by-date by-date-long'} reversed>
    {posts.map((post) => (
      <li>
        <Day date={post.date} words={underYear ? shortDate(post.date) : dateInWords(post.date)} />
        <div>
          <p class="by-date-title">
            <PostTitle post={post} chrome={chrome} />
          </p>
          <p class="meta">
            <TrackLink track={post.track} catalogue={catalogue} chrome={chrome} />
            <Minutes post={post} catalogue={catalogue} />
            <EarlierNote post={post} />
          </p>
        </div>
      </li>
    ))}
  </ol>
);

/** A planned post: its day and how sure that is, its title, and what it is about. */
export const ComingLine: FC<{ post: ComingPost }> = ({ post }) => (
  <>
    <p class="post-title">{post.title}</p>
    {post.summary === '' ? null : <p class="post-summary">{post.summary}</p>}
    <p class="meta">
      <Day date={post.date} words={dayInWords(post.date)} />
      <CertaintyTag certainty={post.certainty} />
    </p>
  </>
);

export const CertaintyTag: FC<{ certainty: Certainty }> = ({ certainty }) => (
  <span class={`tag tag-${certainty}`}>{certaintyInWords(certainty)}</span>
);

function certaintyInWords(certainty: Certainty): string {
  switch (certainty) {
    case 'pinned':
      return 'date promised';
    case 'ready':
      return 'written';
    case 'planned':
      return 'planned';
    default:
      return never(certainty);
  }
}
