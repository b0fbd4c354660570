import type { Document, YAMLError } from 'yaml';
import { parseDocument } from 'yaml';
import { messageOf } from '../../../core/errors.ts';
import type { Flaw } from '../flaw.ts';
import type { Edit, Span } from '../source.ts';
import { applyEdits, mapBack } from '../source.ts';
import { unreadable } from './guard.ts';
import { plainSyntaxFlaw, proposeRepairs } from './repair.ts';

/** A YAML text as a tree, with what had to be mended in memory before it would parse. */
export interface YamlReading {
  readonly document: Document;
  readonly flaws: readonly Flaw[];
  /** From an offset in the mended text to the author's. */
  readonly toOriginal: (offset: number) => number;
}

export type YamlOutcome =
  | { readonly kind: 'read'; readonly reading: YamlReading }
  | { readonly kind: 'unreadable'; readonly flaws: readonly Flaw[] };

/** More faults of syntax than this are shown in rounds: each costs a parse of the whole file. */
const MAX_REPAIRS = 60;

/**
 * Parses the author's text. At a syntax error, mends the smallest place that explains it and parses again, so that one
 * slip does not hide the rest of the file; gives up, with the faults so far, when nothing helps. Never throws.
 */
export function readYaml(text: string): YamlOutcome {
  const refused = unreadable(text);
  if (refused !== null) return { kind: 'unreadable', flaws: [refused] };
  const flaws: Flaw[] = [];
  let edits: readonly Edit[] = [];
  let attempt = parseEdited(text, edits);
  while (attempt.kind === 'broken' && flaws.length < MAX_REPAIRS) {
    const mended = mend(text, edits, attempt.error);
    if (mended === null) break;
    flaws.push(mended.flaw);
    edits = mended.edits;
    attempt = mended.attempt;
  }
  switch (attempt.kind) {
    case 'parsed':
      return { kind: 'read', reading: { document: attempt.document, flaws, toOriginal: mapBack(edits) } };
    case 'broken':
      return { kind: 'unreadable', flaws: [...flaws, plainSyntaxFlaw(attempt.error)] };
    case 'refused':
      return { kind: 'unreadable', flaws: [...flaws, attempt.flaw] };
  }
}

/** What the parser stumbled over first, in the author's offsets. */
export interface SyntaxError {
  readonly code: string;
  readonly message: string;
  readonly span: Span;
}

type Attempt =
  | { readonly kind: 'parsed'; readonly document: Document }
  | { readonly kind: 'broken'; readonly error: SyntaxError }
  | { readonly kind: 'refused'; readonly flaw: Flaw };

function parseEdited(text: string, edits: readonly Edit[]): Attempt {
  const toOriginal = mapBack(edits);
  try {
    const document = parseDocument(applyEdits(text, edits), {
      schema: 'core',
      uniqueKeys: false, // we report duplicates ourselves, with both places
      prettyErrors: false,
      logLevel: 'silent',
      keepSourceTokens: false,
    });
    const first = firstError([...document.errors, ...document.warnings]);
    if (first === null) return { kind: 'parsed', document };
    const span = { start: toOriginal(first.pos[0]), end: toOriginal(first.pos[1]) };
    return { kind: 'broken', error: { code: first.code, message: first.message, span } };
  } catch (error) {
    // The parser recurses: nesting thousands deep exhausts the stack.
    const message = 'this file is nested too deeply to be read';
    const help = `a calendar is five levels deep at most (${messageOf(error)})`;
    return { kind: 'refused', flaw: { kind: 'unreadable', message, help, span: { start: 0, end: 1 } } };
  }
}

function firstError(errors: readonly YAMLError[]): YAMLError | null {
  return errors.reduce<YAMLError | null>(
    (first, error) => (first === null || error.pos[0] < first.pos[0] ? error : first),
    null,
  );
}

/** The first proposed repair that carries the parser past the place it mends. */
function mend(text: string, edits: readonly Edit[], error: SyntaxError) {
  for (const proposal of proposeRepairs(text, edits, error)) {
    const merged = mergeEdits(edits, proposal.edits);
    if (merged === null) continue;
    const attempt = parseEdited(text, merged);
    const mendedUpTo = proposal.edits.at(-1)?.end ?? 0;
    const helped = attempt.kind === 'parsed' || (attempt.kind === 'broken' && isFurther(attempt.error, error, mendedUpTo));
    if (helped) return { flaw: proposal.flaw, edits: merged, attempt };
  }
  return null;
}

function isFurther(now: SyntaxError, before: SyntaxError, mendedUpTo: number): boolean {
  return now.span.start > mendedUpTo && now.span.start !== before.span.start;
}

/** Both lists of edits in order, or null when they overlap. */
function mergeEdits(edits: readonly Edit[], more: readonly Edit[]): readonly Edit[] | null {
  const merged = [...edits, ...more].sort((one, other) => one.start - other.start || one.end - other.end);
  const apart = merged.every((edit, index) => edit.start >= (merged[index - 1]?.end ?? 0));
  return apart ? merged : null;
}
