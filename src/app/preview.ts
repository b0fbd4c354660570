import { parseEmailAddress } from '../core/email-address.ts';
import { AppError } from '../core/errors.ts';
import type { Calendar, Topic } from '../domain/calendar/calendar.ts';
import type { Picture } from '../domain/posts/drawing.ts';
import { typesetWords } from '../domain/posts/typography.ts';
import type { EditionView } from '../mail/compose/render-edition.ts';
import { renderPreview } from '../mail/compose/render-single.ts';
import { composeSingleMail } from '../mail/compose/single-mail.ts';
import { planPost, planSite } from '../site/build.ts';
import type { SiteFile, SiteModel } from '../site/model.ts';
import { pictureType } from '../site/pictures/rendition-store.ts';
import { addPictures } from '../site/write.ts';
import { articleWords } from './article-words.ts';
import { bodyOf } from './body.ts';
import type { App } from './context.ts';
import { withEmbedded } from './embedded-pictures.ts';
import { type Examined, examine, usableCalendar } from './examine.ts';
import { ownPictures } from './own-pictures.ts';
import { postUrl } from './post-url.ts';
import { contentOf } from './publish.ts';
import { renderArticle } from './render-article.ts';
import { viewOf } from './render-edition.ts';
import { ourMessageId, senderOf } from './sender.ts';
import { siteMemoryOf } from './site-memory.ts';
import { siteModel } from './site-model.ts';
import { sitePictureFiles } from './site-picture-files.ts';
import { redirected } from './test-mode.ts';
import { topicOf } from './topic-of.ts';

export type PreviewPart = 'email' | 'text' | 'web';

/** The mail of a topic: what a browser shows of it needs nothing else. @throws AppError `not-found` */
export async function previewParts(
  app: App,
  calendar: Calendar,
  id: string,
): Promise<{ readonly html: string; readonly text: string }> {
  const { html, text } = await previewMail(app, await topicView(app, calendar, id));
  return { html: withPictures(app, html, await picturesOf(app, calendar, id)), text };
}

/** A topic as its readers would get it now, published or not: mail HTML, plain text, or the whole web page. @throws AppError `not-found` */
export async function preview(app: App, id: string, part: PreviewPart): Promise<string> {
  const examined = await examine(app.workspace);
  const calendar = usableCalendar(examined);
  if (part === 'web') return previewPage(app, calendar, id, examined.hasBody);
  const { html, text } = await previewParts(app, calendar, id);
  return part === 'text' ? text : html;
}

/** Sends a topic as its mail to one address, marked as a test; nothing is recorded. Returns what the relay said. */
export async function sendTest(app: App, id: string, typed: string): Promise<string> {
  const to = parseEmailAddress(typed);
  if (!to.ok) throw new AppError('invalid', `"${typed}" is not an address: ${to.reason}`);
  const calendar = usableCalendar(await examine(app.workspace));
  const rendered = await previewMail(app, await topicView(app, calendar, id));
  await addPictures(app.workspace.siteFolder, await picturesOf(app, calendar, id));
  const { from, replyTo, envelopeFrom } = senderOf(app, calendar);
  const date = app.clock.now();
  const messageId = ourMessageId(app, 't', date, Math.floor(app.random() * 1e9));
  const headers = { from, replyTo, envelopeFrom, to: to.address, date, messageId, unsubscribe: null };
  const subject = `Test: ${typesetWords(topicOf(calendar, id).title, calendar.blog.language)}`;
  const mail = await composeSingleMail(
    ...redirected(
      { ...rendered, ...(await withEmbedded(app, rendered.html)), subject },
      headers,
      app.config.allMailTo,
    ),
  );
  const [relay] = await app.relays();
  if (relay === undefined) throw new Error('there is always a relay: the mailbox, if no other');
  const report = await relay.single.send(mail);
  if (report.kind === 'accepted') return report.reply;
  throw new AppError(
    'unavailable',
    `the test was not sent: ${'reply' in report ? report.reply : report.detail}`,
    {
      help: 'check SMTP_URL',
    },
  );
}

