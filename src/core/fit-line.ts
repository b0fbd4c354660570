import { displayWidth } from './display-width.ts';

/** A line of source and the stretch of it that matters, in columns of the terminal. */
export interface MarkedLine {
  readonly text: string;
  readonly start: number;
  readonly length: number;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The line cut down to `width` columns around its marked stretch; an ellipsis stands where something was cut off. */
export function fitLine(line: MarkedLine, width: number): MarkedLine {
  const whole = displayWidth(line.text);
  if (whole <= width) return line;
  const fits = line.start + line.length < width;
  // A third of the width before the mark, so that one sees what leads up to it.
  const from = fits ? 0 : Math.max(0, line.start - Math.floor(width / 3));
  const lead = from === 0 ? '' : '…';
  const { text, offset } = columnsOf(line.text, from, width - lead.length - 1);
  const start = line.start - offset + lead.length;
  const isCut = offset + displayWidth(text) < whole;
  const length = Math.max(1, Math.min(line.length, width - start));
  return { text: `${lead}${text}${isCut ? '…' : ''}`, start, length };
}

/** At most `width` columns from about column `from` on; `offset` is where they begin, never in the middle of a character. */
function columnsOf(
  text: string,
  from: number,
  width: number,
): { readonly text: string; readonly offset: number } {
  let column = 0;
  let offset: number | null = null;
  let shown = '';
  for (const { segment } of graphemes.segment(text)) {
    const wide = displayWidth(segment);
    if (column >= from) {
      offset ??= column;
      if (column + wide - offset > width) break;
      shown += segment;
    }
    column += wide;
  }
  return { text: shown, offset: offset ?? column };
}
