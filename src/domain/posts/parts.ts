import type { Element } from 'hast';
import type { Place } from './faults.ts';
import type { Fence } from './fence.ts';

/** What of a post is no running text, and is shown by each rendering in its own way. */
export type Part = CodePart | FormulaPart | DiagramPart;

/** A block of code: its text, byte for byte, without the last line end. */
export interface CodePart {
  readonly kind: 'code';
  readonly code: string;
  readonly fence: Fence;
}

export interface FormulaPart {
  readonly kind: 'formula';
  readonly tex: string;
  /** On lines of its own, or within a sentence. */
  readonly display: boolean;
  /** Where the TeX begins in the Markdown, and how far its further lines are set in. */
  readonly place: Place;
  readonly margin: number;
}

/** A graph in the language of Graphviz. */
export interface DiagramPart {
  readonly kind: 'diagram';
  readonly dot: string;
  /** What it shows, in words. */
  readonly alt: string | null;
  /** Stands below it. */
  readonly caption: string | null;
  /** Of its fence. */
  readonly place: Place;
}

/** A part as it can be shown: what has a fault in it has become its source. */
export type SettledPart = CodePart | SettledFormula | SettledDiagram | SourcePart;

export interface SettledFormula {
  readonly kind: 'formula';
  readonly tex: string;
  readonly display: boolean;
  readonly math: Element;
}

export interface SettledDiagram {
  readonly kind: 'diagram';
  readonly dot: string;
  readonly alt: string;
  readonly caption: string | null;
  readonly svg: Element;
}

/** Source within a sentence, in place of what could not be made of it. */
export interface SourcePart {
  readonly kind: 'source';
  readonly code: string;
}
