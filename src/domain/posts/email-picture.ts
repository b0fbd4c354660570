import type { Element } from 'hast';
import { element } from './elements.ts';
import { emailStyles } from './email-styles.ts';
import type { DrawnPart } from './mail-parts.ts';

/** A drawing in the mail. Its size stands in attributes, as Outlook reads no other; its ground is light and opaque, as a reader's own dark mode may turn everything around it. */
export function emailPicture({ picture, alt, display, depth }: DrawnPart, siteUrl: string): Element {
  const { style, ...look } = emailStyles(display ? 'formula-block' : 'formula');
  const image = element('img', {
    src: `${siteUrl}/${picture.path}`,
    width: picture.width,
    height: picture.height,
    alt,
    ...look,
    style: display ? String(style) : `${style};vertical-align:-${depth}px`,
  });
  return display ? element('p', emailStyles('formula-line'), [image]) : image;
}
