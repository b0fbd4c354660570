import type { PictureLook } from './look.ts';

/** What may stand before the root: a declaration, comments, a document type. */
const ROOT =
  /^\uFEFF?(?:\s|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[^\]]*\]\s*)?>)*<(?:[\w.-]+:)?svg\b([^>]*)>/;

/** As browsers show what names no size (CSS Images 3, 5.1). */
const WIDTH = 300;
const HEIGHT = 150;

/** An SVG; null when it is none. */
export function lookAtSvg(bytes: Buffer): PictureLook | null {
  const source = bytes.toString('utf8');
  const [, attributes] = ROOT.exec(source) ?? [];
  if (attributes === undefined) return null;
  if (source.includes('<!ENTITY'))
    return { kind: 'refused', reason: 'it declares entities: save it as plain SVG' };
  if (!/<\/(?:[\w.-]+:)?svg\s*>\s*(?:<!--[\s\S]*?-->\s*)*$/.test(source) && !attributes.endsWith('/'))
    return { kind: 'refused', reason: 'its end is missing' };
  return { kind: 'picture', format: 'svg', ...sizeIn(attributes), animated: false };
}

function sizeIn(attributes: string): { readonly width: number; readonly height: number } {
  const [, , , boxWidth, boxHeight] =
    /\bviewBox\s*=\s*["']\s*([-\d.e]+)[\s,]+([-\d.e]+)[\s,]+([\d.e]+)[\s,]+([\d.e]+)/.exec(attributes) ?? [];
  const box = { width: Number(boxWidth ?? WIDTH), height: Number(boxHeight ?? HEIGHT) };
  const width = lengthIn(attributes, 'width');
  const height = lengthIn(attributes, 'height');
  const ratio = box.height / box.width;
  return {
    width: Math.round(width ?? (height === null ? box.width : height / ratio)),
    height: Math.round(height ?? (width ?? box.width) * ratio),
  };
}

/** In CSS pixels; null where there is none, or one that depends on the page. */
function lengthIn(attributes: string, name: string): number | null {
  const [, digits, unit = ''] =
    new RegExp(`(?:^|\\s)${name}\\s*=\\s*["']\\s*([\\d.]+)\\s*([a-z%]*)`).exec(attributes) ?? [];
  const pixels = Object.hasOwn(PIXELS, unit) ? PIXELS[unit] : undefined;
  return digits === undefined || pixels === undefined ? null : Number(digits) * pixels;
}

const PIXELS: Readonly<Record<string, number>> = {
  '': 1,
  px: 1,
  pt: 4 / 3,
  pc: 16,
  mm: 96 / 25.4,
  cm: 96 / 2.54,
  in: 96,
};
