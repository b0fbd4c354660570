import type { Standing } from '../../domain/posts/article.ts';
import { mayBeDrawn } from '../../domain/posts/may-be-drawn.ts';
import { parsePost, plainText } from '../../domain/posts/post.ts';
import { picturePathsOf } from '../../domain/posts/post-pictures.ts';
import { renderFeed } from '../../domain/posts/render-feed.ts';
import { renderWeb } from '../../domain/posts/render-web.ts';
import type { Article } from '../kept/article-shelf.ts';
import { searchWords } from '../search/words.ts';

/** All that decides an article. */
export interface ArticleAsked {
  readonly markdown: string;
  readonly language: string;
  readonly standing: Standing;
}

export type MakeArticle = (asked: ArticleAsked) => Promise<Article>;

/** Makes of a post's words what page, feed and search have of them. */
export const makeArticle: MakeArticle = async ({ markdown, language, standing }) => {
  const parsed = parsePost(markdown, language);
  const { html } = await renderWeb(parsed, standing);
  return {
    html,
    feedHtml: renderFeed(parsed, standing),
    minutes: parsed.readingMinutes,
    words: countsOf(searchWords(plainText(parsed.tree))),
    lead: parsed.lead,
    pictures: mayBeDrawn(markdown) ? await picturePathsOf(parsed) : [],
  };
};

function countsOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
