import type { PictureFacts } from './look.ts';

/** In octets. Above this, what moves is told of: it goes to readers as large as it is. */
export const HEAVY_FILM = 1_000_000;

export interface Oddity {
  readonly message: string;
  readonly help: string;
}

/** What an author should know of a picture that can be shown; null for nothing. `size` in octets. */
export function oddityOf(name: string, size: number, { format, animated }: PictureFacts): Oddity | null {
  const ending = /\.([^.]*)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (ending !== format && !(format === 'jpeg' && ending === 'jpg')) {
    const help = `name it \`.${format === 'jpeg' ? 'jpg' : format}\`, or look whether it is the right file`;
    return { message: `this picture is a ${NAMES[format]}, whatever its name says`, help };
  }
  if (!animated || size <= HEAVY_FILM) return null;
  const message = `this picture moves, and has ${(size / 1e6).toFixed(1)} MB`;
  return { message, help: 'make it smaller or shorter, or link to a film' };
}

const NAMES: Readonly<Record<PictureFacts['format'], string>> = {
  png: 'PNG',
  jpeg: 'JPEG',
  gif: 'GIF',
  webp: 'WebP',
  avif: 'AVIF',
  svg: 'SVG',
};
