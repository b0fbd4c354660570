import type { LocalDate } from '../../../core/zoned-time.ts';
import type { TopicStatus } from '../calendar.ts';

/** One entry of somebody's editorial calendar, as far as it could be understood; not yet a topic. */
export interface ImportedItem {
  /** From 1: where it begins in the file it came from. */
  readonly line: number;
  readonly title: string;
  /** The slug it had, when the file gives one. */
  readonly id: string | null;
  /** Null when the file says nothing about it. */
  readonly status: TopicStatus | null;
  readonly date: LocalDate | null;
  /** What it is filed under, by the file's own names: the first that is a track becomes its track, the others tags. */
  readonly groups: readonly string[];
  readonly summary: string;
  readonly tags: readonly string[];
  readonly url: string | null;
}

/** A place in the imported file and what is to be said about it. */
export interface Remark {
  readonly line: number;
  /** What stands there. */
  readonly text: string;
  readonly reason: string;
}

/** What a reader of one format made of a text. Every line is in `items`, in one of the lists, or without content. */
export interface ReadPlan {
  readonly items: readonly ImportedItem[];
  /** What could not be read: the author has to look at it. */
  readonly notUnderstood: readonly Remark[];
  /** What was understood, and is not taken over as it stands. */
  readonly notes: readonly Remark[];
}

/** The two lists of a `ReadPlan` while they are being filled. */
export interface RemarkLists {
  readonly notUnderstood: Remark[];
  readonly notes: Remark[];
}

const LONGEST_QUOTE = 100;

/** A remark about a line, which is quoted on one line and not at any length. */
export function remark(line: number, text: string, reason: string): Remark {
  const words = oneLine(text);
  const quoted = words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE - 1)}…` : words;
  return { line, text: quoted, reason };
}

/** Words on one line: control characters, line breaks and runs of space are one space each. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
