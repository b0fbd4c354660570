import { remembering } from '../../core/remembering.ts';
import type { OwnPictures } from '../../domain/posts/own-pictures.ts';
import { parsePost, plainText } from '../../domain/posts/post.ts';
import { renderFeed } from '../../domain/posts/render-feed.ts';
import { renderWeb } from '../../domain/posts/render-web.ts';
import { type TopicPlaces, topicsLinkedIn } from '../../domain/posts/topic-links.ts';
import { addressOf, type Chrome, postPath } from '../chrome.ts';
import type { OwnPost } from '../model.ts';
import { searchWords } from '../search/words.ts';

/** A post with its words made ready for page and feed. */
export interface RenderedPost {
  readonly post: OwnPost;
  readonly html: string;
  readonly feedHtml: string;
  readonly minutes: number;
  /** How often each word stands in its prose, as it is searched for. */
  readonly words: ReadonlyMap<string, number>;
  /** The calendar's summary, or else the first paragraph. */
  readonly summary: string;
}

export async function renderPost(
  post: OwnPost,
  chrome: Chrome,
  topics: TopicPlaces = {},
): Promise<RenderedPost> {
  const baseUrl = addressOf(chrome, postPath(post.id));
  const { html, feedHtml, minutes, words, lead } = await wordsOf(
    JSON.stringify([
      baseUrl,
      post.markdown,
      chrome.language,
      linkedIn(post.markdown, topics),
      { siteUrl: addressOf(chrome, ''), named: post.pictures ?? {} } satisfies OwnPictures,
    ]),
  );
  return { post, html, feedHtml, minutes, words, summary: post.summary === '' ? lead : post.summary };
}

/** A page of the author's own words, made ready. `path`: of the page, from which links in it are read. */
export async function renderWords(
  markdown: string,
  path: string,
  chrome: Chrome,
  topics: TopicPlaces = {},
): Promise<{ readonly html: string; readonly lead: string }> {
  return wordsOf(
    JSON.stringify([addressOf(chrome, path), markdown, chrome.language, linkedIn(markdown, topics)]),
  );
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
  const [baseUrl, markdown, language, topics, pictures] = JSON.parse(asked) as [
    string,
    string,
    string,
    TopicPlaces,
    OwnPictures?,
  ];
  const parsed = parsePost(markdown, language);
  const standing = { baseUrl, topics, ...(pictures === undefined ? {} : { pictures }) };
  const { html } = await renderWeb(parsed, standing);
  return {
    html,
    feedHtml: renderFeed(parsed, standing),
    minutes: parsed.readingMinutes,
    words: countsOf(searchWords(plainText(parsed.tree))),
    lead: parsed.lead,
  };
});

function countsOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
