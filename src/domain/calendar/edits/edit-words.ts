import { nearestName } from '../../../core/nearest-name.ts';
import { type LocalDate, parseLocalDate } from '../../../core/zoned-time.ts';
import type { TopicId } from '../calendar.ts';
import { topicIdOf } from '../entries.ts';
import type { CalendarEdit, Neighbour, NewTopic } from './calendar-edit.ts';

/** An edit read from words, or the word that is wrong and what may stand there. */
export type ReadEdit =
  | { readonly kind: 'edit'; readonly edit: CalendarEdit }
  | { readonly kind: 'fault'; readonly word: string; readonly allowed: string };

/**
 * Reads an edit as a person says it: `move crdts before eda-1`, `skip 2027-03-16`, `ready raft-2`. Options may be spelled
 * as on the command line (`--before`). The grammar is in `docs/planning.md`. Whether the topics exist is not asked here.
 */
export function readEdit(text: string): ReadEdit {
  const [verb, ...words] = wordsIn(text);
  const readTail = verb === undefined ? undefined : VERBS.get(verb);
  if (readTail === undefined) return unknownVerb(verb ?? '');
  const given = argumentsIn(words);
  const outcome = given.kind === 'fault' ? given : readTail(given);
  if (outcome.kind === 'fault') return outcome;
  const left = given.kind === 'given' ? (given.words[0] ?? Object.keys(given.options)[0]) : undefined;
  return left === undefined ? outcome : fault(left, 'nothing more here');
}

type Fault = Extract<ReadEdit, { readonly kind: 'fault' }>;

/** What stands behind the verb. Reading takes words and options away: what is left in the end was not asked for. */
interface Given {
  readonly kind: 'given';
  readonly words: string[];
  readonly options: Record<string, string>;
}

const STATUSES: readonly NewTopic['status'][] = ['idea', 'outline', 'draft', 'review', 'ready', 'parked'];

const VERBS: ReadonlyMap<string, (given: Given) => ReadEdit> = new Map([
  ['ready', (given) => ofTopic(given, (topic) => edit({ kind: 'status', topic, status: 'ready' }))],
  ['park', (given) => ofTopic(given, (topic) => edit({ kind: 'status', topic, status: 'parked' }))],
  ['status', (given) => ofTopic(given, (topic) => readStatus(given, topic))],
  ['skip', readSkip],
  ['unskip', (given) => ofDate(given, (date) => edit({ kind: 'unskip', date }))],
  ['pin', (given) => ofTopic(given, (topic) => ofDate(given, (date) => edit({ kind: 'pin', topic, date })))],
  ['unpin', (given) => ofTopic(given, (topic) => edit({ kind: 'unpin', topic }))],
  ['move', (given) => ofTopic(given, (topic) => readMove(given, topic))],
  ['add', (given) => ofTopic(given, (id) => readAdd(given, id))],
]);

/** Words, or text in quotes, which is one word. */
function wordsIn(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );
}

const OPTIONS = ['before', 'after', 'title', 'track', 'status'];

/** `before X` is an option with or without its dashes; the others need them. */
function argumentsIn(all: readonly string[]): Given | Fault {
  const given: Given = { kind: 'given', words: [], options: {} };
  for (let at = 0; at < all.length; at++) {
    const word = all[at] ?? '';
    const name = word.replace(/^--/, '');
    const isOption = word.startsWith('--') || name === 'before' || name === 'after';
    if (!isOption) {
      given.words.push(word);
      continue;
    }
    const value = all[at + 1];
    if (!OPTIONS.includes(name)) return fault(word, `one of --${OPTIONS.join(', --')}`);
    if (value === undefined) return fault(word, `a value after \`${word}\``);
    given.options[name] = value;
    at += 1;
  }
  return given;
}

function ofTopic(given: Given, read: (topic: TopicId) => ReadEdit): ReadEdit {
  const word = given.words.shift() ?? '';
  const id = topicIdOf(word);
  return id === null ? fault(word, 'the id of a topic') : read(id);
}

function ofDate(given: Given, read: (date: LocalDate) => ReadEdit): ReadEdit {
  const word = given.words.shift() ?? '';
  const date = parseLocalDate(word);
  return date === null ? fault(word, 'a date, YYYY-MM-DD') : read(date);
}

function readStatus(given: Given, topic: TopicId): ReadEdit {
  const word = given.words.shift() ?? '';
  const status = STATUSES.find((each) => each === word);
  return status === undefined ? notAStatus(word) : edit({ kind: 'status', topic, status });
}

function readSkip(given: Given): ReadEdit {
  const word = given.words.shift() ?? '';
  const [first = '', last = first, ...more] = word.split('..');
  const from = parseLocalDate(first);
  const to = parseLocalDate(last);
  if (from === null || to === null || more.length > 0)
    return fault(word, 'a date, or a range YYYY-MM-DD..YYYY-MM-DD');
  return edit({ kind: 'skip', range: { from, to } });
}

function readMove(given: Given, topic: TopicId): ReadEdit {
  const to = neighbourOf(given);
  if (to === null) return fault(given.words[0] ?? '', '`before` or `after` and the id of a topic');
  return 'word' in to ? to : edit({ kind: 'move', topic, to });
}

function readAdd(given: Given, id: TopicId): ReadEdit {
  const { title = given.words.shift(), track = given.words.shift(), status: typed = 'idea' } = given.options;
  for (const name of ['title', 'track', 'status']) delete given.options[name];
  const status = STATUSES.find((each) => each === typed);
  const to = neighbourOf(given);
  if (title === undefined) return fault('', 'its title in quotes');
  if (track === undefined) return fault('', 'the id of a track after the title');
  if (status === undefined) return notAStatus(typed);
  if (to !== null && 'word' in to) return to;
  return edit({ kind: 'add', topic: { id, title, track, status }, to });
}

function neighbourOf({ options }: Given): Neighbour | Fault | null {
  const kind = 'before' in options ? 'before' : 'after';
  const word = options[kind];
  if (word === undefined) return null;
  delete options[kind];
  const topic = topicIdOf(word);
  return topic === null ? fault(word, `the id of a topic after \`${kind}\``) : { kind, topic };
}

function unknownVerb(word: string): Fault {
  const verbs = [...VERBS.keys()];
  const nearest = nearestName(word, verbs);
  return fault(word, `${nearest === null ? '' : `\`${nearest}\`? Or `}one of ${verbs.join(', ')}`);
}

function notAStatus(word: string): Fault {
  return fault(word, `one of ${STATUSES.join(', ')}`);
}

function edit(made: CalendarEdit): ReadEdit {
  return { kind: 'edit', edit: made };
}

function fault(word: string, allowed: string): Fault {
  return { kind: 'fault', word, allowed };
}
