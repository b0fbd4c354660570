import { type PostFault, placeIn } from './faults.ts';
import { parseFence } from './fence.ts';
import { loadMathml, type ToMathml } from './mathml.ts';
import type { FormulaPart, Part, SettledPart, SourcePart } from './parts.ts';

/** The parts of a post as they can be shown, in the same order, and what could not be. */
export interface SettledParts {
  readonly parts: readonly SettledPart[];
  readonly faults: readonly PostFault[];
}

/** Makes MathML of the formulas. What that takes is loaded only for a post that has any. */
export async function settleParts(parts: readonly Part[]): Promise<SettledParts> {
  if (parts.every((part) => part.kind === 'code')) return { parts, faults: [] };
  const toMathml = await loadMathml();
  const faults: PostFault[] = [];
  const settled = parts.map((part) => (part.kind === 'code' ? part : formula(part, toMathml, faults)));
  return { parts: settled, faults };
}

/** What stands in place of a formula or a diagram that cannot be shown: its source, as code. */
export function sourceOf(code: string, display: boolean): Extract<SettledPart, { code: string }> {
  return display
    ? { kind: 'code', code, fence: parseFence(null, null) }
    : ({ kind: 'source', code } satisfies SourcePart);
}

function formula(part: FormulaPart, toMathml: ToMathml, faults: PostFault[]): SettledPart {
  const { tex, display, place, margin } = part;
  const outcome = toMathml(tex, display);
  if (outcome.kind === 'mathml') return { kind: 'formula', tex, display, math: outcome.math };
  const words = `this formula cannot be read: ${outcome.words}`;
  faults.push({ kind: 'formula', ...placeIn(tex, outcome.offset, place, margin), words });
  return sourceOf(tex, display);
}
