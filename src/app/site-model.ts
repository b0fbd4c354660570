import { instantOf, type LocalDate, wallClock } from '../core/zoned-time.ts';
import type { Calendar, Topic, TopicId } from '../domain/calendar/calendar.ts';
import { typesetWords } from '../domain/posts/typography.ts';
import { type PlanRow, plan } from '../domain/schedule/plan.ts';
import type { AuthorPages, ComingPost, EarlierPost, OwnPost, SiteModel, SitePost } from '../site/model.ts';
import type { Publication } from '../store/publication-store.ts';
import { readBody, readPage } from '../workspace/author-files.ts';
import type { App } from './context.ts';
import type { Examined } from './examine.ts';
import { siteTheme } from './site-theme.ts';
import { topicPlaces } from './topic-places.ts';

/** Gathers what the site is made of: publications, the posts from before Fortnight, and the plan. */
export async function siteModel(
  app: App,
  calendar: Calendar,
  { readinessOf, hasBody }: Pick<Examined, 'readinessOf' | 'hasBody'>,
): Promise<SiteModel> {
  const publications = await app.store.publications();
  const facts = await app.store.scheduleFacts();
  const rows = plan({ calendar, facts, readinessOf, now: app.clock.now() });
  const { theme, faults } = await siteTheme(app);
  for (const fault of faults) app.log.warn(fault);
  const topics: Topics = new Map(calendar.topics.map((topic) => [topic.id, topic]));
  const onWeb = publications.filter((publication) => publication.withdrawnAt === null);
  const set = (words: string) => typesetWords(words, calendar.blog.language);
  return {
    blog: { ...calendar.blog, url: app.config.url },
    tracks: calendar.tracks.map((track) => ({ ...track, title: set(track.title), intro: set(track.intro) })),
    series: calendar.series.map((series) => ({ ...series, title: set(series.title) })),
    posts: [
      ...(await earlierPosts(app, calendar, publications, hasBody)),
      ...onWeb.map((one) => ownPost(calendar, one)),
    ].map((post) => ({ ...post, title: set(post.title), summary: set(post.summary) })),
    topics: topicPlaces(app, calendar, publications, rows, hasBody),
    coming: rows
      .flatMap((row) => comingPost(topics, row))
      .map((post) => ({ ...post, title: set(post.title), summary: set(post.summary) })),
    // The forms of a copy of the site come here all the same.
    form: { base: isElsewhereToo(app) ? app.config.url : '' },
    pages: await authorPages(app),
    theme,
    privacy: { keepsIps: app.config.keepConsentIp, takesMail: app.config.inbound !== null },
  };
}

/** Whether a copy of the site may lie on another host. */
function isElsewhereToo({ config }: App): boolean {
  return config.allowedOrigins.length > 0 || config.deployCommand !== null;
}

type Topics = ReadonlyMap<TopicId, Topic>;

function ownPost(calendar: Calendar, publication: Publication): OwnPost {
  const { topic, title, summary, track, series, part, tags, markdown, at, revisedAt } = publication;
  return {
    kind: 'own',
    id: topic,
    title,
    summary,
    track,
    series,
    part,
    tags,
    date: wallClock(at, calendar.cadence.zone).date,
    markdown,
    at,
    revisedAt,
    byMail: true,
    aliases: otherNames(calendar, topic),
  };
}

/** A post keeps the address at which it came out, whatever its topic is called later: its other names lead there. */
function otherNames({ topics }: Calendar, published: TopicId): readonly TopicId[] {
  const names = topics.map(({ id, aliases }) => [id, ...aliases]).find((all) => all.includes(published));
  return names?.filter((name) => name !== published) ?? [];
}

/** Posts that came out before Fortnight: with a page of their own if the author kept a body for them here. */
async function earlierPosts(
  app: App,
  calendar: Calendar,
  publications: readonly Publication[],
  hasBody: Examined['hasBody'],
): Promise<readonly SitePost[]> {
  const recorded = new Set(publications.map((publication) => publication.topic));
  const posts: SitePost[] = [];
  for (const topic of calendar.topics) {
    if (topic.published === null || recorded.has(topic.id)) continue;
    posts.push(
      hasBody(topic.id)
        ? await keptPost(app, calendar, topic, topic.published)
        : linkedPost(topic, topic.published),
    );
  }
  return posts;
}

async function keptPost(app: App, calendar: Calendar, topic: Topic, date: LocalDate): Promise<SitePost> {
  const read = await readBody(app.workspace, topic.id);
  if (read.kind !== 'text') return linkedPost(topic, date);
  const { id, title, summary, track, series, part, tags, aliases } = topic;
  const at = instantOf(date, calendar.cadence.at, calendar.cadence.zone);
  const words = { markdown: read.text, at, revisedAt: null, byMail: false, aliases };
  return { kind: 'own', id, title, summary, track, series, part, tags, date, ...words };
}

function linkedPost(topic: Topic, date: LocalDate): EarlierPost {
  const { id, title, summary, track, series, part, tags, url } = topic;
  return { kind: 'earlier', id, title, summary, track, series, part, tags, date, url };
}

function comingPost(topics: Topics, row: PlanRow): ComingPost[] {
  const topic = row.planned.topic === null ? undefined : topics.get(row.planned.topic);
  if (topic === undefined) return [];
  const { id, title, summary, track, series, part } = topic;
  const ready = row.readiness?.ready === true;
  const certainty = row.planned.why.kind === 'pin' ? 'pinned' : ready ? 'ready' : 'planned';
  const when = { date: row.date, at: row.instant, certainty } as const;
  return [{ ...when, id, title, summary, track, series, part, public: topic.public }];
}

async function authorPages(app: App): Promise<AuthorPages> {
  const [about, privacy, imprint] = await Promise.all([
    authorPage(app, 'about'),
    authorPage(app, 'privacy'),
    authorPage(app, 'imprint'),
  ]);
  return { about, privacy, imprint };
}

/** A page that cannot be read is as one that is not there, so that the site stands. */
async function authorPage(app: App, name: string): Promise<string | null> {
  const { file, read } = await readPage(app.workspace, name);
  if (read.kind === 'unreadable') app.log.warn(`${file} is not on the site: ${read.reason}`);
  return read.kind === 'text' ? read.text : null;
}
