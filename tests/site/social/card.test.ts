import { describe, expect, it } from 'vitest';
import { lightPalette } from '../../../src/domain/posts/palette.ts';
import { cardFile, cardOf, colourOf } from '../../../src/site/social/card.ts';
import { octetsOf } from '../../support/site-files.ts';

const words = {
  above: 'Distributed systems',
  title: 'Raft Explained: How Machines Agree on Anything',
  blog: 'Professional Imposter Syndrome',
  author: 'Ali',
  colour: colourOf(0),
};

/** The words of each line of text in the picture. */
function linesOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, line = '']) => line);
}

describe('a card', () => {
  it('is a PNG of 1200 by 630, the same octets each time', async () => {
    const png = await octetsOf(cardFile(cardOf(words)));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
    expect(await octetsOf(cardFile(cardOf({ ...words })))).toEqual(png);
  });

  it('has another name as soon as anything on it differs, and only then', () => {
    const names = [
      words,
      { ...words },
      { ...words, title: 'Raft' },
      { ...words, above: 'Consensus' },
      { ...words, colour: colourOf(1) },
    ].map((one) => cardOf(one).path);
    expect(new Set(names).size).toBe(4);
    expect(names[0]).toBe(names[1]);
    expect(names[0]).toMatch(/^\/assets\/cards\/[0-9a-f]{16}\.png$/);
  });

  it('draws the title: without it, other octets come out', async () => {
    const drawn = await octetsOf(cardFile(cardOf(words)));
    const without = await octetsOf(cardFile(cardOf({ ...words, title: '.' })));
    expect(drawn.length).toBeGreaterThan(without.length + 2_000);
  });

  it('leaves out what the font cannot draw, and the whole title when that is its letters', () => {
    expect(linesOf(cardOf({ ...words, title: 'Raft 🚣 &amp' }).svg)).toContain('Raft &amp;amp');
    const other = cardOf({ ...words, title: '日本語のタイトル' });
    expect(linesOf(other.svg).join(' ')).toContain('Professional Imposter Syndrome');
    expect(other.alt).toContain('日本語のタイトル');
  });
});

it.each(Array.from({ length: 8 }, (_, place) => colourOf(place)))('%s can be read on the paper', (colour) => {
  const light = (hex: string) =>
    [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * ([0.2126, 0.7152, 0.0722][index] ?? 0), 0);
  expect((light(lightPalette.paper) + 0.05) / (light(colour) + 0.05)).toBeGreaterThanOrEqual(4.5);
});
