import { DAY, HOUR } from '../../core/clock.ts';
import { parseWallTime } from '../../core/zoned-time.ts';
import type { Blog, Cadence, Calendar, EmailPolicy, Series, Topic, Track } from './calendar.ts';
import type { TopicEntry } from './entries.ts';
import { topicIdOf } from './entries.ts';
import type { CalendarFile, EmailFields } from './schema.ts';
import type { Entry } from './shape/kind.ts';

/**
 * The calendar a file describes, defaults filled in. Null when blog, cadence or email policy cannot be made of it.
 * A topic with faults is built from what is sound; of topics with one id only the first is kept.
 */
export function buildCalendar(file: CalendarFile, topics: readonly TopicEntry[]): Calendar | null {
  const blog = buildBlog(file);
  const cadence = buildCadence(file);
  const email = blog === null ? null : buildEmail(file, blog.author.email);
  if (blog === null || cadence === null || email === null) return null;
  const seen = new Set<string>();
  return {
    blog,
    cadence,
    email,
    tracks: buildTracks(file),
    series: buildSeries(file),
    topics: topics.filter((topic) => !seen.has(topic.id) && seen.add(topic.id)).map(buildTopic),
  };
}

/** When posts come out; null when a part that has no default is missing or wrong. */
export function buildCadence(file: CalendarFile): Cadence | null {
  const fields = file.cadence?.value;
  const anchor = fields?.anchor?.value;
  const everyDays = fields?.every?.value;
  const at = fields?.at?.value;
  const zone = fields?.zone?.value;
  if (!fields || !anchor || !everyDays || !at || !zone) return null;
  return {
    anchor,
    everyDays,
    at,
    zone,
    skip: sound(fields.skip?.value),
    extra: sound(fields.extra?.value),
    whenNotReady: fields.when_not_ready?.value ?? 'next-ready',
    // A slot must be over before the next one can begin to compete with it.
    catchUp: fields.catch_up?.value ?? Math.min(48 * HOUR, (everyDays * DAY) / 2),
    pauseUntil: fields.pause_until?.value ?? null,
  };
}

function buildBlog(file: CalendarFile): Blog | null {
  const fields = file.blog?.value;
  const title = fields?.title?.value;
  const name = fields?.author?.value?.name?.value;
  const email = fields?.author?.value?.email?.value;
  const url = fields?.url?.value;
  if (!fields || !title || !name || !email || !url) return null;
  return {
    title,
    tagline: fields.tagline?.value ?? '',
    about: fields.about?.value ?? '',
    author: { name, email },
    url: url.replace(/\/+$/, ''),
    language: fields.language?.value ?? 'en',
    postalAddress: fields.postal_address?.value ?? null,
  };
}

/** A field that is there but wrong has no safe default here: `approval: requierd` must not become `veto`. */
function buildEmail(file: CalendarFile, author: string): EmailPolicy | null {
  const midnight = parseWallTime('00:00');
  if (midnight === null || file.email?.value === null) return null;
  const fields: Partial<EmailFields> = file.email?.value ?? {};
  const present = [fields.from, fields.reply_to, fields.after, fields.window, fields.approval];
  if (present.some((entry) => entry?.value === null)) return null;
  return {
    from: fields.from?.value ?? author,
    replyTo: fields.reply_to?.value ?? author,
    after: fields.after?.value ?? 2 * HOUR,
    window: fields.window?.value ?? { from: midnight, to: midnight },
    approval: fields.approval?.value ?? 'veto',
  };
}

function buildTracks(file: CalendarFile): readonly Track[] {
  return (file.tracks?.value ?? []).map((track) => ({
    id: track.id,
    title: track.value?.title?.value ?? track.id,
    intro: track.value?.intro?.value ?? '',
    startHere: sound(track.value?.start_here?.value).flatMap((id) => topicIdOf(id) ?? []),
  }));
}

function buildSeries(file: CalendarFile): readonly Series[] {
  return (file.series?.value ?? []).map((series) => ({
    id: series.id,
    title: series.value?.title?.value ?? series.id,
    parts: series.value?.parts?.value ?? null,
    contiguous: series.value?.contiguous?.value ?? false,
  }));
}

function buildTopic({ id, fields, series, part, line }: TopicEntry): Topic {
  return {
    id,
    title: fields?.title?.value ?? id,
    track: fields?.track?.value ?? '',
    series,
    part,
    status: fields?.status?.value ?? 'idea',
    summary: fields?.summary?.value ?? '',
    pin: fields?.pin?.value ?? null,
    notBefore: fields?.not_before?.value ?? null,
    tags: sound(fields?.tags?.value),
    public: fields?.public?.value ?? true,
    aliases: sound(fields?.aliases?.value).flatMap((alias) => topicIdOf(alias) ?? []),
    published: fields?.published?.value ?? null,
    url: fields?.url?.value ?? null,
    line,
  };
}

function sound<T>(entries: readonly Entry<T>[] | null | undefined): readonly T[] {
  return (entries ?? []).flatMap((entry) => entry.value ?? []);
}
