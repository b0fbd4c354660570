import sharp, { type Sharp } from 'sharp';

/** A photograph of sorts: no two of its corners are alike. */
export function photo(width: number, height: number): Sharp {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="50%" height="50%" fill="#c00"/><rect x="50%" width="50%" height="50%" fill="#0a0"/>
    <rect y="50%" width="50%" height="50%" fill="#00c"/><rect x="50%" y="50%" width="50%" height="50%" fill="#eee"/></svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#ffffff' });
}

/** A GIF of two pictures, two by two pixels. */
export function film(): Promise<Buffer> {
  const frames = Buffer.from([
    255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 255,
  ]);
  const raw = { width: 2, height: 4, channels: 3, pageHeight: 2 } as const;
  return sharp(frames, { raw })
    .gif({ delay: [100, 100] })
    .toBuffer();
}
