import { parseCalendar } from './parse.ts';
import type { Edit } from './source.ts';
import { applyEdits } from './source.ts';
import type { Proposal } from './syntax/proposal.ts';
import { readYaml } from './syntax/read-yaml.ts';

export interface FixedCalendar {
  readonly text: string;
  /** How many faults are mended in it; with none the text is the author's, byte for byte. */
  readonly fixed: number;
}

/**
 * The author's text with the faults mended whose remedy is certain: values that need quotes (E101) and tabs (E102).
 * Everything else stays byte-identical. Pure, and done after one go: what it gives back it would not change again. A
 * repair after which the file would not read as expected, or would have no fewer errors, is left to the author.
 */
export function fixCalendar(text: string): FixedCalendar {
  const start: FixedCalendar = { text, fixed: 0 };
  let now = start;
  for (let next = fixOnce(start); next.fixed > now.fixed; next = fixOnce(now)) now = next;
  return now;
}

/** All that is safe at once, or else one by one what helps. */
function fixOnce(now: FixedCalendar): FixedCalendar {
  const outcome = readYaml(now.text);
  if (outcome.kind === 'unreadable') return now;
  const { repairs } = outcome.reading;
  const safe = repairs.filter(({ flaw }) => isSafe(flaw.kind));
  if (safe.length === 0) return now;
  const before = { syntax: repairs.length, errors: errorsIn(now.text) };
  const all = mended(now.text, safe);
  if (isBetter(all, before, safe.length)) return { text: all, fixed: now.fixed + safe.length };
  let kept: readonly Proposal[] = [];
  let errors = before.errors;
  for (const repair of safe.length === 1 ? [] : safe) {
    const tried = mended(now.text, [...kept, repair]);
    if (!isBetter(tried, { syntax: before.syntax, errors }, kept.length + 1)) continue;
    kept = [...kept, repair];
    errors = errorsIn(tried);
  }
  return { text: mended(now.text, kept), fixed: now.fixed + kept.length };
}

function mended(text: string, repairs: readonly Proposal[]): string {
  return applyEdits(text, repairs.flatMap((repair) => repair.edits).toSorted(byPlace));
}

/** Fewer errors alone prove nothing: a file that cannot be read at all has one. */
function isBetter(
  text: string,
  before: { readonly syntax: number; readonly errors: number },
  repaired: number,
): boolean {
  return faultsOfSyntax(text) === before.syntax - repaired && errorsIn(text) < before.errors;
}

/** Null for a text that no repair makes readable. */
function faultsOfSyntax(text: string): number | null {
  const outcome = readYaml(text);
  return outcome.kind === 'read' ? outcome.reading.repairs.length : null;
}

function errorsIn(text: string): number {
  const { diagnostics } = parseCalendar({ file: '', text });
  return diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
}

/** Whether a fault of this kind has one remedy only, and that one harmless. */
export function isSafe(kind: string): boolean {
  return kind === 'unquoted-colon' || kind === 'tab-indent';
}

function byPlace(one: Edit, other: Edit): number {
  return one.start - other.start || one.end - other.end;
}
