import type { PictureLook } from './look.ts';

/** WebP (RFC 9649): null when it is cut off. */
export function lookAtWebp(bytes: Buffer): PictureLook | null {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 > bytes.length) return null;
  const picture = (width: number, height: number, animated = false): PictureLook => {
    return { kind: 'picture', format: 'webp', width, height, animated };
  };
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return picture(
        bytes.readUIntLE(24, 3) + 1,
        bytes.readUIntLE(27, 3) + 1,
        (bytes.readUInt8(20) & ANIMATION) !== 0,
      );
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return picture((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    default:
      return picture(bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff);
  }
}

const ANIMATION = 0x02;

/** AVIF (ISO 14496-12 boxes): the size is that of the largest of its images. Null when it is cut off. */
export function lookAtAvif(bytes: Buffer): PictureLook | null {
  const brands = bytes.toString('latin1', 8, Math.min(bytes.length, bytes.readUInt32BE(0)));
  if (!/avi[fs]/.test(brands)) return { kind: 'refused', reason: 'it is HEIC or a film: save it as JPEG' };
  if (!areBoxesWhole(bytes)) return null;
  let [width, height] = [0, 0];
  for (
    let at = bytes.indexOf('ispe');
    at !== -1 && at + 16 <= bytes.length;
    at = bytes.indexOf('ispe', at + 4)
  ) {
    const [wide, high] = [bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 12)];
    if (wide * high > width * height) [width, height] = [wide, high];
  }
  return { kind: 'picture', format: 'avif', width, height, animated: false };
}

function areBoxesWhole(bytes: Buffer): boolean {
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    // 0: to the end of the file. 1: the size is longer than 32 bits, which no picture of ours is.
    if (size === 0) return true;
    if (size < 8) return false;
    at += size;
  }
  return at === bytes.length;
}
