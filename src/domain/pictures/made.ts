import type { PictureFacts } from './look.ts';

/** How wide a picture is at most shown on the page, and in the mail: in CSS pixels. Its files have twice as much, for sharp screens. */
export const PAGE_COLUMN = 680;
export const MAIL_COLUMN = 518;

/** Widths in which the page offers a picture besides its own, in pixels. */
export const OFFERED_WIDTHS = [480, 800] as const;

/**
 * - `avif`, `webp`: for the page, in several widths
 * - `plain`: what every program can show, with a light ground: for mails, feeds and old browsers
 * - `still`: of what moves, for readers who asked their system that nothing should
 */
export type RenditionUse = 'avif' | 'webp' | 'plain' | 'still';

/** One file made of a picture. */
export interface Rendition {
  readonly use: RenditionUse;
  readonly extension: 'avif' | 'webp' | 'png' | 'jpg' | 'gif';
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly octets: Uint8Array;
}

/** What was made of a picture, without its files. */
export interface Made<Each = Omit<Rendition, 'octets'>> {
  readonly kind: 'made';
  /** In CSS pixels: as large as it is ever shown. */
  readonly width: number;
  readonly height: number;
  /** Whether the ground of the page is seen through it. */
  readonly seeThrough: boolean;
  readonly renditions: readonly Each[];
}

/** Why nothing can be made of it; goes on a sentence. */
export interface Unmade {
  readonly kind: 'refused';
  readonly reason: string;
  /** Whether it is the picture's fault, and so will be the same when it is tried again. */
  readonly lasting: boolean;
}

export type PictureOutcome = Made<Rendition> | Unmade;

/** Makes the files of a picture. Comes in from outside, as it takes a library of decoders and some seconds. Never rejects. */
export type MakePicture = (octets: Uint8Array, facts: PictureFacts) => Promise<PictureOutcome>;
