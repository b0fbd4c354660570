import type { Element, ElementContent } from 'hast';
import { messageOf } from '../../core/errors.ts';
import { remembering } from '../../core/remembering.ts';
import { element, mapElements, stringProperty } from './elements.ts';
import { lightPalette } from './palette.ts';
import { type Allowed, readXml } from './xml.ts';

/** A graph as a drawing, its sizes in CSS pixels; or what is wrong with its source, and in which line of it, from 1. */
export type DiagramOutcome =
  | { readonly kind: 'diagram'; readonly svg: Element; readonly width: number; readonly height: number }
  | { readonly kind: 'fault'; readonly words: string; readonly line: number };

/** Page, feed and mail show the same diagrams, and the site is made anew whenever something comes out. */
const REMEMBERED = 200;

/**
 * Lays out a graph in the language of Graphviz, a megabyte of WebAssembly: it is loaded for a graph that was not seen lately, and let go with the answer.
 * Never rejects.
 */
export const diagramOf: (dot: string) => Promise<DiagramOutcome> = remembering(REMEMBERED, layOut);

async function layOut(dot: string): Promise<DiagramOutcome> {
  const { instance } = await import('@viz-js/viz');
  const graphviz = await instance();
  try {
    const { status, output, errors } = graphviz.render(dot, OPTIONS);
    const svg = status === 'success' ? readXml(output.replace(/<\/?a\b[^>]*>/g, ''), ALLOWED) : null;
    return svg === null ? faultOf(errors[0]?.message ?? 'it is empty') : drawingOf(svg);
  } catch (error) {
    return faultOf(messageOf(error));
  }
}

/** Helvetica's widths are known to Graphviz, and near to those of the letters that will stand there. */
const FONT = { fontname: 'Helvetica', fontsize: 14 };
const OPTIONS = {
  format: 'svg',
  graphAttributes: { ...FONT, bgcolor: 'transparent', pad: 0.06 },
  nodeAttributes: { ...FONT, margin: '0.18,0.08' },
  edgeAttributes: { ...FONT, fontsize: 13, arrowsize: 0.8 },
};

const SHAPES = new Set(['polygon', 'ellipse', 'path', 'polyline']);
const NAMES: Readonly<Record<string, string>> = {
  'stroke-width': 'strokeWidth',
  'stroke-dasharray': 'strokeDashArray',
  'text-anchor': 'textAnchor',
  'font-size': 'fontSize',
  'font-weight': 'fontWeight',
  'font-style': 'fontStyle',
};
const KEPT = new Set('viewBox width height transform points d cx cy rx ry x y fill stroke'.split(' '));

/** No names, no links, no pictures, no fonts: what is left are shapes and words. */
const ALLOWED: Allowed = {
  elements: new Set(['svg', 'g', 'text', ...SHAPES]),
  attribute: (name, value) => {
    if (KEPT.has(name)) return [name, value];
    const property = NAMES[name];
    return property === undefined ? null : [property, value];
  },
};

function drawingOf(svg: Element): DiagramOutcome {
  const [left = 0, top = 0, boxWidth = 0, boxHeight = 0] = (stringProperty(svg, 'viewBox') ?? '')
    .split(' ')
    .map(Number);
  const [width, height] = [Math.ceil(boxWidth), Math.ceil(boxHeight)];
  if (!(width > 0 && height > 0)) return { kind: 'fault', words: 'it is empty', line: 1 };
  const properties = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `${left} ${top} ${width} ${height}`,
    width: String(width),
    height: String(height),
  };
  const children = mapElements(svg.children, (node) => [recoloured(node)]).filter(notBlank);
  return { kind: 'diagram', svg: element('svg', properties, children), width, height };
}

function notBlank(node: ElementContent): boolean {
  return node.type !== 'text' || node.value.trim() !== '';
}

/**
 * The colours of the house instead of the author's, which were chosen for one ground: what is drawn black takes the colour of the text around it, other
 * lines the accent, and filled shapes the ground of code, so that words in them can be read in the light and in the dark.
 */
function recoloured(node: Element): Element {
  const fill = stringProperty(node, 'fill');
  const stroke = stringProperty(node, 'stroke');
  if (node.tagName === 'text') return withProperties(node, { fill: 'currentColor' });
  if (!SHAPES.has(node.tagName)) return { ...node, children: node.children.filter(notBlank) };
  const line = isNone(stroke) ? 'none' : isBlack(stroke) ? 'currentColor' : lightPalette.accent;
  const marked = line === lightPalette.accent;
  // The head of an arrow is filled with the colour of its line.
  if (fill === stroke)
    return withProperties(node, { fill: line, stroke: line, ...(marked && { className: ['d-head'] }) });
  const filled = !isNone(fill);
  const classes = [...(marked ? ['d-line'] : []), ...(filled ? ['d-ground'] : [])];
  const ground = filled ? lightPalette.codePaper : 'none';
  return withProperties(node, {
    fill: ground,
    stroke: line,
    ...(classes.length > 0 && { className: classes }),
  });
}

function withProperties(node: Element, properties: Element['properties']): Element {
  return { ...node, properties: { ...node.properties, ...properties } };
}

function isNone(colour: string | null): boolean {
  return colour === null || colour === 'none' || colour === 'transparent';
}

function isBlack(colour: string | null): boolean {
  return colour === 'black' || colour === '#000000';
}

/** Graphviz says `syntax error in line 3 near 'b'`. */
function faultOf(message: string): DiagramOutcome {
  const [words = ''] = message.split('\n');
  const line = Number(/\bline (\d+)/.exec(words)?.[1] ?? 1);
  return { kind: 'fault', words: words.replace(/ in line \d+/, ''), line: Math.max(1, line) };
}
