/**
 * What draws, in a process of its own: MathJax makes outlines of TeX, resvg makes pixels of outlines. Plain JavaScript, see `process-apart.ts`.
 * Its sizes: a formula's letters are as high as those of the text beside it (the mail's 17 px), whose lower-case letters are higher for their size than TeX's.
 * One that is wider than a phone of 360 px leaves is broken over lines: shrunk, nobody could read it. An alignment is not, as it would be broken cell by cell.
 */
export const DRAWING_PROGRAM = `
const { createRequire } = require('node:module');
const EM = 19;
const UNITS = 1000 / EM;
const WIDEST = 318;
let tools = null;

async function answer({ drawing, colours, fonts, from }) {
  try {
    const load = createRequire(from);
    const { Resvg } = load('@resvg/resvg-js');
    if (drawing.kind === 'diagram') return drawDiagram(Resvg, drawing, colours, fonts);
    tools ??= loadTools(load);
    return await drawFormula(Resvg, drawing, colours);
  } catch (error) {
    return { kind: 'refused', reason: String(error?.message ?? error) };
  }
}

function loadTools(load) {
  const { mathjax } = load('@mathjax/src/js/mathjax.js');
  const { TeX } = load('@mathjax/src/js/input/tex.js');
  const { SVG } = load('@mathjax/src/js/output/svg.js');
  const { liteAdaptor } = load('@mathjax/src/js/adaptors/liteAdaptor.js');
  const { RegisterHTMLHandler } = load('@mathjax/src/js/handlers/html.js');
  load('@mathjax/src/js/util/asyncLoad/node.js');
  const names = ['Base', 'Ams', 'Newcommand', 'Boldsymbol', 'Cancel', 'Mathtools', 'Braket'];
  for (const name of names) load('@mathjax/src/js/input/tex/' + name.toLowerCase() + '/' + name + 'Configuration.js');
  const adaptor = liteAdaptor();
  RegisterHTMLHandler(adaptor);
  // One for all: it loads a file of its font once for the whole process, and a second would wait for that for ever.
  const output = new SVG({ fontCache: 'none', displayOverflow: 'linebreak', linebreaks: { inline: false, lineleading: 0.7 } });
  // A document of its own for each formula: what one defines, another does not know.
  const document = () => mathjax.document('', {
    InputJax: new TeX({ packages: names.map((name) => name.toLowerCase()), formatError: (_jax, error) => { throw error; } }),
    OutputJax: output,
  });
  return { adaptor, document };
}

async function drawFormula(Resvg, { tex, display }, { ink, paper }) {
  const whole = await outlines(tex, display, 100_000);
  const tooWide = display && whole.boxWidth > WIDEST * UNITS && !whole.svg.includes('data-mml-node="mtable"');
  const { svg, left, top, boxWidth, boxHeight } = tooWide ? await outlines(tex, display, WIDEST) : whole;
  // A pixel of air on each side, and the line of the letters on a whole pixel.
  const width = Math.ceil(boxWidth / UNITS) + 2;
  const above = Math.ceil(-top / UNITS) + 1;
  const depth = Math.ceil((boxHeight + top) / UNITS) + 1;
  const height = above + depth;
  if (width > 4000 || height > 4000) throw new Error('it is too large');
  const viewBox = [left - (width * UNITS - boxWidth) / 2, -above * UNITS, width * UNITS, height * UNITS].join(' ');
  const inner = svg.slice(svg.indexOf('>') + 1).replaceAll('currentColor', ink);
  const sized = '<svg xmlns="http://www.w3.org/2000/svg" width="' + width + '" height="' + height + '" viewBox="' + viewBox + '">' + inner;
  const png = new Resvg(sized, {
    fitTo: { mode: 'width', value: width * 2 },
    background: paper,
    font: { loadSystemFonts: false },
  }).render().asPng();
  return { kind: 'drawn', png, width, height, depth };
}

async function outlines(tex, display, containerWidth) {
  const node = await tools.document().convertPromise(tex, { display, em: EM, ex: EM / 2, containerWidth });
  const svg = tools.adaptor.serializeXML(tools.adaptor.firstChild(node));
  const box = /viewBox="(\\S+) (\\S+) (\\S+) (\\S+)"/.exec(svg)?.slice(1).map(Number);
  if (box === undefined || box.some((number) => !Number.isFinite(number))) throw new Error('it has no size');
  const [left, top, boxWidth, boxHeight] = box;
  return { svg, left, top, boxWidth, boxHeight };
}

function drawDiagram(Resvg, { svg }, { ink, paper }, fontFiles) {
  const size = /width="(\\d+)" height="(\\d+)"/.exec(svg);
  const [width, height] = [Number(size?.[1]), Number(size?.[2])];
  if (!(width <= 4000 && height <= 4000)) throw new Error('it is too large');
  const png = new Resvg(svg.replaceAll('currentColor', ink), {
    fitTo: { mode: 'width', value: width * 2 },
    background: paper,
    // Inter is a little wider than the font that the words were measured with, and stays within their shapes all the same.
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter' },
  }).render().asPng();
  return { kind: 'drawn', png, width, height, depth: 0 };
}
`;
