import type { CodeToken, Highlight } from './highlight.ts';
import type { CodePart } from './parts.ts';

export type LineMark = 'highlighted' | 'inserted' | 'deleted';

/** One line of code, without its line end. */
export interface CodeLine {
  readonly tokens: readonly CodeToken[];
  readonly mark: LineMark | null;
}

/** Code in colours: as one run of tokens where no line differs from the others, else line by line. Put together it is the code again, byte for byte. */
export type ColouredCode =
  | { readonly kind: 'plain'; readonly tokens: readonly CodeToken[] }
  | { readonly kind: 'lines'; readonly lines: readonly CodeLine[] };

export function colouredCode({ code, fence }: CodePart, highlight: Highlight): ColouredCode {
  const marks = code.split('\n').map((line, index) => markOf(line, index + 1, fence));
  if (!fence.diff && marks.every((mark) => mark === null))
    return { kind: 'plain', tokens: highlight(code, fence.language) };
  const lines =
    fence.diff && fence.language !== 'diff'
      ? changedLines(code, fence.language, highlight)
      : linesOf(highlight(code, fence.language));
  return { kind: 'lines', lines: lines.map((tokens, index) => ({ tokens, mark: marks[index] ?? null })) };
}

function markOf(line: string, number: number, fence: CodePart['fence']): LineMark | null {
  if (fence.highlighted.some(([first, last]) => first <= number && number <= last)) return 'highlighted';
  // `+++ b/tree.go` and `--- a/tree.go` name the files.
  if (!fence.diff || /^(?:\+\+\+|---) /.test(line)) return null;
  if (line.startsWith('+')) return 'inserted';
  return line.startsWith('-') ? 'deleted' : null;
}

/** The code is coloured as it would be without the signs before its lines, or a `-` could end up in a comment. */
function changedLines(code: string, language: string | null, highlight: Highlight): CodeToken[][] {
  const lines = code.split('\n');
  const signs = lines.map((line) => /^[-+ ]?/.exec(line)?.[0] ?? '');
  const bare = lines.map((line, index) => line.slice(signs[index]?.length ?? 0));
  return linesOf(highlight(bare.join('\n'), language)).map((tokens, index) => {
    const sign = signs[index] ?? '';
    if (sign === '') return tokens;
    const kind = sign === '+' ? 'inserted' : sign === '-' ? 'deleted' : null;
    return [{ text: sign, kind }, ...tokens];
  });
}

function linesOf(tokens: readonly CodeToken[]): CodeToken[][] {
  const lines: CodeToken[][] = [[]];
  for (const { text, kind } of tokens) {
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) lines.push([]);
      if (piece !== '') lines.at(-1)?.push({ text: piece, kind });
    }
  }
  return lines;
}
