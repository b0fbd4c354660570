import { instantOf, type LocalDate, wallClock } from '../core/zoned-time.ts';
import type { Calendar, Topic } from '../domain/calendar/calendar.ts';
import { type PlanRow, plan } from '../domain/schedule/plan.ts';
import type { ComingPost, EarlierPost, OwnPost, SiteModel, SitePost } from '../site/model.ts';
import type { Publication } from '../store/publication-store.ts';
import { readBody } from '../workspace/author-files.ts';
import type { App } from './context.ts';
import type { Examined } from './examine.ts';
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
  const onWeb = publications.filter((publication) => publication.withdrawnAt === null);
  return {
    blog: { ...calendar.blog, url: app.config.url },
    tracks: calendar.tracks,
    series: calendar.series,
    posts: [
      ...(await earlierPosts(app, calendar, publications, hasBody)),
      ...onWeb.map((one) => ownPost(calendar, one)),
    ],
    topics: topicPlaces(app, calendar, publications, rows),
    coming: rows.flatMap((row) => comingPost(calendar, row)),
    // A copy of the site may lie on an allowed origin: its forms come here all the same.
    form: { base: app.config.allowedOrigins.length === 0 ? '' : app.config.url },
  };
}

function ownPost(calendar: Calendar, publication: Publication): OwnPost {
  const { topic, title, summary, track, series, part, markdown, at, revisedAt } = publication;
  return {
    kind: 'own',
    id: topic,
    title,
    summary,
    track,
    series,
    part,
    date: wallClock(at, calendar.cadence.zone).date,
    markdown,
    at,
    revisedAt,
    aliases: calendar.topics.find((candidate) => candidate.id === topic)?.aliases ?? [],
  };
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
  const { id, title, summary, track, series, part, aliases } = topic;
  const at = instantOf(date, calendar.cadence.at, calendar.cadence.zone);
  const words = { markdown: read.text, at, revisedAt: null, aliases };
  return { kind: 'own', id, title, summary, track, series, part, date, ...words };
}

function linkedPost(topic: Topic, date: LocalDate): EarlierPost {
  const { id, title, summary, track, series, part, url } = topic;
  return { kind: 'earlier', id, title, summary, track, series, part, date, url };
}

function comingPost(calendar: Calendar, row: PlanRow): ComingPost[] {
  const topic = calendar.topics.find((candidate) => candidate.id === row.planned.topic);
  if (topic === undefined || row.planned.topic === null) return [];
  const { id, title, summary, track, series, part } = topic;
  const ready = row.readiness?.ready === true;
  const certainty = row.planned.why.kind === 'pin' ? 'pinned' : ready ? 'ready' : 'planned';
  return [{ date: row.date, id, title, summary, track, series, part, certainty, public: topic.public }];
}
