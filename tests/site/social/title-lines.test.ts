import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { titleFont } from '../../../src/site/social/font.ts';
import { setTitle } from '../../../src/site/social/title-lines.ts';

const WIDTH = 1024;
const widthOf = (text: string) => titleFont().widthOf(text);
const set = (title: string) => setTitle(title, WIDTH, widthOf);

describe('the title on a card', () => {
  it('is set large when it is short, in lines of like length when it is not', () => {
    expect(set('CRDTs')).toEqual({ lines: ['CRDTs'], size: 84 });
    expect(set('Raft Explained: How Machines Agree on Anything').lines).toEqual([
      'Raft Explained:',
      'How Machines',
      'Agree on Anything',
    ]);
  });

  it('ends with an ellipsis when there is no end to it', () => {
    const { lines, size } = set('word, '.repeat(100));
    expect([lines.length, size]).toEqual([4, 52]);
    expect(lines.at(-1)).toMatch(/word…$/);
  });

  it('never leaves its column, has four lines at most, and loses no word that fits', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1, maxLength: 40 }), { maxLength: 30 }), (words) => {
        const title = words.join(' ');
        const { lines, size } = set(title);
        expect(lines.length).toBeLessThanOrEqual(4);
        for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(WIDTH + 1);
        if (!lines.some((line) => line.endsWith('…')))
          expect(lines.join(' ')).toBe(
            title
              .split(/\s+/)
              .filter((word) => word !== '')
              .join(' '),
          );
      }),
    );
  });

  it('is measured by the font: a wide letter is wider than a narrow one, and what it lacks is known', () => {
    expect(widthOf('W')).toBeGreaterThan(widthOf('i') * 2);
    expect(widthOf('aa')).toBeCloseTo(2 * widthOf('a'));
    expect(titleFont().has('é')).toBe(true);
    expect(titleFont().has('日')).toBe(false);
  });
});
