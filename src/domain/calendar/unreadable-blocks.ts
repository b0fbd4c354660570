import type { Fence } from './post-text.ts';
import type { Span } from './source.ts';

/** More than a reader can follow. A parser calls itself once for each. */
const DEEPEST = 32;
/** In columns: a list within a list takes two at least. */
const FARTHEST_IN = 120;
/** In one block. What pairs marks looks back from each of them. */
const MOST_SIGNS = 5_000;
/** In characters: a block without a blank line, as 40,000 words are. */
const LONGEST = 250_000;

/** In a post. Each is looked for in the list of all. */
const MOST_FOOTNOTES = 500;

/** Lines between two blank ones that no parser of Markdown should be given: it would take minutes, or run out of stack. */
export interface UnreadableBlock {
  /** Whole lines, with the last line end. */
  readonly span: Span;
  /** What there is too much of, and how much is allowed. */
  readonly words: string;
}

/** What must be shown as it was typed, as reading it could take for ever. Takes time in proportion to the text. @param fences the blocks of code, which are not looked at */
export function unreadableBlocks(text: string, fences: readonly Fence[]): readonly UnreadableBlock[] {
  const found: UnreadableBlock[] = [];
  let footnotes = 0;
  for (const span of blocksIn(text, fences)) {
    const block = text.slice(span.start, span.end);
    footnotes += block.match(/^ {0,3}\[\^[^\]\n]+\]:/gm)?.length ?? 0;
    const words = footnotes > MOST_FOOTNOTES ? `${MOST_FOOTNOTES} footnotes` : tooMuchIn(block);
    if (words === null) continue;
    found.push({ span, words });
    footnotes = Math.min(footnotes, MOST_FOOTNOTES);
  }
  return found;
}

function* blocksIn(text: string, fences: readonly Fence[]): Generator<Span> {
  let open: { readonly start: number } | null = null;
  let at = 0;
  let next = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const end = at + line.length;
    while ((fences[next]?.code.end ?? end) < at) next += 1;
    const fence = fences[next];
    const inFence = fence !== undefined && fence.start < end && at <= fence.code.end;
    if (inFence || line.trim() === '') {
      if (open !== null) yield { start: open.start, end: at };
      open = null;
    } else open ??= { start: at };
    at = end;
  }
  if (open !== null) yield { start: open.start, end: at };
}

function tooMuchIn(block: string): string | null {
  if (block.split('\n').some(isTooDeep)) return `${DEEPEST} quotes and lists within each other`;
  if (block.length > LONGEST) return `${LONGEST} characters without a blank line`;
  const signs = block.match(/[*_~`$[\]()<>!&@:\\]/g)?.length ?? 0;
  return signs > MOST_SIGNS ? `${MOST_SIGNS} marks without a blank line` : null;
}

function isTooDeep(line: string): boolean {
  const [prefix] = /^(?:[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])))*/.exec(line) ?? [''];
  const markers = prefix.match(/>|[-*+.)]/g)?.length ?? 0;
  return markers > DEEPEST || (markers > 0 && prefix.length > FARTHEST_IN);
}
