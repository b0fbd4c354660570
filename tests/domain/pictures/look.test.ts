import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { lookAtPicture } from '../../../src/domain/pictures/look.ts';
import { film, photo } from '../../support/pictures.ts';
import { runs } from '../../support/runs.ts';

const WIDTH = 70;
const HEIGHT = 40;
const SVG = `<?xml version="1.0"?>\n<!-- one --><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}"><path d="M0 0"/></svg>\n`;

const whole = new Map<string, Buffer>();
beforeAll(async () => {
  const picture = photo(WIDTH, HEIGHT);
  for (const format of ['png', 'jpeg', 'webp', 'avif', 'gif'] as const)
    whole.set(format, await picture.clone().toFormat(format).toBuffer());
  whole.set('webp without loss', await picture.clone().webp({ lossless: true }).toBuffer());
  whole.set('webp with alpha', await picture.clone().ensureAlpha(0.5).webp().toBuffer());
  whole.set('progressive jpeg', await picture.clone().jpeg({ progressive: true }).toBuffer());
  whole.set('svg', Buffer.from(SVG));
});

test.each([
  ['png', 'png'],
  ['jpeg', 'jpeg'],
  ['progressive jpeg', 'jpeg'],
  ['webp', 'webp'],
  ['webp without loss', 'webp'],
  ['webp with alpha', 'webp'],
  ['avif', 'avif'],
  ['gif', 'gif'],
  ['svg', 'svg'],
])('%s is known by its octets, with its size', (name, format) => {
  const look = lookAtPicture(whole.get(name) ?? Buffer.alloc(0));
  expect(look).toEqual({ kind: 'picture', format, width: WIDTH, height: HEIGHT, animated: false });
});

test('what moves is told from what does not', async () => {
  const webp = await sharp(await film(), { animated: true })
    .webp()
    .toBuffer();
  for (const octets of [await film(), webp])
    expect(lookAtPicture(octets)).toMatchObject({ kind: 'picture', width: 2, height: 2, animated: true });
});

test('a picture whose end is missing is refused, wherever it was cut off, and any octets get an answer', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...whole.keys()),
      fc.double({ min: 0, max: 0.98, noNaN: true }),
      (name, share) => {
        const octets = whole.get(name) ?? Buffer.alloc(0);
        expect(lookAtPicture(octets.subarray(0, Math.floor(octets.length * share))).kind).toBe('refused');
      },
    ),
    runs(71, 300),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...whole.keys()),
      fc.uint8Array({ maxLength: 60 }),
      fc.nat(60),
      (name, noise, at) => {
        const octets = Buffer.from(whole.get(name) ?? Buffer.alloc(0));
        octets.set(noise.subarray(0, Math.max(0, octets.length - at)), Math.min(at, octets.length));
        expect(['picture', 'refused']).toContain(lookAtPicture(octets).kind);
      },
    ),
    runs(72, 300),
  );
});

test('a picture of more pixels than memory should hold is refused before anything decodes it', async () => {
  const bomb = Buffer.from(whole.get('png') ?? Buffer.alloc(0));
  bomb.writeUInt32BE(50_000, 16);
  bomb.writeUInt32BE(50_000, 20);
  expect(lookAtPicture(bomb)).toEqual({ kind: 'refused', reason: 'it has 50000 by 50000 pixels' });
  bomb.writeUInt32BE(0, 20);
  expect(lookAtPicture(bomb)).toEqual({ kind: 'refused', reason: 'it has no size' });
});

test.each([
  ['<svg width="3cm" height="20pt"></svg>', 113, 27],
  ['<svg width="50%" viewBox="0 0 40 10"></svg>', 40, 10],
  ['<svg height="5" viewBox="0,0,40,10"></svg>', 20, 5],
  ['<svg></svg>', 300, 150],
  ['<!DOCTYPE svg PUBLIC "x" "y"><s:svg xmlns:s="z" width="7" height="8"/>', 7, 8],
])('the size of %s', (source, width, height) => {
  expect(lookAtPicture(Buffer.from(source))).toMatchObject({ format: 'svg', width, height });
});

test.each([
  ['', 'it is empty'],
  ['words', 'it is no PNG, JPEG, GIF, WebP, AVIF or SVG, whatever its name says'],
  ['<html><svg></svg></html>', 'it is no PNG, JPEG, GIF, WebP, AVIF or SVG, whatever its name says'],
  ['<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', 'it declares entities: save it as plain SVG'],
  ['\0\0\0\x18ftypheic\0\0\0\0heicmif1', 'it is HEIC or a film: save it as JPEG'],
])('%j is refused', (octets, reason) => {
  expect(lookAtPicture(Buffer.from(octets))).toEqual({ kind: 'refused', reason });
});
