import type { FC } from 'hono/jsx';
import { never } from '../../core/errors.ts';
import type { LocalDate } from '../../core/zoned-time.ts';
import { type Chrome, hrefOf, postPath } from '../chrome.ts';
import { dateInWords } from '../dates.ts';
import type { Certainty, SitePost } from '../model.ts';

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
