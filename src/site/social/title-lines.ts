/** A title set in lines. */
export interface SetTitle {
  readonly lines: readonly string[];
  readonly size: number;
}

/** In pixels, the largest first. */
const SIZES = [84, 76, 68, 60, 52];
const MOST_LINES = 4;

/**
 * Breaks a title into lines of at most `width` pixels: as large as it fits, and no line much shorter than the others. What does not fit at the
 * smallest size ends with an ellipsis; a word that is longer than a line is cut.
 * @param widthOf of one line, in units of the font size
 */
export function setTitle(title: string, width: number, widthOf: (text: string) => number): SetTitle {
  const words = title.split(/\s+/).filter((word) => word !== '');
  for (const size of SIZES) {
    const lines = wrapped(words, width / size, widthOf);
    const fits = lines.length <= MOST_LINES - (size > 68 ? 1 : 0);
    if (fits && lines.every((line) => widthOf(line) * size <= width))
      return { lines: evened(words, lines.length, width / size, widthOf), size };
  }
  const size = SIZES.at(-1) ?? 0;
  return { lines: cutOff(wrapped(words, width / size, widthOf), width / size, widthOf), size };
}

function wrapped(words: readonly string[], width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && widthOf(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The same number of lines in the narrowest column that holds them. */
function evened(
  words: readonly string[],
  count: number,
  width: number,
  widthOf: (text: string) => number,
): readonly string[] {
  let [tooNarrow, enough] = [0, width];
  while (enough - tooNarrow > 0.05) {
    const middle = (tooNarrow + enough) / 2;
    const lines = wrapped(words, middle, widthOf);
    const fits = lines.length <= count && lines.every((line) => widthOf(line) <= width);
    if (fits) enough = middle;
    else tooNarrow = middle;
  }
  return wrapped(words, enough, widthOf);
}

/** The text, cut with an ellipsis where it would be wider. `width`: in units of the font size, as `widthOf` gives it. */
export function cutTo(text: string, width: number, widthOf: (text: string) => number): string {
  return widthOf(text) <= width ? text : cut(text, width, widthOf);
}

function cutOff(
  lines: readonly string[],
  width: number,
  widthOf: (text: string) => number,
): readonly string[] {
  return lines.slice(0, MOST_LINES).map((line, index) => {
    const goesOn = index === MOST_LINES - 1 && lines.length > MOST_LINES;
    return goesOn ? cut(line, width, widthOf) : cutTo(line, width, widthOf);
  });
}

function cut(line: string, width: number, widthOf: (text: string) => number): string {
  const characters = [...line];
  while (characters.length > 0 && widthOf(`${characters.join('')}…`) > width) characters.pop();
  return `${characters.join('').replace(/[\s,;:.]+$/, '')}…`;
}
