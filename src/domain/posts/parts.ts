import type { Fence } from './fence.ts';

/** What of a post is no running text, and is shown by each rendering in its own way. */
export type Part = CodePart;

/** A block of code: its text, byte for byte, without the last line end. */
export interface CodePart {
  readonly kind: 'code';
  readonly code: string;
  readonly fence: Fence;
}
