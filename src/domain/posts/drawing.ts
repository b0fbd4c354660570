import { createHash } from 'node:crypto';
import { lightPalette } from './palette.ts';

/** What a mail shows as a picture, as mail programs show nothing else of the kind. */
export type Drawing =
  | { readonly kind: 'formula'; readonly tex: string; readonly display: boolean }
  /** `svg` is made of `dot`; its words have no font, and what takes the colour of the text around it says `currentColor`. */
  | { readonly kind: 'diagram'; readonly dot: string; readonly svg: string };

/** A picture at twice its size in CSS pixels, for sharp screens; or why there is none. */
export type DrawingOutcome =
  | {
      readonly kind: 'drawn';
      readonly png: Uint8Array;
      /** In CSS pixels, as is all here. */
      readonly width: number;
      readonly height: number;
      /** How far it reaches below the line it stands in. */
      readonly depth: number;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Draws. Comes in from outside: it takes a renderer of fonts, and a while. Never rejects. */
export type Draw = (drawing: Drawing) => Promise<DrawingOutcome>;

/** A picture that a mail refers to, to be served by the site. */
export interface Picture {
  /** Below the site's root: `media/3f….png`. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/**
 * The colours of every picture, mixed into its name. White, which nobody tells from the paper, as it becomes pure black where the dark turns it, and so lets
 * the dark paper through whole.
 */
export const DRAWING_COLOURS = { ink: lightPalette.ink, paper: '#ffffff' } as const;

/**
 * Where a drawing is served. The name is of what is drawn, not of the bytes: mails that are out keep their pictures when a newer library draws
 * them a little differently, and when the site is made anew.
 */
export function picturePath(drawing: Drawing): string {
  const drawn = drawing.kind === 'diagram' ? ['diagram', drawing.dot] : drawing;
  const hash = createHash('sha256')
    .update(JSON.stringify([drawn, DRAWING_COLOURS]))
    .digest('hex');
  return `media/${hash.slice(0, 32)}.png`;
}
