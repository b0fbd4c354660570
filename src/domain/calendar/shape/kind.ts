import type { Document, Node } from 'yaml';
import { isAlias, isMap, isScalar, isSeq } from 'yaml';
import type { Flaw, FormFlaw } from '../flaw.ts';
import type { Span } from '../source.ts';

/** A fragment of JSON Schema (draft 7), for completion in editors. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What a value in the file may be: how it is read, what to call it, and its JSON Schema. */
export interface Kind<T> {
  /** Completes "this must be …". */
  readonly expects: string;
  readonly json: JsonSchema;
  /** The value, or null after reporting why there is none. */
  read(node: Node, reader: Reader): T | null;
}

/** A value with its place. `value` is null when it is there but could not be read (and has been reported). */
export interface Entry<T> {
  readonly value: T | null;
  readonly span: Span;
  /** The key it stands under; in a list, the item itself. */
  readonly key: Span;
}

export interface Reader {
  /** The author's text, and where in it a node of the (perhaps repaired) text stands. */
  readonly text: string;
  readonly spanOf: (node: Node) => Span;
  readonly document: Document;
  readonly report: (flaw: Flaw) => void;
}

type ScalarValue = string | number | bigint | boolean;

/** A kind of plain value. `accept` gets the value and returns what it means, what is wrong, or null for "wrong type". */
export function scalarKind<T>(
  expects: string,
  json: JsonSchema,
  accept: (value: ScalarValue) => { readonly value: T } | FormFlaw | null,
): Kind<T> {
  return {
    expects,
    json,
    read(node, reader) {
      const target = targetOf(node, reader);
      const value: unknown = isScalar(target) ? target.value : null;
      const verdict = isScalarValue(value) ? accept(value) : null;
      if (verdict === null) {
        reader.report(wrongType(node, reader, expects));
        return null;
      }
      if ('kind' in verdict) {
        reader.report({ ...verdict, span: reader.spanOf(node) });
        return null;
      }
      return verdict.value;
    },
  };
}

/** The node an alias stands for; others stand for themselves. Never expands: the walk is as deep as the schema. */
export function targetOf(node: Node, reader: Reader): Node | null {
  return isAlias(node) ? (node.resolve(reader.document) ?? null) : node;
}

export function isEmptyNode(node: Node | null): boolean {
  return node === null || (isScalar(node) && node.value === null);
}

/** The flaw of finding something else than what `expects` names. */
export function wrongType(node: Node, reader: Reader, expects: string): Flaw {
  const target = targetOf(node, reader);
  return {
    kind: 'wrong-type',
    expected: expects,
    found: found(target),
    quoted: isScalar(target) && target.value !== null ? (target.source ?? String(target.value)) : null,
    span: reader.spanOf(node),
  };
}

function isScalarValue(value: unknown): value is ScalarValue {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
}

function found(node: Node | null): string {
  if (isMap(node)) return 'a group of keys';
  if (isSeq(node)) return 'a list';
  if (!isScalar(node)) return 'an alias of nothing';
  if (node.value === null) return 'nothing';
  if (typeof node.value === 'string') return 'text';
  if (typeof node.value === 'boolean') return `the word ${node.value}, which is yes or no`;
  return `the number ${node.source ?? String(node.value)}`;
}
