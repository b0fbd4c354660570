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

/** All that Unicode calls controls but for tabs and line ends; and half a character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
export const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Cs}/gu;

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
  const inline = prose
    .split(/(\n\s*\n)/)
    .map(withoutInlineCode)
    .join('');
  if (fence === null) return { prose: inline, fences, open: null };
  const { from, ...begun } = fence;
  return { prose: inline, fences, open: { ...begun, code: { start: from, end: at } } };
}

/** Blanks what stands between a run of backticks and the next one as long (CommonMark, section 6.1), in one paragraph. */
function withoutInlineCode(paragraph: string): string {
  const runs = [...paragraph.matchAll(/`+/g)].map(spanOf);
  const lengthOf = ({ start, end }: Span) => end - start;
  const closing = new Map<number, Span>();
  const closed = runs.toReversed().map((run) => {
    const close = closing.get(lengthOf(run)) ?? null;
    closing.set(lengthOf(run), run);
    return { open: run, close };
  });
  let text = '';
  let at = 0;
  for (const { open, close } of closed.reverse()) {
    if (open.start < at || close === null) continue;
    text += paragraph.slice(at, open.start) + blank(paragraph.slice(open.start, close.end));
    at = close.end;
  }
  return text + paragraph.slice(at);
}

function blank(text: string): string {
  return text.replace(/[^\n\r]/g, ' ');
}

export function spanOf(match: RegExpExecArray): Span {
  return { start: match.index, end: match.index + match[0].length };
}
