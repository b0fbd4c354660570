import { describe, expect, it } from 'vitest';
import { darkPalette, lightPalette, type Palette } from '../../../src/domain/posts/palette.ts';

describe('the colours', () => {
  it.each([
    ['light', lightPalette],
    ['dark', darkPalette],
  ] as const)('can be read on every ground they stand on, in %s', (_, palette) => {
    expect(faint(palette)).toEqual([]);
  });
});

/** Pairs under the 4.5:1 of WCAG 2.2, 1.4.3. */
function faint(palette: Palette): string[] {
  const grounds = [palette.page, palette.paper, palette.codePaper, ...Object.values(palette.lines)];
  const inks = [palette.ink, palette.muted, palette.accent, ...Object.values(palette.tokens)];
  const pairs = grounds.flatMap((ground) => inks.map((ink) => [ink, ground] as const));
  pairs.push([palette.ink, palette.marked]);
  return pairs.filter(([ink, ground]) => contrast(ink, ground) < 4.5).map((pair) => pair.join(' on '));
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
