import type { Node, Pair } from 'yaml';
import { isMap, isNode, isScalar, isSeq } from 'yaml';
import { nearestName } from '../../../core/nearest-name.ts';
import type { Span } from '../source.ts';
import type { Entry, JsonSchema, Kind, Reader } from './kind.ts';
import { isEmptyNode, targetOf, wrongType } from './kind.ts';

/** One key of a record. */
export interface Field<T> {
  readonly kind: Kind<T>;
  readonly required: boolean;
  /** For the author: shown by editors, and when the field is missing. */
  readonly description: string;
}

export type Fields = { readonly [key: string]: Field<unknown> };

/** A record as read: null for a key that is absent or empty. */
export type RecordOf<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends Field<infer T> ? Entry<T> | null : never;
};

/** An entry of a table, under the id the author gave it. */
export interface Named<T> extends Entry<T> {
  readonly id: string;
}

export function required<T>(kind: Kind<T>, description: string): Field<T> {
  return { kind, required: true, description };
}

export function optional<T>(kind: Kind<T>, description: string): Field<T> {
  return { kind, required: false, description };
}

/** A group of known keys. `owner` completes "… has no `title`". */
export function record<F extends Fields>(owner: string, fields: F): Kind<RecordOf<F>> {
  const listed = Object.entries(fields); // once: a long file has thousands of records of one kind
  return {
    expects: 'a group of keys',
    json: recordSchema(fields),
    read(node, reader) {
      const map = targetOf(node, reader);
      if (!isMap(map)) {
        reader.report(wrongType(node, reader, 'a group of keys'));
        return null;
      }
      const pairs = distinctPairs(map.items, reader);
      const meant = matchKeys(pairs, fields, reader);
      reportMissing(owner, listed, pairs, meant, reader.spanOf(node), reader);
      const read: Record<string, Entry<unknown> | null> = {};
      for (const [key, field] of listed) read[key] = readPair(meant.get(key), field.kind, reader);
      // The one place where a loose object becomes the mapped type: keys and kinds both come from `fields`.
      return read as RecordOf<F>;
    },
  };
}

export function list<T>(kind: Kind<T>): Kind<readonly Entry<T>[]> {
  return {
    expects: 'a list',
    json: { type: ['array', 'null'], items: kind.json },
    read(node, reader) {
      const seq = targetOf(node, reader);
      if (!isSeq(seq)) {
        reader.report(wrongType(node, reader, 'a list'));
        return null;
      }
      return seq.items.filter(isNode).map((item) => {
        const span = reader.spanOf(item);
        return { value: kind.read(item, reader), span, key: span };
      });
    },
  };
}

/** A group whose keys are ids of the author's choosing. */
export function table<T>(kind: Kind<T>): Kind<readonly Named<T>[]> {
  return {
    expects: 'a group of ids',
    json: { type: ['object', 'null'], additionalProperties: kind.json },
    read(node, reader) {
      const map = targetOf(node, reader);
      if (!isMap(map)) {
        reader.report(wrongType(node, reader, 'a group of ids'));
        return null;
      }
      return distinctPairs(map.items, reader).map((pair) => {
        const value = pair.value === null ? null : kind.read(pair.value, reader);
        if (pair.value === null) reader.report({ ...emptyEntry(kind.expects), span: pair.key });
        return {
          id: pair.name,
          value,
          key: pair.key,
          span: pair.value ? reader.spanOf(pair.value) : pair.key,
        };
      });
    },
  };
}

interface NamedPair {
  readonly name: string;
  readonly key: Span;
  readonly value: Node | null;
}

/** The pairs of a map, the first of each name; the others are reported. */
function distinctPairs(items: readonly Pair[], reader: Reader): readonly NamedPair[] {
  const pairs = new Map<string, NamedPair>();
  const repeated: { readonly key: string; readonly first: Span; readonly span: Span }[] = [];
  for (const item of items) {
    if (!isNode(item.key)) continue;
    const key = reader.spanOf(item.key);
    const name = isScalar(item.key)
      ? String(item.key.source ?? item.key.value)
      : reader.text.slice(key.start, key.end);
    const first = pairs.get(name)?.key;
    if (first !== undefined) repeated.push({ key: name, first, span: key });
    else pairs.set(name, { name, key, value: isNode(item.value) ? item.value : null });
  }
  // Many at once have one cause: the `- ` before the second topic is gone.
  const merged = repeated.length >= 3 ? repeated.slice(0, 1) : repeated;
  for (const each of merged)
    reader.report({ kind: 'duplicate-key', ...each, alone: merged.length === repeated.length });
  return [...pairs.values()];
}

/** Which pair holds which field. A misspelt key is reported, then read as the field it was meant to be. */
function matchKeys(pairs: readonly NamedPair[], fields: Fields, reader: Reader): Map<string, NamedPair> {
  const meant = new Map<string, NamedPair>();
  for (const pair of pairs) if (Object.hasOwn(fields, pair.name)) meant.set(pair.name, pair);
  for (const pair of pairs) {
    if (Object.hasOwn(fields, pair.name)) continue;
    const known = Object.keys(fields);
    const free = known.filter((key) => !meant.has(key));
    const nearest = nearestName(pair.name, free) ?? free.find((key) => key === firstWord(pair.name)) ?? null;
    reader.report({ kind: 'unknown-key', key: pair.name, nearest, known, span: pair.key });
    if (nearest !== null) meant.set(nearest, pair);
  }
  return meant;
}

/** `title:"Hello"`, without a space, makes one long key of both. */
function firstWord(name: string): string {
  return /^[\w-]+/.exec(name)?.[0] ?? name;
}

function reportMissing(
  owner: string,
  fields: readonly (readonly [key: string, field: Field<unknown>])[],
  pairs: readonly NamedPair[],
  meant: ReadonlyMap<string, NamedPair>,
  whole: Span,
  reader: Reader,
): void {
  for (const [key, field] of fields) {
    if (!field.required) continue;
    const pair = meant.get(key);
    if (pair !== undefined && !isEmptyNode(pair.value)) continue;
    const span = pair?.key ?? pairs[0]?.key ?? { start: whole.start, end: whole.start + 1 };
    reader.report({ kind: 'missing', key, owner, description: field.description, span });
  }
}

function readPair(pair: NamedPair | undefined, kind: Kind<unknown>, reader: Reader): Entry<unknown> | null {
  if (pair === undefined || pair.value === null || isEmptyNode(pair.value)) return null;
  return { value: kind.read(pair.value, reader), span: reader.spanOf(pair.value), key: pair.key };
}

function emptyEntry(expected: string) {
  return { kind: 'wrong-type', expected, found: 'nothing', quoted: null } as const;
}

function recordSchema(fields: Fields): JsonSchema {
  const entries = Object.entries(fields);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, field]) => field.required).map(([key]) => key),
    properties: Object.fromEntries(
      entries.map(([key, field]) => [key, { ...field.kind.json, description: field.description }]),
    ),
  };
}
