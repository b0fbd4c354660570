import type { Edit } from './source.ts';
import { applyEdits } from './source.ts';
import { readYaml } from './syntax/read-yaml.ts';

export interface FixedCalendar {
  readonly text: string;
  /** How many faults are mended in it; with none the text is the author's, byte for byte. */
  readonly fixed: number;
}

/**
 * The author's text with the faults mended whose remedy is certain: values that need quotes (E101) and tabs (E102).
 * Everything else stays byte-identical. Pure. A text is given back as it is when it
 * is unreadable, or when the mended one would not read as expected.
 */
export function fixCalendar(text: string): FixedCalendar {
  const outcome = readYaml(text);
  if (outcome.kind === 'unreadable') return { text, fixed: 0 };
  const safe = outcome.reading.repairs.filter(({ flaw }) => isSafe(flaw.kind));
  const edits = safe.flatMap((repair) => repair.edits).sort(byPlace);
  const mended = applyEdits(text, edits);
  const left = outcome.reading.repairs.length - safe.length;
  return safe.length > 0 && faultsOfSyntax(mended) === left
    ? { text: mended, fixed: safe.length }
    : { text, fixed: 0 };
}

/** Null for a text that no repair makes readable. */
function faultsOfSyntax(text: string): number | null {
  const outcome = readYaml(text);
  return outcome.kind === 'read' ? outcome.reading.repairs.length : null;
}

/** Whether a fault of this kind has one remedy only, and that one harmless. */
export function isSafe(kind: string): boolean {
  return kind === 'unquoted-colon' || kind === 'tab-indent';
}

function byPlace(one: Edit, other: Edit): number {
  return one.start - other.start || one.end - other.end;
}
