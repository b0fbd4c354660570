import { remembering } from '../../core/remembering.ts';
import { parsePost } from '../../domain/posts/post.ts';
import { renderFeed } from '../../domain/posts/render-feed.ts';
import { renderWeb } from '../../domain/posts/render-web.ts';
import { type TopicPlaces, topicsLinkedIn } from '../../domain/posts/topic-links.ts';
import { addressOf, type Chrome, postPath } from '../chrome.ts';
import type { OwnPost } from '../model.ts';

/** A post with its words made ready for page and feed. */
export interface RenderedPost {
  readonly post: OwnPost;
  readonly html: string;
  readonly feedHtml: string;
  readonly minutes: number;
  /** The calendar's summary, or else the first paragraph. */
  readonly summary: string;
}

export async function renderPost(
  post: OwnPost,
  chrome: Chrome,
  topics: TopicPlaces = {},
): Promise<RenderedPost> {
  const baseUrl = addressOf(chrome, postPath(post.id));
  const { html, feedHtml, minutes, lead } = await wordsOf(
    JSON.stringify([baseUrl, post.markdown, chrome.language, linkedIn(post.markdown, topics)]),
  );
  return { post, html, feedHtml, minutes, summary: post.summary === '' ? lead : post.summary };
}

/** Of all topics those a post links to, so that it is made anew when one of them moves, and only then. */
function linkedIn(markdown: string, topics: TopicPlaces): TopicPlaces {
  const ids = topicsLinkedIn(markdown).filter((id) => Object.hasOwn(topics, id));
  return Object.fromEntries(ids.flatMap((id) => (topics[id] === undefined ? [] : [[id, topics[id]]])));
}

/** The site is made anew whenever something comes out or a date moves; the posts that were there before are the same. */
const REMEMBERED_POSTS = 500;

const wordsOf = remembering(REMEMBERED_POSTS, async (asked) => {
  // Written by the caller just now.
  const [baseUrl, markdown, language, topics] = JSON.parse(asked) as [string, string, string, TopicPlaces];
  const parsed = parsePost(markdown, language);
  const standing = { baseUrl, topics };
  const { html } = await renderWeb(parsed, standing);
  return {
    html,
    feedHtml: renderFeed(parsed, standing),
    minutes: parsed.readingMinutes,
    lead: parsed.lead,
  };
});