/** A topic as its edition would show it now. @throws AppError `not-found` */
export async function topicView(app: App, calendar: Calendar, id: string): Promise<EditionView> {
  const topic = topicOf(calendar, id);
  const markdown = await bodyOf(app, topic.id);
  return viewOf(app, calendar, topic.id, contentOf(topic, markdown), app.clock.now());
}

async function picturesOf(app: App, calendar: Calendar, id: string): Promise<readonly Picture[]> {
  const { id: topic } = topicOf(calendar, id);
  const words = await articleWords(app, calendar, postUrl(app, topic), topic, await bodyOf(app, topic));
  const { pictures } = await renderArticle(app, words);
  return pictures;
}

/** What is looked at before it is published is not on the site yet: it brings its pictures with it. */
function withPictures(app: App, html: string, pictures: readonly Picture[]): string {
  return pictures.reduce(
    (whole, { path, bytes }) =>
      whole.replaceAll(
        `${app.config.url}/${path}`,
        `data:${pictureType(path)};base64,${Buffer.from(bytes).toString('base64')}`,
      ),
    html,
  );
}

function previewMail(app: App, view: EditionView) {
  const words = 'A preview, for you alone: nothing is published or recorded.';
  return renderPreview(app.templates, view, { words, links: [] });
}

async function previewPage(
  app: App,
  calendar: Calendar,
  id: string,
  hasBody: Examined['hasBody'],
): Promise<string> {
  const { page } = await previewSite(app, calendar, id, hasBody);
  if (typeof page.contents !== 'string') throw new Error(`no page was built for ${id}`);
  return page.contents;
}

/** The site as it would be if a topic were out. */
export interface PreviewSite {
  readonly page: SiteFile;
  /** The page, and what it loads. */
  readonly near: readonly SiteFile[];
  /** The whole site, made when somebody follows a link to it. */
  readonly whole: () => Promise<readonly SiteFile[]>;
}

/** @throws AppError `not-found` */
export async function previewSite(
  app: App,
  calendar: Calendar,
  id: string,
  hasBody: Examined['hasBody'],
): Promise<PreviewSite> {
  const model = await previewModel(app, calendar, topicOf(calendar, id), hasBody);
  const { cache } = await siteMemoryOf(app);
  // What an author types is kept in memory, or the disk would have every word of it.
  const own = { ...model, posts: model.posts.filter((post) => post.id === id) };
  const near = [...sitePictureFiles(app, own), ...(await planPost(model, id, { version: app.version }))];
  const page = near.find(({ path }) => path === `posts/${id}/index.html`);
  if (page === undefined) throw new Error(`no page was built for ${id}`);
  const whole = async () => [
    ...sitePictureFiles(app, model),
    ...(await planSite(model, { cache, version: app.version })),
  ];
  return { page, near, whole };
}

async function previewModel(
  app: App,
  calendar: Calendar,
  topic: Topic,
  hasBody: Examined['hasBody'],
): Promise<SiteModel> {
  const markdown = await bodyOf(app, topic.id);
  const at = app.clock.now();
  const readinessOf = () => ({ ready: false, missing: 'a preview' }) as const;
  const facts = await app.store.scheduleFacts();
  const model = await siteModel(app, calendar, { readinessOf, hasBody, facts });
  const date = topic.published ?? topic.pin ?? calendar.cadence.anchor;
  const { id, title, summary, track, series, part, tags } = topic;
  const { language } = calendar.blog;
  const post = {
    kind: 'own',
    id,
    title: typesetWords(title, language),
    summary: typesetWords(summary, language),
    track,
    series,
    part,
    tags,
    date,
    markdown,
    pictures: await ownPictures(app, id, markdown, 'draft'),
    at,
    revisedAt: null,
    byMail: false,
    aliases: [],
  } as const;
  return { ...model, posts: [...model.posts.filter((other) => other.id !== id), post] };
}
