import { AppError, messageOf } from '../core/errors.ts';
import { HTML_LIMIT_BYTES, HTML_WARNING_BYTES } from '../mail/compose/render-edition.ts';
import type { SiteFile } from '../site/model.ts';
import { articleWords } from './article-words.ts';
import { bodyOf } from './body.ts';
import type { App } from './context.ts';
import { examine, usableCalendar } from './examine.ts';
import { postPicture } from './post-picture.ts';
import { postUrl } from './post-url.ts';
import { type PostRemark, preflight } from './preflight.ts';
import { type PreviewSite, previewParts, previewSite } from './preview.ts';
import { renderArticle } from './render-article.ts';
import { topicOf } from './topic-of.ts';

/** A topic as all its readers would get it now. */
export interface WholePreview {
  readonly title: string;
  /** Of the post on the site. */
  readonly path: string;
  /** A file of the site as it would be if the topic were out, by its path; null when there is none. */
  readonly fileAt: (path: string) => Promise<SiteFile | null>;
  /** As it is looked at: with a line above that says so, and with its pictures inside. */
  readonly mail: { readonly html: string; readonly text: string };
  readonly remarks: readonly PostRemark[];
  /** Of the article alone, in bytes; what is added to it is the same for every post. */
  readonly size: { readonly article: number; readonly warning: number; readonly limit: number };
}

/** @throws AppError `not-found` for a topic that does not exist or has no body, `invalid` for a calendar that cannot be read */
export async function previewWhole(app: App, id: string): Promise<WholePreview> {
  const examined = await examine(app.workspace);
  const calendar = usableCalendar(examined);
  const topic = topicOf(calendar, id);
  const markdown = await bodyOf(app, topic.id);
  const words = await articleWords(app, calendar, postUrl(app, topic.id), topic.id, markdown);
  const [article, mail, site] = await Promise.all([
    renderArticle(app, words),
    previewParts(app, calendar, id),
    previewSite(app, calendar, id, examined.hasBody),
  ]);
  return {
    title: topic.title,
    path: `/posts/${topic.id}/`,
    fileAt: finderIn(site),
    mail,
    remarks: preflight(markdown, article.faults, (name) => postPicture(app.workspace, topic.id, name)),
    size: { article: Buffer.byteLength(article.html), warning: HTML_WARNING_BYTES, limit: HTML_LIMIT_BYTES },
  };
}

function finderIn({ near, whole }: PreviewSite): WholePreview['fileAt'] {
  const found = (files: readonly SiteFile[], path: string) =>
    files.find(
      (file) => `/${file.path}` === path || `/${file.path}` === `${path.replace(/\/$/, '')}/index.html`,
    );
  let all: Promise<readonly SiteFile[]> | null = null;
  return async (path) => {
    const close = found(near, path);
    if (close !== undefined) return close;
    all ??= whole();
    return found(await all, path) ?? null;
  };
}

/** The same; in the place of what cannot be rendered just now, why: the author is in the middle of a word. */
export async function previewOrWhy(app: App, id: string): Promise<WholePreview | { readonly why: string }> {
  try {
    return await previewWhole(app, id);
  } catch (error) {
    if (!(error instanceof AppError)) app.log.error(`${id} cannot be shown`, error);
    return { why: messageOf(error) };
  }
}
