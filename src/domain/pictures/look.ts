import { lookAtAvif, lookAtWebp } from './look-modern.ts';
import { lookAtSvg } from './look-svg.ts';

/** What an author's picture may be. */
export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'svg';

/** What the octets of a picture say of themselves, before anything decodes them. */
export interface PictureFacts {
  readonly format: PictureFormat;
  /** In pixels, as they are stored; of an SVG, as it asks to be shown. */
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
}

export type PictureLook =
  | ({ readonly kind: 'picture' } & PictureFacts)
  /** `reason` goes on a sentence: “this picture cannot be shown: …”. */
  | { readonly kind: 'refused'; readonly reason: string };

/** A picture of more pixels is not decoded: 50 million take 200 MB. */
export const MOST_PIXELS = 50_000_000;

/** No side is longer: WebP and the mail programs have limits of their own. */
const LONGEST_SIDE = 16_000;

const CUT_OFF: PictureLook = { kind: 'refused', reason: 'its end is missing' };

/**
 * Looks at the head and the structure of a picture, whatever its name says: which format it has, how large it is, whether it is whole. Decodes nothing, so that it
 * can be asked of any file at any check; what is damaged within is seen by whoever decodes it.
 */
export function lookAtPicture(octets: Uint8Array): PictureLook {
  const look = wholeLook(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength));
  if (look.kind === 'refused') return look;
  const { width, height } = look;
  if (width < 1 || height < 1) return { kind: 'refused', reason: 'it has no size' };
  if (width * height <= MOST_PIXELS && Math.max(width, height) <= LONGEST_SIDE) return look;
  return { kind: 'refused', reason: `it has ${width} by ${height} pixels` };
}

function wholeLook(bytes: Buffer): PictureLook {
  try {
    return formatLook(bytes);
  } catch (error) {
    // What is announced lies behind the last octet.
    if (error instanceof RangeError) return CUT_OFF;
    throw error;
  }
}

function formatLook(bytes: Buffer): PictureLook {
  if (bytes.length === 0) return { kind: 'refused', reason: 'it is empty' };
  if (bytes.subarray(0, 8).equals(PNG_SIGNATURE)) return lookAtPng(bytes);
  if (bytes.readUInt8(0) === 0xff && bytes.at(1) === 0xd8) return lookAtJpeg(bytes);
  if (/^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))) return lookAtGif(bytes);
  if (/^RIFF.{4}WEBP/s.test(bytes.toString('latin1', 0, 12))) return lookAtWebp(bytes) ?? CUT_OFF;
  if (bytes.toString('latin1', 4, 8) === 'ftyp') return lookAtAvif(bytes) ?? CUT_OFF;
  return (
    lookAtSvg(bytes) ?? {
      kind: 'refused',
      reason: 'it is no PNG, JPEG, GIF, WebP, AVIF or SVG, whatever its name says',
    }
  );
}

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** PNG (ISO 15948), 5.2: chunks, each with its length, from IHDR to IEND. */
function lookAtPng(bytes: Buffer): PictureLook {
  for (let at = PNG_SIGNATURE.length; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString('latin1', at + 4, at + 8) !== 'IEND') continue;
    return {
      kind: 'picture',
      format: 'png',
      width: bytes.readUInt32BE(16),
      height: bytes.readUInt32BE(20),
      animated: false,
    };
  }
  return CUT_OFF;
}

/** JPEG (T.81), B.1.1.3: segments up to the start of the scan; the frame has the size, and behind the scan is the end of the image. */
function lookAtJpeg(bytes: Buffer): PictureLook {
  let size: { readonly width: number; readonly height: number } | null = null;
  let at = 2;
  while (at + 9 < bytes.length && bytes.readUInt8(at) === 0xff) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === START_OF_SCAN) break;
    if (isStartOfFrame(marker))
      size = { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  if (size === null || bytes.indexOf(END_OF_IMAGE, at) === -1) return CUT_OFF;
  return { kind: 'picture', format: 'jpeg', ...size, animated: false };
}

const START_OF_SCAN = 0xda;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/** SOF0 to SOF15, but for the tables that have numbers among them. */
function isStartOfFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** GIF89a, section 17 on: blocks up to the trailer. */
function lookAtGif(bytes: Buffer): PictureLook {
  if (bytes.length < 13) return CUT_OFF;
  let at = 13 + tableSize(bytes.readUInt8(10));
  let images = 0;
  while (at < bytes.length) {
    const block = bytes.readUInt8(at);
    if (block === 0x3b) {
      const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
      return { kind: 'picture', format: 'gif', width, height, animated: images > 1 };
    }
    if (block === 0x2c) images += 1;
    const head = block === 0x2c ? 11 + tableSize(bytes.at(at + 9) ?? 0) : 2;
    at = afterSubBlocks(bytes, at + head);
  }
  return CUT_OFF;
}

/** Of the colours that the packed field announces, in octets. */
function tableSize(packed: number): number {
  return packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0;
}

function afterSubBlocks(bytes: Buffer, start: number): number {
  let at = start;
  for (let size = bytes.at(at); size !== undefined && size > 0 && at < bytes.length; size = bytes.at(at))
    at += 1 + size;
  return at + 1;
}
