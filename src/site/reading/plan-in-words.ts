import type { Catalogue } from '../catalogue.ts';
import type { ComingPost } from '../model.ts';
import { titleOf } from '../reading-order.ts';

/**
 * The plan in a sentence or two, from the calendar alone: how many posts, over which tracks, and the series in the order they begin.
 * `coming` is in order of date and not empty.
 */
export function planInWords(coming: readonly ComingPost[], catalogue: Catalogue): string {
  const tracks = distinct(coming.map((post) => post.track)).map((track) =>
    inSentence(titleOf(track, catalogue.tracks)),
  );
  const series = distinct(coming.map((post) => post.series)).map((id) => titleOf(id, catalogue.series));
  const posts = coming.length === 1 ? 'one more post' : `${coming.length} more posts`;
  const scope = `The calendar holds ${posts}, one every other week, on ${listed(tracks)}.`;
  return series.length === 0 ? scope : `${scope} ${seriesInWords(series)}`;
}

function seriesInWords(series: readonly string[]): string {
  const [first = '', ...rest] = series;
  const last = rest.pop();
  if (last === undefined) return `There is a series in it: ${first}.`;
  const middle = rest.length === 0 ? '' : `, then ${rest.join(', ')}`;
  return `The series: first ${first}${middle}, and in the end ${last}.`;
}

function distinct(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}

/** `Distributed systems` becomes `distributed systems`; `OS internals` stays as it is. */
function inSentence(title: string): string {
  return /^\p{Lu}\p{Ll}/u.test(title) ? title.slice(0, 1).toLowerCase() + title.slice(1) : title;
}

function listed(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** `1 post`, `3 posts` */
export function countOf(count: number, thing: string): string {
  return count === 1 ? `1 ${thing}` : `${count} ${thing}s`;
}
