import { nearestName } from '../../../core/nearest-name.ts';
import type { Calendar } from '../calendar.ts';
import { type ImportedItem, oneLine, type RemarkLists, remark } from './imported.ts';
import { slugOf, slugTaker } from './slug.ts';

export interface NewTrack {
  readonly id: string;
  readonly title: string;
}

/** The track of an item, and what else it was filed under. */
interface Filing {
  readonly id: string;
  readonly tags: readonly string[];
}

interface TrackFinder {
  /** Null, with a remark, when nothing says which. */
  trackOf(item: ImportedItem): Filing | null;
  /** The tracks that had to be made, in the order in which they came up. */
  added(): readonly NewTrack[];
}

/**
 * Finds the track of each item: the first of its groups that is a track of the calendar, by id or title; else `fallback`;
 * else the nearest name, which is reported; else a new track of that name. All other groups become tags.
 */
export function trackFinder(calendar: Calendar, fallback: string | null, lists: RemarkLists): TrackFinder {
  const known = new Map(
    calendar.tracks.flatMap(({ id, title }) => [[key(id), id] as const, [key(title), id] as const]),
  );
  const takeSlug = slugTaker(calendar.tracks.map(({ id }) => id));
  const added: NewTrack[] = [];

  const newTrack = (item: ImportedItem, name: string): string => {
    const slug = slugOf(name) ?? slugOf('track');
    if (slug === null) throw new Error('the word "track" is a slug');
    const id = takeSlug(slug);
    known.set(key(name), id);
    added.push({ id, title: oneLine(name) });
    lists.notes.push(remark(item.line, name, `there is no such track: \`${id}\` is added`));
    return id;
  };

  const unknown = (item: ImportedItem, name: string): string => {
    const near = known.get(nearestName(key(name), known.keys()) ?? '');
    if (near === undefined) return newTrack(item, name);
    const reason = `there is no track "${oneLine(name)}"; taken for \`${near}\`, the nearest`;
    lists.notUnderstood.push(remark(item.line, item.title, reason));
    return near;
  };

  return {
    trackOf(item) {
      const group = item.groups.find((each) => known.has(key(each)));
      const found = group === undefined ? undefined : known.get(key(group));
      if (found !== undefined) return filing(item, found, group);
      if (fallback !== null) return filing(item, fallback, undefined);
      const [first] = item.groups;
      if (first !== undefined) return filing(item, unknown(item, first), first);
      const [only, another] = calendar.tracks;
      if (only !== undefined && another === undefined) return filing(item, only.id, undefined);
      lists.notUnderstood.push(
        remark(item.line, item.title, 'nothing says which track it belongs to; left out. Say --track'),
      );
      return null;
    },
    added: () => added,
  };
}

/** The groups that are not the track are kept as tags. */
function filing({ groups, tags }: ImportedItem, id: string, used: string | undefined): Filing {
  const others = groups.filter((group) => group !== used && key(group) !== key(id));
  return { id, tags: [...new Set([...tags, ...others].map(oneLine))].filter((tag) => tag !== '') };
}

function key(name: string): string {
  return oneLine(name)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');
}
