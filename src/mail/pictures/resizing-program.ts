/**
 * What resizes, in a process of its own: sharp decodes and encodes, resvg draws SVG. Plain JavaScript, see `process-apart.ts`. One picture at a time, on one thread, without
 * a cache: what it takes is bounded by the largest picture that is let in. Everything that a file says beside its pixels is left behind.
 */
export const RESIZING_PROGRAM = `
const { createRequire } = require('node:module');
let queue = Promise.resolve();

function answer(question) {
  const answered = queue.then(() => made(question)).catch((error) => ({
    kind: 'refused', lasting: true, reason: 'it is damaged (' + String(error?.message ?? error).split('\\n')[0] + ')',
  }));
  queue = answered;
  return answered;
}

async function made({ octets, facts, limits, fonts, from }) {
  const load = createRequire(from);
  const sharp = load('sharp');
  sharp.cache(false);
  sharp.concurrency(1);
  const drawn = facts.format === 'svg';
  const scale = drawn ? 2 : 1;
  const input = drawn ? drawSvg(load('@resvg/resvg-js').Resvg, octets, facts, limits, fonts) : Buffer.from(octets);
  const reading = { failOn: 'error', limitInputPixels: limits.pixels };
  const whole = await sharp(input, reading)
    .autoOrient()
    .resize({ width: 2 * limits.page, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const raw = { width: whole.info.width, height: whole.info.height, channels: whole.info.channels };
  const pixels = () => sharp(whole.data, { raw });
  const seeThrough = !(await pixels().stats()).isOpaque;
  const size = { width: Math.round(raw.width / scale), height: Math.round(raw.height / scale), seeThrough };
  const renditions = facts.animated
    ? await moving(sharp, input, facts, pixels, limits)
    : [...(await offered(pixels, raw, facts, limits)), await plain(pixels, raw, facts, limits)];
  return { kind: 'made', ...size, renditions };
}

async function offered(pixels, raw, facts, limits) {
  const isGraphic = facts.format === 'png' || facts.format === 'svg' || facts.format === 'gif';
  const widths = [...limits.widths.filter((width) => width < 0.85 * raw.width), raw.width];
  const renditions = [];
  for (const width of widths) {
    const resized = () => pixels().resize({ width });
    const avif = resized().avif({ quality: 55, effort: 2, chromaSubsampling: isGraphic ? '4:4:4' : '4:2:0' });
    renditions.push(await rendition('avif', 'avif', avif));
    renditions.push(await rendition('webp', 'webp', resized().webp({ quality: 80, effort: 4, smartSubsample: isGraphic })));
  }
  return renditions;
}

// A photograph kept as PNG weighs many times what JPEG takes; letters and lines weigh less, and stay sharp.
async function plain(pixels, raw, facts, limits) {
  const resized = () => pixels().resize({ width: Math.min(raw.width, 2 * limits.mail) }).flatten({ background: '#ffffff' });
  const jpeg = await rendition('plain', 'jpg', resized().jpeg({ quality: 82, mozjpeg: true }));
  if (facts.format === 'jpeg') return jpeg;
  const png = await rendition('plain', 'png', resized().png({ compressionLevel: 9, effort: 7 }));
  return png.octets.length <= 1.5 * jpeg.octets.length ? png : jpeg;
}

// What moves is not resized: each of its pictures would have to be. A GIF stays byte for byte.
async function moving(sharp, input, facts, pixels, limits) {
  const still = await rendition('still', 'webp', pixels().webp({ quality: 80 }));
  if (facts.format === 'gif') {
    const { width, height } = facts;
    return [still, { use: 'plain', extension: 'gif', width, height, octets: input }];
  }
  const reading = { animated: true, failOn: 'error', limitInputPixels: 4 * limits.pixels };
  const film = await sharp(input, reading).webp({ quality: 75, effort: 2 }).toBuffer({ resolveWithObject: true });
  const { width, pageHeight, height } = film.info;
  const webp = { use: 'webp', extension: 'webp', width, height: pageHeight ?? height, octets: film.data };
  return [still, webp, await plain(pixels, { width: facts.width }, facts, limits)];
}

async function rendition(use, extension, picture) {
  const { data, info } = await picture.toBuffer({ resolveWithObject: true });
  return { use, extension, width: info.width, height: info.height, octets: data };
}

// Drawn, so that no script in it ever runs anywhere. resvg would read what files an SVG names: whatever is not within the SVG itself goes.
function drawSvg(Resvg, octets, facts, limits, fonts) {
  const source = Buffer.from(octets).toString('utf8').replace(/(\\bhref\\s*=\\s*)(["'])(?!\\s*(?:#|data:image\\/))[\\s\\S]*?\\2/gi, '$1$2#$2');
  const width = 2 * Math.min(facts.width, limits.page);
  return Buffer.from(new Resvg(source, {
    fitTo: { mode: 'width', value: width },
    font: { loadSystemFonts: false, fontFiles: fonts, defaultFontFamily: 'Inter' },
  }).render().asPng());
}
`;
