import { afterAll, expect, it } from 'vitest';
import type { Drawing } from '../../../src/domain/posts/drawing.ts';
import { openDrawingProcess } from '../../../src/mail/pictures/drawing-process.ts';

const drawing = openDrawingProcess();
afterAll(drawing.close);

const formula = (tex: string, display = false): Drawing => ({ kind: 'formula', tex, display });

it('draws a formula at twice the size it takes in the mail', async () => {
  const outcome = await drawing.draw(formula('x_i^2 \\le \\frac{a}{b}'));
  if (outcome.kind !== 'drawn') throw new Error(outcome.reason);
  const png = Buffer.from(outcome.png);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([outcome.width * 2, outcome.height * 2]);
  expect(outcome.depth).toBeGreaterThan(2);
  expect(outcome.height).toBeLessThan(40);
});

it('breaks a formula that is wider than a phone over lines, as high as on one', async () => {
  const [short, long] = await Promise.all([
    drawing.draw(formula('a + b = c', true)),
    drawing.draw(formula('a + b + c + d + e + f + g + h + i + j = k + l + m + n + o + p', true)),
  ]);
  if (short.kind !== 'drawn' || long.kind !== 'drawn') throw new Error('both are formulas');
  expect(long.width).toBeLessThanOrEqual(320);
  expect(long.height).toBeGreaterThan(2 * short.height - 4);
});

it('draws the same bytes each time, also in another process', async () => {
  const other = openDrawingProcess();
  const asked = formula('\\mathbb{P}(X \\ge k) = \\mathcal{O}(\\log n)', true);
  const [here, there] = await Promise.all([drawing.draw(asked), other.draw(asked)]);
  other.close();
  expect(here).toMatchObject({ kind: 'drawn' });
  expect(there).toEqual(here);
});

it('draws signs that mean something in XML', async () => {
  for (const tex of ['x<y', 'x \\text{"&\'} y', '\\text{<svg>}']) {
    expect(await drawing.draw(formula(tex))).toMatchObject({ kind: 'drawn' });
  }
});

it('draws a letter from a part of the font that an earlier formula has loaded', async () => {
  for (const tex of ['\\ell', 'a - \\ell', '\\ell + \\mathfrak{g}', '\\mathfrak{g}_\\ell'])
    expect(await drawing.draw(formula(tex)), tex).toMatchObject({ kind: 'drawn' });
});

it('keeps what one formula defines from the next', async () => {
  expect(await drawing.draw(formula('\\def\\own{x} \\own'))).toMatchObject({ kind: 'drawn' });
  expect(await drawing.draw(formula('\\own'))).toMatchObject({ kind: 'refused' });
});

it.each(['\\frac{', '\\unheard', '\\def\\a{\\a}\\a', '{'.repeat(30_000)])(
  'refuses what is no formula: %.20s',
  async (tex) => {
    expect(await drawing.draw(formula(tex))).toMatchObject({ kind: 'refused' });
  },
);

it('goes on after a refusal, and in a new process after the last has ended', async () => {
  const restless = openDrawingProcess(0);
  expect(await restless.draw(formula('\\frac{'))).toMatchObject({ kind: 'refused' });
  expect(await restless.draw(formula('x'))).toMatchObject({ kind: 'drawn' });
  restless.close();
  expect(await restless.draw(formula('y'))).toMatchObject({ kind: 'drawn' });
  restless.close();
});
