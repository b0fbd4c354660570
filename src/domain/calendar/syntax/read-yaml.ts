import type { Document, YAMLError } from 'yaml';
import { parseDocument } from 'yaml';
import { messageOf } from '../../../core/errors.ts';
import type { Flaw } from '../flaw.ts';
import type { Edit } from '../source.ts';
import { applyEdits, mapBack } from '../source.ts';
import { unreadable } from './guard.ts';
import type { Proposal, SyntaxFault } from './proposal.ts';
import { plainSyntaxFlaw, proposeRepairs } from './repair.ts';
import { runawayQuote } from './runaway-quote.ts';

/** A YAML text as a tree, with what had to be mended in memory before it would parse. */
export interface YamlReading {
  readonly document: Document;
  /** Each fault of syntax with the edits of the author's text that mend it. */
  readonly repairs: readonly Proposal[];
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
  const repairs: Proposal[] = [];
  let edits: readonly Edit[] = [];
  let attempt = parseEdited(text, edits);
  for (
    let fault = faultOf(attempt);
    fault !== null && repairs.length < MAX_REPAIRS;
    fault = faultOf(attempt)
  ) {
    const mended = mend(text, edits, fault);
    if (mended === null) break;
    repairs.push(mended.proposal);
    edits = mended.edits;
    attempt = mended.attempt;
  }
  const flaws = repairs.map((repair) => repair.flaw);
  switch (attempt.kind) {
    case 'parsed':
      return { kind: 'read', reading: { document: attempt.document, repairs, toOriginal: mapBack(edits) } };
    case 'broken':
      return { kind: 'unreadable', flaws: [...flaws, plainSyntaxFlaw(attempt.error)] };
    case 'refused':
      return { kind: 'unreadable', flaws: [...flaws, attempt.flaw] };
  }
}

/** The tree of a text without a slip of syntax; null when there is one. */
export function readSound(text: string): Document | null {
  const attempt = parseEdited(text, []);
  return attempt.kind === 'parsed' && attempt.suspect === null ? attempt.document : null;
}

type Attempt =
  | { readonly kind: 'parsed'; readonly document: Document; readonly suspect: SyntaxFault | null }
  | { readonly kind: 'broken'; readonly error: SyntaxFault }
  | { readonly kind: 'refused'; readonly flaw: Flaw };

/** What to mend next: an error, or something that parses and is surely not meant. */
function faultOf(attempt: Attempt): SyntaxFault | null {
  switch (attempt.kind) {
    case 'parsed':
      return attempt.suspect;
    case 'broken':
      return attempt.error;
    case 'refused':
      return null;
  }
}

function parseEdited(text: string, edits: readonly Edit[]): Attempt {
  const toOriginal = mapBack(edits);
  try {
    const document = parseDocument(applyEdits(text, edits), {
      schema: 'core',
      uniqueKeys: false, // we report duplicates ourselves, with both places
      prettyErrors: false,
      logLevel: 'error',
      keepSourceTokens: false,
    });
    const errors = [...document.errors, ...document.warnings];
    if (errors.some((error) => error.code === 'RESOURCE_EXHAUSTION')) return tooDeep('the parser gave up');
    const first = firstError(errors);
    if (first === null) return { kind: 'parsed', document, suspect: runawayQuote(document, toOriginal) };
    const span = { start: toOriginal(first.pos[0]), end: toOriginal(first.pos[1]) };
    return { kind: 'broken', error: { code: first.code, message: first.message, span } };
  } catch (error) {
    // The parser recurses, so a text made for it can exhaust the stack.
    return tooDeep(messageOf(error));
  }
}

/** Where it gives up depends on the stack, so the place is the file as a whole. */
function tooDeep(reason: string): Attempt {
  const message = 'this file is nested too deeply to be read';
  const help = `a calendar is a few levels deep (${reason})`;
  return { kind: 'refused', flaw: { kind: 'unreadable', message, help, span: { start: 0, end: 1 } } };
}

function firstError(errors: readonly YAMLError[]): YAMLError | null {
  return errors.reduce<YAMLError | null>(
    (first, error) => (first === null || error.pos[0] < first.pos[0] ? error : first),
    null,
  );
}

/** The first proposed repair that carries the parser past the place it mends. */
function mend(text: string, edits: readonly Edit[], error: SyntaxFault) {
  for (const proposal of proposeRepairs(text, error)) {
    const merged = mergeEdits(edits, proposal.edits);
    if (merged === null) continue;
    const attempt = parseEdited(text, merged);
    const mendedUpTo = proposal.edits.at(-1)?.end ?? 0;
    const next = faultOf(attempt);
    const helped = attempt.kind !== 'refused' && (next === null || isFurther(next, error, mendedUpTo));
    if (helped) return { proposal, edits: merged, attempt };
  }
  return null;
}

function isFurther(now: SyntaxFault, before: SyntaxFault, mendedUpTo: number): boolean {
  return now.span.start > mendedUpTo && now.span.start !== before.span.start;
}

/** Both lists of edits in order, or null when they overlap. An edit inside a stretch that is now replaced is dropped. */
function mergeEdits(edits: readonly Edit[], more: readonly Edit[]): readonly Edit[] | null {
  const kept = edits.filter(
    (edit) => !more.some((newer) => newer.start <= edit.start && edit.end < newer.end),
  );
  const merged = [...kept, ...more].sort((one, other) => one.start - other.start || one.end - other.end);
  const apart = merged.every((edit, index) => edit.start >= (merged[index - 1]?.end ?? 0));
  return apart ? merged : null;
}
