import { type Draw, type Drawing, type Picture, picturePath } from './drawing.ts';
import type { PostFault } from './faults.ts';
import type { CodePart, Part, SettledFormula, SettledPart, SourcePart } from './parts.ts';
import { sourceOf } from './settle-parts.ts';

/** A part as a mail can show it. */
export type MailPart = CodePart | SourcePart | DrawnPart;

export interface DrawnPart {
  readonly kind: 'drawn';
  readonly picture: Picture;
  readonly alt: string;
  /** On lines of its own; else `depth` CSS pixels below the line that the sentence stands on. */
  readonly display: boolean;
  readonly depth: number;
}

export interface MailParts {
  readonly parts: readonly MailPart[];
  /** Each once. */
  readonly pictures: readonly Picture[];
  readonly faults: readonly PostFault[];
}

/** Has drawn what a mail can only show as a picture. What cannot be drawn is shown as its source, and told. */
export async function mailParts(
  parts: readonly Part[],
  settled: readonly SettledPart[],
  draw: Draw,
): Promise<MailParts> {
  const pictures = new Map<string, Picture>();
  const faults: PostFault[] = [];
  const shown: MailPart[] = [];
  for (const [index, part] of settled.entries()) {
    const outcome = await shownAs(part, draw);
    if (outcome.kind === 'refused') {
      shown.push(sourceOf(outcome.source, outcome.display));
      faults.push(...faultOf(parts[index], outcome.reason));
    } else {
      shown.push(outcome);
      if (outcome.kind === 'drawn') pictures.set(outcome.picture.path, outcome.picture);
    }
  }
  return { parts: shown, pictures: [...pictures.values()], faults };
}

interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
  readonly source: string;
  readonly display: boolean;
}

async function shownAs(part: SettledPart, draw: Draw): Promise<MailPart | Refused> {
  if (part.kind !== 'formula') return part;
  const { tex, display } = part;
  const { drawing, path } = drawingOf(part);
  const outcome = await draw(drawing);
  if (outcome.kind === 'refused') return { kind: 'refused', reason: outcome.reason, source: tex, display };
  const { png: bytes, width, height, depth } = outcome;
  return { kind: 'drawn', picture: { path, bytes, width, height }, alt: tex, display, depth };
}

/** What is drawn of a part, and where it is served. */
export function drawingOf({ tex, display }: SettledFormula): {
  readonly drawing: Drawing;
  readonly path: string;
} {
  const drawing: Drawing = { kind: 'formula', tex, display };
  return { drawing, path: picturePath(drawing) };
}

function faultOf(part: Part | undefined, reason: string): PostFault[] {
  if (part?.kind !== 'formula') return [];
  return [{ kind: 'formula', ...part.place, words: `this formula cannot be drawn: ${reason}` }];
}
