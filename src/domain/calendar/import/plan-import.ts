import type { LocalDate } from '../../../core/zoned-time.ts';
import { isPublishingDay, skippedOn } from '../../schedule/slots.ts';
import type { Calendar, SlotDate, TopicId, TopicStatus } from '../calendar.ts';
import { topicIdOf } from '../entries.ts';
import { gridDatesAround } from '../grid.ts';
import { type ImportedItem, type ReadPlan, type RemarkLists, remark } from './imported.ts';
import { slugOf, slugTaker } from './slug.ts';
import { type NewTrack, trackFinder } from './tracks.ts';

/** A topic as it will stand in the calendar. */
export interface ImportedTopic {
  /** Where it stood in the imported file, from 1. */
  readonly line: number;
  readonly id: TopicId;
  readonly title: string;
  readonly track: string;
  readonly status: TopicStatus;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly pin: SlotDate | null;
  readonly published: LocalDate | null;
  readonly url: string | null;
  /** For the author, as a comment above it: what its date was, when that could not become a pin. */
  readonly comment: string | null;
}

export interface ImportPlan extends Pick<ReadPlan, 'notUnderstood' | 'notes'> {
  readonly topics: readonly ImportedTopic[];
  /** To be added under `tracks`. */
  readonly tracks: readonly NewTrack[];
}

export interface ImportInput {
  readonly calendar: Calendar;
  /** Takes every topic whose file names no track of the calendar. */
  readonly track: string | null;
  readonly hasBody: (topic: TopicId) => boolean;
  /** In the zone of the calendar. */
  readonly today: LocalDate;
}

/**
 * What the items of a foreign plan become in this calendar. What is there already, by id or by title, is left out, so the same
 * file can be imported again. Pure; nothing is dropped without a remark.
 */
export function planImport(read: ReadPlan, input: ImportInput): ImportPlan {
  const lists: RemarkLists = { notUnderstood: [...read.notUnderstood], notes: [...read.notes] };
  const { calendar } = input;
  const tracks = trackFinder(calendar, input.track, lists);
  const owners = new Map<string, TopicId>(
    calendar.topics.flatMap(({ id, aliases }) => [id, ...aliases].map((name) => [name, id] as const)),
  );
  const takeSlug = slugTaker(owners.keys());
  const titles = new Map(calendar.topics.map(({ id, title }) => [key(title), id]));
  const pinned = new Set<LocalDate>(calendar.topics.flatMap(({ pin }) => pin ?? []));
  const topics = read.items.flatMap((item): ImportedTopic[] => {
    const known = titles.get(key(item.title)) ?? owners.get(item.id ?? '');
    if (known !== undefined) {
      lists.notes.push(remark(item.line, item.title, `the calendar has it already, as \`${known}\``));
      return [];
    }
    const out = publishedOn(item, input, lists);
    const track = out === 'left-out' ? null : tracks.trackOf(item);
    if (out === 'left-out' || track === null) return [];
    const id = idOf(item, takeSlug, lists);
    const { pin, comment } = out === null ? pinOf(item, input, pinned, lists) : NO_PIN;
    const { line, title, summary } = item;
    const url = urlOf(item, out, lists);
    const status = out === null ? statusOf(item, id, input, lists) : 'published';
    return [
      {
        line,
        id,
        title,
        track: track.id,
        status,
        summary,
        tags: track.tags,
        pin,
        published: out,
        url,
        comment,
      },
    ];
  });
  return {
    topics,
    tracks: tracks.added(),
    notUnderstood: byLine(lists.notUnderstood),
    notes: byLine(lists.notes),
  };
}

const NO_PIN = { pin: null, comment: null };

/** When it came out, before this calendar; null when it has not. */
function publishedOn(
  { line, title, status, date }: ImportedItem,
  { calendar, today }: ImportInput,
  { notUnderstood }: RemarkLists,
): LocalDate | 'left-out' | null {
  if (status !== 'published') return null;
  const { anchor } = calendar.cadence;
  if (date === null)
    notUnderstood.push(remark(line, title, 'it is done, but nothing says when it came out; left out'));
  else if (date > today)
    notUnderstood.push(remark(line, title, `it is done, but ${date} is still to come; left out`));
  else if (date >= anchor) {
    const reason = `it came out on ${date}, but the calendar itself publishes from ${anchor} on; left out`;
    notUnderstood.push(remark(line, title, reason));
  } else return date;
  return 'left-out';
}

function idOf(
  { line, title, id }: ImportedItem,
  takeSlug: (wanted: TopicId) => TopicId,
  { notes }: RemarkLists,
): TopicId {
  // A bare number is the row of a table, not an address.
  const isRow = id === null || /^\d+$/.test(id);
  const given = isRow ? null : topicIdOf(id);
  if (!isRow && given === null)
    notes.push(remark(line, title, `"${id}" cannot be an id; one is made of the title`));
  const wanted = given ?? slugOf(title) ?? slugOf('topic');
  if (wanted === null) throw new Error('the word "topic" is a slug');
  if (given === null && slugOf(title) === null) {
    notes.push(
      remark(
        line,
        title,
        'no address can be made of this title; give the topic an id of your own before it comes out',
      ),
    );
  }
  const free = takeSlug(wanted);
  if (free !== wanted)
    notes.push(remark(line, title, `the id \`${wanted}\` is taken; it becomes \`${free}\``));
  return free;
}

/** A topic is ready only with a body: until then it waits for review. */
function statusOf(
  { line, title, status }: ImportedItem,
  id: TopicId,
  { hasBody }: ImportInput,
  { notes }: RemarkLists,
): TopicStatus {
  if (status !== 'ready' || hasBody(id)) return status ?? 'idea';
  notes.push(remark(line, title, `it becomes \`review\`: nothing is ready before posts/${id}.md is there`));
  return 'review';
}

function pinOf(
  { line, title, date, status }: ImportedItem,
  { calendar: { cadence }, today }: ImportInput,
  pinned: Set<LocalDate>,
  { notes }: RemarkLists,
): Pick<ImportedTopic, 'pin' | 'comment'> {
  if (date === null) return NO_PIN;
  const obstacle = (): string | null => {
    if (date < today) return 'is past';
    if (!isPublishingDay(cadence, date))
      return `is no publishing day; the nearest: ${gridDatesAround(cadence, date).join(', ')}`;
    if (skippedOn(cadence, date) !== false) return 'is a day off';
    if (pinned.has(date)) return 'is promised to another topic';
    return status === 'parked' ? 'is not promised to what is parked' : null;
  };
  const reason = obstacle();
  if (reason === null) {
    pinned.add(date);
    return { pin: date, comment: null };
  }
  notes.push(remark(line, title, `not pinned: ${date} ${reason}`));
  return { pin: null, comment: `Planned for ${date} before it was imported.` };
}

/** Only what came out elsewhere has an address of its own. */
function urlOf(
  { line, title, url }: ImportedItem,
  out: LocalDate | null,
  { notes }: RemarkLists,
): string | null {
  if (url === null) return null;
  const sound = /^https?:\/\/[^\s/]/.test(url) && URL.canParse(url);
  if (out !== null && sound) return url;
  const reason = out === null ? 'only what has come out has an address' : 'it is not a web address';
  notes.push(remark(line, title, `the link ${url} is not taken over: ${reason}`));
  return null;
}

function key(title: string): string {
  return title.normalize('NFKC').toLowerCase();
}

function byLine<T extends { readonly line: number }>(remarks: readonly T[]): readonly T[] {
  return remarks.toSorted((one, other) => one.line - other.line);
}
