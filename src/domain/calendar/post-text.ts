import type { Span } from './source.ts';

/** A block of code between fences. */
export interface Fence {
  /** The backticks or tildes it begins with. */
  readonly mark: string;
  /** What stands behind them in the same line: the language and what else is to be known. */
  readonly info: string;
  /** Where the mark begins. */
  readonly start: number;
  /** Its lines. */
  readonly code: Span;
}

export interface PostText {
  /** The text with all code blanked out, every offset kept. */
  readonly prose: string;
  readonly fences: readonly Fence[];
  /** The one that is never closed: everything behind it would be code. */
  readonly open: Fence | null;
}

/** Takes a post's Markdown apart by its lines: without a parser, as it is done at every check of the calendar. */
export function postText(text: string): PostText {
  const fences: Fence[] = [];
  let prose = '';
  let fence: (Omit<Fence, 'code'> & { readonly from: number }) | null = null;
  let at = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const [, mark, info = ''] = /^ {0,3}(?:> ?)*(`{3,}(?=[^`]*$)|~{3,})(.*)/.exec(line.trimEnd()) ?? [];
    const wasInside = fence !== null;
    if (fence === null && mark !== undefined) {
      fence = { mark, info: info.trim(), start: at + line.indexOf(mark), from: at + line.length };
    } else if (fence !== null && mark?.startsWith(fence.mark) && info.trim() === '') {
      const { from, ...begun } = fence;
      fences.push({ ...begun, code: { start: from, end: at } });
      fence = null;
    }
    prose += wasInside || fence !== null ? blank(line) : line;
    at += line.length;
  }
  const inline = prose.replace(/(`+)(?!`)((?:(?!\n\s*\n)[\s\S])*?[^`])\1(?!`)/g, blank);
  if (fence === null) return { prose: inline, fences, open: null };
  const { from, ...begun } = fence;
  return { prose: inline, fences, open: { ...begun, code: { start: from, end: at } } };
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}

export function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}
