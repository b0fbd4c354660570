import type { Element } from 'hast';
import { PAGE_COLUMN } from '../pictures/made.ts';
import { element } from './elements.ts';
import type { ShownPicture } from './own-pictures.ts';

/** Below this width of the window the text, and a picture in it, is as wide as the window. */
const NARROW = 720;

/**
 * A picture on the page: the browser takes the format and the width that suit it, and keeps its place before it has it. All but the first of the page wait until
 * they are scrolled to.
 */
export function webPicture(picture: ShownPicture, image: Element, siteUrl: string, first: boolean): Element {
  const { alt, title } = image.properties;
  const addressOf = (path: string): string => `${new URL(siteUrl).pathname.replace(/\/$/, '')}/${path}`;
  const { width, height, still, sources, plain, seeThrough } = picture;
  const offered = sources.map(({ type, files }) =>
    element('source', {
      type,
      srcSet: files.map((file) => `${addressOf(file.path)} ${file.width}w`).join(', '),
      sizes: sizesFor(width),
    }),
  );
  const resting =
    still === null
      ? []
      : [
          element('source', {
            media: '(prefers-reduced-motion: reduce)',
            type: still.type,
            srcSet: addressOf(still.path),
          }),
        ];
  const shown = element('img', {
    src: addressOf(plain),
    alt: alt ?? '',
    ...(title === undefined ? {} : { title }),
    width,
    height,
    ...(seeThrough ? { className: ['see-through'] } : {}),
    ...(first ? {} : { loading: 'lazy', decoding: 'async' }),
  });
  return element('picture', {}, [...resting, ...offered, shown]);
}

function sizesFor(width: number): string {
  return width < PAGE_COLUMN
    ? `(max-width: ${width}px) 100vw, ${width}px`
    : `(max-width: ${NARROW}px) 100vw, ${PAGE_COLUMN}px`;
}

/** The size of a picture in a column, in CSS pixels. */
export function sizeWithin(
  { width, height }: ShownPicture,
  column: number,
): { readonly width: number; readonly height: number } {
  if (width <= column) return { width, height };
  return { width: column, height: Math.max(1, Math.round((height * column) / width)) };
}
