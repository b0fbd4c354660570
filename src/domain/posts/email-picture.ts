import type { Element, ElementContent } from 'hast';
import { element, text } from './elements.ts';
import { emailStyles } from './email-styles.ts';
import type { DrawnPart } from './mail-parts.ts';

/** In CSS pixels: what the mail leaves for a picture, on a screen and on a phone of 360. */
const COLUMN = 520;
const PHONE_COLUMN = 320;

/** How small a picture may become: the words in a graph have some room, letters as high as those of the text have none. */
const LEAST = { formula: 1, diagram: 0.6 } as const;

/** A drawing in the mail. Its size stands in attributes, as Outlook reads no other; its ground is light and opaque, as a reader's own dark mode may turn everything around it. */
export function emailPicture(part: DrawnPart, siteUrl: string): ElementContent[] {
  if (!part.display) return [imageOf(part, siteUrl, `vertical-align:-${part.depth}px`)];
  const { width } = part.picture;
  const least = Math.ceil(width * LEAST[part.what]);
  const shown =
    least <= PHONE_COLUMN
      ? element('p', emailStyles('drawn-line'), [imageOf(part, siteUrl, 'max-width:100%')])
      : scrolled(imageOf(part, siteUrl, `width:100%;min-width:${least}px;max-width:${width}px`));
  const { caption } = part;
  const below: Element[] =
    caption === null ? [] : [element('p', emailStyles('drawn-caption'), [text(caption)])];
  return [shown, ...below];
}

function imageOf({ what, display, picture, alt }: DrawnPart, siteUrl: string, size: string): Element {
  const { style, ...look } = emailStyles(lookOf(what, display));
  const width = Math.min(picture.width, COLUMN);
  return element('img', {
    src: `${siteUrl}/${picture.path}`,
    width,
    height: Math.round((picture.height * width) / picture.width),
    alt,
    ...look,
    style: `${style};${size}`,
  });
}

function lookOf(what: DrawnPart['what'], display: boolean): string {
  if (what === 'diagram') return 'diagram';
  return display ? 'formula-block' : 'formula';
}

/** As code: what is too wide for a phone is moved sideways within the column. */
function scrolled(image: Element): Element {
  const cell = element('td', {}, [element('div', emailStyles('code-scroll'), [image])]);
  const properties = { role: 'presentation', width: '100%', cellPadding: '0', cellSpacing: '0', border: '0' };
  const style = 'width:100%;margin:0 0 22px;table-layout:fixed';
  return element('table', { ...properties, style }, [element('tbody', {}, [element('tr', {}, [cell])])]);
}
