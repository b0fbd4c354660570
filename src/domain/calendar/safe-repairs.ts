import { isSafe } from './fix.ts';
import type { Edit } from './source.ts';
import { applyEdits } from './source.ts';
import { readYaml } from './syntax/read-yaml.ts';

/** One fault whose remedy is certain, with the edits that mend it alone. */
export interface SafeRepair {
  /** UTF-16 offset at which the fault is reported. */
  readonly at: number;
  readonly edits: readonly Edit[];
}

/** The faults that `fixCalendar` mends all at once, one by one: for a person who looks at one of them. Pure. */
export function safeRepairs(text: string): readonly SafeRepair[] {
  const outcome = readYaml(text);
  if (outcome.kind === 'unreadable') return [];
  const { repairs } = outcome.reading;
  return repairs
    .filter(
      ({ flaw, edits }) => isSafe(flaw.kind) && faultsIn(applyEdits(text, edits)) === repairs.length - 1,
    )
    .map(({ flaw, edits }) => ({ at: flaw.span.start, edits }));
}

/** Null for a text that no repair makes readable. */
function faultsIn(text: string): number | null {
  const outcome = readYaml(text);
  return outcome.kind === 'read' ? outcome.reading.repairs.length : null;
}
