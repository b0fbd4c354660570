import { plainFontFile, titleFont } from './font.ts';

/**
 * An SVG as a PNG of its own size, the same octets on every machine: of fonts it has the two cuts of Inter and none of the machine's. The caller waits
 * while it is drawn, some 50 ms: work on a thread that the event loop does not know of would let a rehearsal go on without it.
 */
export async function drawn(svg: string): Promise<Uint8Array> {
  // Only where something is drawn: to load it takes a tenth of a second.
  const { Resvg } = await import('@resvg/resvg-js');
  const fontFiles = [titleFont().file, plainFontFile()];
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Inter' };
  return new Resvg(svg, { font }).render().asPng();
}
