import type { TopicId } from '../calendar.ts';
import { topicIdOf } from '../entries.ts';

/** Longer ones make poor addresses; the limit of the calendar itself is 80. */
const LONGEST = 60;

/** Letters that do not come apart into a plain one and an accent. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** A slug made of words, cut at a word; null when they hold no Latin letter or digit. */
export function slugOf(words: string): TopicId | null {
  const letters = words
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => LETTERS[letter] ?? letter);
  const slug = letters.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return topicIdOf(cut(slug));
}

/** The slug, or the first of `slug-2`, `slug-3`… that is free; from then on it is taken. */
export function freeSlug(slug: TopicId, taken: Set<string>): TopicId {
  let free: TopicId | null = slug;
  for (let number = 2; free !== null && taken.has(free); number++) free = topicIdOf(`${slug}-${number}`);
  if (free === null) throw new Error(`no slug is left for ${slug}`); // a slug of at most 60 leaves room for any number
  taken.add(free);
  return free;
}

function cut(slug: string): string {
  if (slug.length <= LONGEST) return slug;
  const whole = slug.slice(0, LONGEST + 1);
  const end = whole.lastIndexOf('-');
  return end > 0 ? whole.slice(0, end) : slug.slice(0, LONGEST);
}
