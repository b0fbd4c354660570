// A noncharacter, which Unicode keeps out of all text for inner uses like this: a space at which a line must not end.
const GLUE = '\uFDD0';

/** Makes a piece of text stay on one line in `wrap`, as far as it fits. */
export function glue(text: string): string {
  return text.replaceAll(' ', GLUE);
}

/** Turns glued spaces into spaces again: the last step. */
export function unglue(text: string): string {
  return text.replaceAll(GLUE, ' ');
}

/** Breaks text into lines of at most `width` columns at its blanks; a longer word stands on a line of its own. Line ends that two spaces made stay. */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n');
}

/** Columns a text takes on a screen: East Asian wide characters and emoji take two, combining marks none. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{M}|\u200d|\ufe0f/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;

function wrapLine(text: string, width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/[ \t]+/).filter((part) => part !== '')) {
    if (line !== '' && displayWidth(line) + 1 + displayWidth(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}
