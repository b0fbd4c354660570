import { toHtml } from 'hast-util-to-html';
import { type Draw, type Drawing, type Picture, picturePath } from './drawing.ts';
import type { PostFault } from './faults.ts';
import type { CodePart, Part, SettledDiagram, SettledFormula, SettledPart, SourcePart } from './parts.ts';
import { sourceOf } from './settle-parts.ts';
import { texInWords } from './tex-in-words.ts';

/** A part as a mail can show it. */
export type MailPart = CodePart | SourcePart | DrawnPart;

export interface DrawnPart {
  readonly kind: 'drawn';
  readonly what: 'formula' | 'diagram';
  readonly picture: Picture;
  readonly alt: string;
  readonly caption: string | null;
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
  if (part.kind === 'code' || part.kind === 'source') return part;
  const drawing = drawingOf(part);
  const outcome = await draw(drawing);
  const looks =
    part.kind === 'formula'
      ? { source: part.tex, alt: texInWords(part.tex), caption: null, display: part.display }
      : { source: part.dot, alt: part.alt, caption: part.caption, display: true };
  if (outcome.kind === 'refused') return { kind: 'refused', reason: outcome.reason, ...looks };
  const { png: bytes, width, height, depth } = outcome;
  const picture = { path: picturePath(drawing), bytes, width, height };
  return { kind: 'drawn', what: part.kind, picture, depth, ...looks };
}

/** What is drawn of a part. */
export function drawingOf(part: SettledFormula | SettledDiagram): Drawing {
  if (part.kind === 'diagram') return { kind: 'diagram', dot: part.dot, svg: toHtml(part.svg) };
  return { kind: 'formula', tex: part.tex, display: part.display };
}

function faultOf(part: Part | undefined, reason: string): PostFault[] {
  if (part === undefined || part.kind === 'code') return [];
  return [{ kind: part.kind, ...part.place, words: `this ${part.kind} cannot be drawn: ${reason}` }];
}
