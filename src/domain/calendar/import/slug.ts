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

/**
 * Hands out slugs that nobody has: the one that is wanted, or the first of `slug-2`, `slug-3`… that is free. Each is taken from
 * then on.
 */
export function slugTaker(taken: Iterable<string>): (wanted: TopicId) => TopicId {
  const used = new Set(taken);
  const last = new Map<TopicId, number>();
  return (wanted) => {
    let free: TopicId | null = wanted;
    let number = last.get(wanted) ?? 1;
    while (free !== null && used.has(free)) {
      number += 1;
      free = topicIdOf(`${wanted}-${number}`);
    }
    if (free === null) throw new Error(`no slug is left for ${wanted}`);
    last.set(wanted, number);
    used.add(free);
    return free;
  };
}

function cut(slug: string): string {
  if (slug.length <= LONGEST) return slug;
  const whole = slug.slice(0, LONGEST + 1);
  const end = whole.lastIndexOf('-');
  return end > 0 ? whole.slice(0, end) : slug.slice(0, LONGEST);
}
