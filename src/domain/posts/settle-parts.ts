import { diagramOf } from './diagram.ts';
import { type PostFault, placeIn } from './faults.ts';
import { parseFence } from './fence.ts';
import { loadMathml, type ToMathml } from './mathml.ts';
import type { DiagramPart, FormulaPart, Part, SettledPart, SourcePart } from './parts.ts';

/** The parts of a post as they can be shown, in the same order, and what could not be. */
export interface SettledParts {
  readonly parts: readonly SettledPart[];
  readonly faults: readonly PostFault[];
}

/** Makes MathML of the formulas and drawings of the diagrams. What that takes is loaded only for a post that has any. */
export async function settleParts(parts: readonly Part[]): Promise<SettledParts> {
  let toMathml: ToMathml | null = null;
  const settled: SettledPart[] = [];
  const faults: PostFault[] = [];
  for (const part of parts) {
    if (part.kind === 'formula') {
      toMathml ??= await loadMathml();
      settled.push(formula(part, toMathml, faults));
    } else if (part.kind === 'diagram') {
      settled.push(await diagram(part, faults));
    } else {
      settled.push(part);
    }
  }
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

async function diagram(part: DiagramPart, faults: PostFault[]): Promise<SettledPart> {
  const { dot, alt, caption, place } = part;
  if (alt === null) faults.push({ kind: 'undescribed', ...place, words: NO_ALT });
  const outcome = await diagramOf(dot);
  if (outcome.kind === 'diagram') {
    return { kind: 'diagram', dot, alt: alt ?? caption ?? 'Diagram', caption, svg: outcome.svg };
  }
  const line = place.line + Math.min(outcome.line, dot.split('\n').length);
  faults.push({
    kind: 'diagram',
    line,
    column: place.column,
    words: `this diagram cannot be read: ${outcome.words}`,
  });
  return sourceOf(dot, true);
}

const NO_ALT = 'this diagram has no words for those who do not see it: add alt="…" behind `dot`';
