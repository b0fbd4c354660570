import { remembering } from '../core/remembering.ts';
import type { Picture } from '../domain/posts/drawing.ts';
import type { PostFault } from '../domain/posts/faults.ts';
import type { PicturesByName } from '../domain/posts/own-pictures.ts';
import { parsePost } from '../domain/posts/post.ts';
import { renderEmail } from '../domain/posts/render-email.ts';
import { renderText } from '../domain/posts/render-text.ts';
import type { TopicPlaces } from '../domain/posts/topic-links.ts';
import type { App } from './context.ts';
import { plainPictures } from './site-picture-files.ts';

/** Markdown as both parts of a mail. */
export interface MailArticle {
  readonly html: string;
  readonly text: string;
  /** Reading time. */
  readonly minutes: number;
  /** The first paragraph, in plain words. */
  readonly lead: string;
  /** Those the HTML refers to. */
  readonly pictures: readonly Picture[];
  /** What of it could not be shown as its author meant it. */
  readonly faults: readonly PostFault[];
}

export interface ArticleWords {
  /** Relative links are read from here. */
  readonly baseUrl: string;
  readonly markdown: string;
  readonly language: string;
  /** Those it links to. */
  readonly topics: TopicPlaces;
  /** That lie beside the post. */
  readonly pictures?: PicturesByName;
}

/** Renders words for a mail, and logs what of them could not be shown as their author meant it. */
export function renderArticle(
  app: ArticleHouse,
  { baseUrl, markdown, language, topics, pictures = {} }: ArticleWords,
): Promise<MailArticle> {
  return rendererOf(app)(JSON.stringify([baseUrl, markdown, language, topics, pictures]));
}

export type ArticleHouse = Pick<App, 'config' | 'draw' | 'log' | 'workspace'>;

type Renderer = (asked: string) => Promise<MailArticle>;

const renderers = new WeakMap<App['draw'], Renderer>();

/** An edition that waits is looked at every minute, and nearly always its post is what it was. */
function rendererOf({ config, draw, log, workspace }: ArticleHouse): Renderer {
  const known = renderers.get(draw);
  if (known !== undefined) return known;
  const renderer = remembering(8, async (asked): Promise<MailArticle> => {
    // Written by `renderArticle` just now.
    const [baseUrl, markdown, language, topics, named] = JSON.parse(asked) as [
      string,
      string,
      string,
      TopicPlaces,
      PicturesByName,
    ];
    const post = parsePost(markdown, language);
    const standing = { baseUrl, topics, pictures: { siteUrl: config.url, named } };
    const {
      html,
      pictures: drawn,
      faults,
    } = await renderEmail(post, standing, { draw, siteUrl: config.url });
    // What is remembered is not told again.
    for (const { line, column, words } of faults)
      log.warn(`the mail of ${baseUrl}, line ${line}:${column}: ${words}`);
    const pictures = [...drawn, ...(await plainPictures({ workspace }, named))];
    const { readingMinutes: minutes, lead } = post;
    return { html, text: renderText(post, standing), minutes, lead, pictures, faults };
  });
  renderers.set(draw, renderer);
  return renderer;
}
