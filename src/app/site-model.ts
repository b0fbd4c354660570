import { isDeepStrictEqual } from 'node:util';
import { instantOf, type LocalDate, wallClock, type ZoneName } from '../core/zoned-time.ts';
import type { Calendar, Topic, TopicId } from '../domain/calendar/calendar.ts';
import type { PicturesByName } from '../domain/posts/own-pictures.ts';
import { typesetWords } from '../domain/posts/typography.ts';
import type { ScheduleFacts } from '../domain/schedule/facts.ts';
import { type PlanRow, plan } from '../domain/schedule/plan.ts';
import type { AuthorPages, ComingPost, EarlierPost, OwnPost, SiteModel, SitePost } from '../site/model.ts';
import type { Publication } from '../store/publication-store.ts';
import { readBody, readPage } from '../workspace/author-files.ts';
import type { App } from './context.ts';
import type { Examined } from './examine.ts';
import { inPrint } from './in-print.ts';
import { ownPictures } from './own-pictures.ts';
import { siteMemoryOf } from './site-memory.ts';
import { siteTheme } from './site-theme.ts';
import { topicPlaces } from './topic-places.ts';

/** Gathers what the site is made of: publications, the posts from before Fortnight, and the plan. */
export async function siteModel(
  app: App,
  calendar: Calendar,
  {
    readinessOf,
    hasBody,
    facts,
  }: Pick<Examined, 'readinessOf' | 'hasBody'> & { readonly facts: ScheduleFacts },
): Promise<SiteModel> {
  const publications = await app.store.publications();
  const rows = plan({ calendar, facts, readinessOf, now: app.clock.now() });
  const { theme, faults } = await siteTheme(app);
  for (const fault of faults) app.log.warn(fault);
  const names = otherNames(calendar);
  const own: OwnPost[] = [];
  for (const publication of publications)
    if (publication.withdrawnAt === null)
      own.push(await ownPost(app, publication, calendar.cadence.zone, names(publication.topic)));
  const topics: Topics = new Map(calendar.topics.map((topic) => [topic.id, topic]));
  const { language } = calendar.blog;
  const set = (words: string) => typesetWords(words, language);
  const posts = [...(await earlierPosts(app, calendar, publications, hasBody)), ...own];
  return {
    blog: { ...calendar.blog, url: app.config.url },
    tracks: calendar.tracks.map((track) => ({ ...track, title: set(track.title), intro: set(track.intro) })),
    series: calendar.series.map((series) => ({ ...series, title: set(series.title) })),
    posts: posts.map((post) => inPrint(post, language)),
    topics: topicPlaces(app, calendar, publications, rows, hasBody),
    coming: rows.flatMap((row) => comingPost(topics, row)).map((post) => inPrint(post, language)),
    // The forms of a copy of the site come here all the same.
    form: { base: isElsewhereToo(app) ? app.config.url : '' },
    pages: await authorPages(app),
    theme,
    told: { hub: app.config.telling.hub, indexNowKey: app.config.telling.indexNow?.key ?? null },
    privacy: { keepsIps: app.config.keepConsentIp, takesMail: app.config.inbound !== null },
  };
}

/** Whether a copy of the site may lie on another host. */
function isElsewhereToo({ config }: App): boolean {
  return config.allowedOrigins.length > 0 || config.deployCommand !== null;
}

type Topics = ReadonlyMap<TopicId, Topic>;

const ownPosts = new WeakMap<Publication, { readonly zone: ZoneName; readonly post: OwnPost }>();

/** Of a publication that is the same object as before, with the same pictures, the same post: what follows from it is not worked out again. */
async function ownPost(
  app: App,
  publication: Publication,
  zone: ZoneName,
  aliases: readonly TopicId[],
): Promise<OwnPost> {
  const pictures = await ownPictures(app, publication.topic, publication.markdown, 'out');
  const known = ownPosts.get(publication);
  const isSame = known?.zone === zone && known.post.aliases.join() === aliases.join();
  if (isSame && isDeepStrictEqual(known.post.pictures, pictures)) return known.post;
  const post = newPost(publication, pictures, zone, aliases);
  ownPosts.set(publication, { zone, post });
  return post;
}

function newPost(
  publication: Publication,
  pictures: PicturesByName,
  zone: ZoneName,
  aliases: readonly TopicId[],
): OwnPost {
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
    date: wallClock(at, zone).date,
    markdown,
    pictures,
    at,
    revisedAt,
    byMail: true,
    aliases,
  };
}

/** A post keeps the address at which it came out, whatever its topic is called later: its other names lead there. */
function otherNames({ topics }: Calendar): (published: TopicId) => readonly TopicId[] {
  const all = new Map<TopicId, readonly TopicId[]>();
  for (const { id, aliases } of topics.toReversed())
    for (const name of [id, ...aliases]) all.set(name, [id, ...aliases]);
  return (published) => all.get(published)?.filter((name) => name !== published) ?? [];
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
    if (topic.published === null || [topic.id, ...topic.aliases].some((name) => recorded.has(name))) continue;
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
  const pictures = await ownPictures(app, id, read.text, 'out');
  const words = { markdown: read.text, pictures, at, revisedAt: null, byMail: false, aliases };
  const post = { kind: 'own', id, title, summary, track, series, part, tags, date, ...words } as const;
  const { kept } = await siteMemoryOf(app);
  const known = kept.get(id);
  if (known !== undefined && isDeepStrictEqual(known, post)) return known;
  kept.set(id, post);
  return post;
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
