import type { Element } from 'hast';
import { messageOf } from '../../core/errors.ts';
import { type Allowed, readXml } from './xml.ts';

/** TeX as MathML, or what is wrong with it, and where: a place in the TeX, counted from 0. */
export type MathmlOutcome =
  | { readonly kind: 'mathml'; readonly math: Element }
  | { readonly kind: 'fault'; readonly words: string; readonly offset: number };

/** Makes MathML of TeX, displayed or within a line. Never throws: whatever an author types has an outcome. */
export type ToMathml = (tex: string, display: boolean) => MathmlOutcome;

/** Loads temml, which only posts with formulas should wait for. */
export async function loadMathml(): Promise<ToMathml> {
  const { default: temml } = await import('temml');
  return (tex, display) => {
    try {
      const xml = temml.renderToString(tex, { displayMode: display, throwOnError: true });
      const math = readXml(xml, ALLOWED);
      return math === null ? { kind: 'fault', words: 'it is empty', offset: 0 } : { kind: 'mathml', math };
    } catch (error) {
      return { kind: 'fault', ...faultOf(error) };
    }
  };
}

/** temml's own errors say where; a formula nested a thousand times ends in an error of the engine. */
function faultOf(error: unknown): { readonly words: string; readonly offset: number } {
  const offset = error instanceof Error && 'position' in error ? Number(error.position) : 0;
  // Behind the place stand the formula's words again, with marks below them.
  const words = messageOf(error)
    .replace(/ at (?:position \d+|end of input):[\s\S]*$/, '')
    .trim();
  return { words, offset: Number.isFinite(offset) ? offset : 0 };
}

const ELEMENTS =
  'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mpadded mphantom menclose';

const ATTRIBUTES =
  'display displaystyle scriptlevel mathvariant stretchy fence form separator lspace rspace minsize maxsize symmetric largeop movablelimits accent accentunder linethickness width height depth voffset columnalign rowspacing columnspacing rowspan columnspan notation';

const KNOWN_ATTRIBUTES: ReadonlySet<string> = new Set(ATTRIBUTES.split(' '));

/** No link, no colour (which could vanish in the dark) and no style: the page's policy forbids it, and `.tml-…` in the style sheet says the same. */
const ALLOWED: Allowed = {
  elements: new Set(ELEMENTS.split(' ')),
  attribute: (name, value) => {
    if (name === 'class') return /^[\w -]+$/.test(value) ? ['className', value] : null;
    return KNOWN_ATTRIBUTES.has(name) ? [name, value] : null;
  },
};
