import type { Element, ElementContent } from 'hast';
import { element, text } from './elements.ts';
import { emailStyles } from './email-styles.ts';
import type { DrawnPart } from './mail-parts.ts';

/** A drawing in the mail. Its size stands in attributes, as Outlook reads no other; its ground is light and opaque, as a reader's own dark mode may turn everything around it. */
export function emailPicture(part: DrawnPart, siteUrl: string): ElementContent[] {
  const { picture, alt, caption, display, depth } = part;
  const { style, ...look } = emailStyles(lookOf(part));
  const image = element('img', {
    src: `${siteUrl}/${picture.path}`,
    width: picture.width,
    height: picture.height,
    alt,
    ...look,
    style: display ? String(style) : `${style};vertical-align:-${depth}px`,
  });
  if (!display) return [image];
  const below: Element[] =
    caption === null ? [] : [element('p', emailStyles('drawn-caption'), [text(caption)])];
  return [element('p', emailStyles('drawn-line'), [image]), ...below];
}

function lookOf({ what, display }: DrawnPart): string {
  if (what === 'diagram') return 'diagram';
  return display ? 'formula-block' : 'formula';
}
