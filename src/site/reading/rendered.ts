import { parsePost } from '../../domain/posts/post.ts';
import { renderFeed } from '../../domain/posts/render-feed.ts';
import { renderWeb } from '../../domain/posts/render-web.ts';
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

export async function renderPost(post: OwnPost, chrome: Chrome): Promise<RenderedPost> {
  const parsed = parsePost(post.markdown);
  const standing = { baseUrl: addressOf(chrome, postPath(post.id)) };
  const { html } = await renderWeb(parsed, standing);
  return {
    post,
    html,
    feedHtml: renderFeed(parsed, standing),
    minutes: parsed.readingMinutes,
    summary: post.summary === '' ? parsed.lead : post.summary,
  };
}
