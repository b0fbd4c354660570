import { Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';

/** Where a topic stands in the text: it begins with its dash's line and ends with a line break. */
export interface TopicPlace {
  readonly start: number;
  readonly end: number;
  /** The column of the dash. */
  readonly indent: number;
}

/** Far more than a topic needs; a regular expression can exhaust its stack on a line of megabytes. */
const MOST_CHARACTERS = 20_000;

/**
 * The tree that `yaml` makes of a topic of plain lines, `key: value` with the value on the same line. Null when a line
 * of it is anything else: this knows a small part of YAML, and nothing about the rest.
 */
export function plainTopic(text: string, { start, end, indent }: TopicPlace): YAMLMap | null {
  if (end - start > MOST_CHARACTERS) return null;
  const column = indent + '- '.length;
  const map = new YAMLMap();
  let at = readPair(text, start + column, map);
  let isOpenEnd = false;
  while (at !== null && at < end) {
    const lead = afterSpaces(text, at);
    const next: number | null = lead - at === column ? readPair(text, lead, map) : null;
    isOpenEnd = next === null && (isOpenEnd || (lead - at > indent && text.charCodeAt(lead) === COMMENT));
    at = next ?? endOfEmptyLine(text, at);
  }
  // A comment as deep as the keys, and behind them all, still belongs to the group, which then ends in another place.
  if (at === null || isOpenEnd) return null;
  map.range = [start + column, endOf(map), endOf(map)];
  return map;
}

const SPACE = 32;
const COMMENT = 35;

function afterSpaces(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === SPACE) at += 1;
  return at;
}

/** A blank line, or a comment by itself. */
const EMPTY_LINE = / *(?:#[^\n]*)?\r?\n/y;

function endOfEmptyLine(text: string, at: number): number | null {
  EMPTY_LINE.lastIndex = at;
  return EMPTY_LINE.test(text) ? EMPTY_LINE.lastIndex : null;
}

const KEY = '[A-Za-z_][\\w-]{0,99}';
const DOUBLE = '"(?:[^"\\\\\\x00-\\x1f]|\\\\["\\\\])*"';
const SINGLE = "'(?:[^'\\x00-\\x1f]|'')*'";
const WORD = '[A-Za-z0-9][\\w.-]*';
const LIST = `\\[ *(?:${WORD} *(?:, *${WORD} *)*)?\\]`;
/** A colon or a number sign is text only within a word. */
const PLAIN =
  '[A-Za-z0-9\\u00a1-\\ud7ff](?:[^\\x00-\\x20:\\x7f\\ufeff]| +(?=[^\\x00-\\x20#:])|:(?=[^\\x00-\\x20]))*';
const PAIR = new RegExp(`(${KEY}): +(${DOUBLE}|${SINGLE}|${LIST}|${PLAIN}) *(?:(?<= )#[^\\n]*)?\\r?\\n`, 'y');

/** Puts a pair into the map and returns the offset of the next line; null when there is no plain pair on this one. */
function readPair(text: string, at: number, map: YAMLMap): number | null {
  PAIR.lastIndex = at;
  const match = PAIR.exec(text);
  if (match === null) return null;
  const [, key = '', source = ''] = match;
  const keyEnd = at + key.length;
  const start = afterSpaces(text, keyEnd + ':'.length);
  const end = PAIR.lastIndex;
  const value = nodeOf(source, start, end);
  if (value === null || NOT_TEXT.test(key)) return null;
  map.items.push(new Pair(scalar(key, Scalar.PLAIN, [at, keyEnd, keyEnd]), value));
  return end;
}

function nodeOf(source: string, start: number, next: number): Scalar | YAMLSeq | null {
  const range: Range = [start, start + source.length, next];
  switch (source[0]) {
    case '"':
      return scalar(source.slice(1, -1).replace(/\\(.)/g, '$1'), Scalar.QUOTE_DOUBLE, range);
    case "'":
      return scalar(source.slice(1, -1).replaceAll("''", "'"), Scalar.QUOTE_SINGLE, range);
    case '[':
      return listOf(source, range);
    default:
      return plainScalar(source, range);
  }
}

function listOf(source: string, range: Range): YAMLSeq | null {
  const list = new YAMLSeq();
  list.flow = true;
  list.range = range;
  for (const match of source.matchAll(LISTED)) {
    const [word] = match;
    const start = range[0] + match.index;
    const item = plainScalar(word, [start, start + word.length, start + word.length]);
    if (item === null) return null;
    list.items.push(item);
  }
  return list;
}

const LISTED = new RegExp(WORD, 'g');
const TRUE = /^(?:[Tt]rue|TRUE)$/;
const FALSE = /^(?:[Ff]alse|FALSE)$/;
const WHOLE_NUMBER = /^[0-9]+$/;
/** What the core schema takes for something else than text, and then some. */
const NOT_TEXT = /^(?:true|false|null|0[ox][0-9a-f]+|[0-9][0-9.]*(?:e[-+]?[0-9]+)?)$/i;

function plainScalar(source: string, range: Range): Scalar | null {
  if (!NOT_TEXT.test(source)) return scalar(source, Scalar.PLAIN, range);
  if (WHOLE_NUMBER.test(source)) return scalar(Number.parseInt(source, 10), Scalar.PLAIN, range, source);
  if (TRUE.test(source)) return scalar(true, Scalar.PLAIN, range, source);
  if (FALSE.test(source)) return scalar(false, Scalar.PLAIN, range, source);
  return null;
}

type Range = [start: number, valueEnd: number, nodeEnd: number];

function scalar(value: unknown, type: Scalar.Type, range: Range, source = String(value)): Scalar {
  const node = new Scalar(value);
  node.type = type;
  node.range = range;
  node.source = source;
  return node;
}

/** A group ends where the line of its last value does. */
function endOf(map: YAMLMap): number {
  const value = map.items.at(-1)?.value;
  return value instanceof Scalar || value instanceof YAMLSeq ? (value.range?.[2] ?? 0) : 0;
}
