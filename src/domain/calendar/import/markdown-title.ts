import { type LocalDate, parseLocalDate } from '../../../core/zoned-time.ts';
import type { TopicStatus } from '../calendar.ts';
import { oneLine } from './imported.ts';
import { statusFrom } from './status-words.ts';

/** What the first line of a list item says beside its title. */
export interface TitleReading {
  readonly title: string;
  readonly date: LocalDate | null;
  readonly status: TopicStatus | null;
  readonly tags: readonly string[];
  readonly url: string | null;
  /** Parts that look like something and are nothing, in words. */
  readonly faults: readonly string[];
}

const DATE = /(?:[([{@]|📅|🗓️?)*\s*(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)(?:T[\d:.Z+-]+)?\s*[)\]}]*/gu;

/** Longer lines are no titles; the search for emphasis in them could take for ever. */
export const LONGEST_LINE = 1_000;

const LINK = /!?\[([^\]]*)\]\(<?([^\s)>]+)>?(?:\s+"[^"]*")?\)/g;

/** Takes `YYYY-MM-DD`, `(draft)`, `#tags`, a link and emphasis out of a line; what is left is the title. */
export function readTitle(line: string): TitleReading {
  const faults: string[] = [];
  const dates: LocalDate[] = [];
  let text = line.replace(DATE, (all, typed: string) => {
    const date = parseLocalDate(typed);
    if (date === null) faults.push(`${typed} is not a real date`);
    else if (dates.length > 0) faults.push(`it has a second date, ${date}`);
    if (date !== null) dates.push(date);
    return date === null ? all : ' ';
  });
  let status: TopicStatus | null = /^~~.*~~$/.test(text.trim()) ? 'parked' : null;
  text = text.replace(/[([]([\p{L} -]+)[)\]](?!\()/gu, (all, words: string) => {
    const named = statusFrom(words);
    status ??= named;
    return named === null ? all : ' ';
  });
  const tags: string[] = [];
  text = text.replace(/(^|\s)#(\p{L}[\p{L}\p{N}_/-]*)/gu, (_all, before: string, tag: string) => {
    tags.push(tag);
    return before;
  });
  const [url = null, ...otherLinks] = [...text.matchAll(LINK)].map(([, , address = '']) => address);
  if (otherLinks.length > 0) faults.push(`only its first link is taken over, not ${otherLinks.join(', ')}`);
  return { title: cleaned(text), date: dates[0] ?? null, status, tags, url, faults };
}

/** The same for a sentence, which keeps the address of a link: there is no other place for it. */
export function cleanedProse(text: string): string {
  return cleaned(text.length > LONGEST_LINE ? text : text.replace(LINK, '$1 ($2)'));
}

/** Without Markdown's emphasis, links and code, and without the dash or colon that stood beside a date. */
export function cleaned(text: string): string {
  if (text.length > LONGEST_LINE) return oneLine(text);
  const words = text
    .replace(LINK, '$1')
    .replace(/(\*\*|__|~~|`)(.+?)\1/g, '$2')
    .replace(/(^|[\s(])([*_])(\S(?:.*?\S)?)\2(?=$|[\s).,:;!?])/g, '$1$3')
    .replace(/\\([\\`*_{}[\]()#+\-.!|~])/g, '$1');
  return oneLine(words)
    .replace(/^[\s:–—|-]+/, '')
    .replace(/[\s:–—|-]+$/, '');
}
