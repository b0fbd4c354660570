/** A stretch of a Markdown file, as far as a plan is concerned. */
export type Block =
  | { readonly kind: 'heading'; readonly line: number; readonly text: string }
  | {
      readonly kind: 'item';
      readonly line: number;
      readonly text: string;
      /** What stands in its box; empty without one. */
      readonly box: string;
      /** Everything nested below it, bullets taken off. */
      readonly inner: readonly { readonly line: number; readonly text: string }[];
    }
  | { readonly kind: 'other'; readonly line: number; readonly text: string; readonly reason: string };

type OpenItem = Extract<Block, { kind: 'item' }> & { inner: { line: number; text: string }[] };

const ITEM = /^( *)(?:[-*+]|\d{1,9}[.)])(?: +(.*))?$/;

/**
 * Divides a Markdown text into headings, list items of the outermost level with what is nested below them, and lines that
 * are neither. Line by line: a plan needs no more of Markdown, and every line keeps its number.
 */
export function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let item: { open: OpenItem; indent: number } | null = null;
  let hidden: RegExp | null = null;
  for (const [index, typed] of text.split('\n').entries()) {
    const line = index + 1;
    const source = typed.replaceAll('\t', '    ').trimEnd();
    if (hidden !== null || source === '') {
      if (hidden?.test(source)) hidden = null;
      continue;
    }
    hidden = beginOfHidden(source, line);
    if (hidden !== null) {
      if (hidden !== COMMENT_END)
        blocks.push({
          kind: 'other',
          line,
          text: source,
          reason: 'code and front matter are not taken over',
        });
      continue;
    }
    const indent = source.length - source.trimStart().length;
    const [, , content] = ITEM.exec(source) ?? [];
    const rule = /^ {0,3}([-*_])( *\1){2,}$/.test(source);
    if (item !== null && isNested(indent - item.indent, content))
      item.open.inner.push({ line, text: withoutBullet(source) });
    else if (rule || /^<!--.*-->$/.test(source.trim())) item = null;
    else if (content !== undefined || ITEM.test(source)) {
      item = { open: itemOf(line, content ?? ''), indent };
      blocks.push(item.open);
    } else {
      item = null;
      blocks.push(headingOrOther(line, source));
    }
  }
  return blocks;
}

/** A bullet only one space further in is a neighbour, as in CommonMark. */
function isNested(deeper: number, content: string | undefined): boolean {
  return deeper > 1 || (deeper === 1 && content === undefined);
}

const COMMENT_END = /-->/;

/** Front matter, code and comments end at a line of their own; null when the line begins none of them. */
function beginOfHidden(source: string, line: number): RegExp | null {
  if (line === 1 && source === '---') return /^(---|\.\.\.)$/;
  const [, fence] = /^ {0,3}(`{3,}|~{3,})/.exec(source) ?? [];
  if (fence !== undefined) return new RegExp(`^ {0,3}${fence}`);
  return /^ {0,3}<!--/.test(source) && !source.includes('-->') ? COMMENT_END : null;
}

function itemOf(line: number, content: string): OpenItem {
  const match = /^\[(.)\](?: +(.*))?$/.exec(content);
  if (match === null) return { kind: 'item', line, text: content, box: '', inner: [] };
  const [, box = '', text = ''] = match;
  return { kind: 'item', line, text, box: box.toLowerCase(), inner: [] };
}

function withoutBullet(source: string): string {
  const [, , content = source.trim()] = ITEM.exec(source) ?? [];
  return content.replace(/^\[.\] +/, '');
}

function headingOrOther(line: number, source: string): Block {
  const [, heading] = /^ {0,3}#{1,6} +(.*?)(?: +#+)?$/.exec(source) ?? [];
  if (heading !== undefined) return { kind: 'heading', line, text: heading };
  return { kind: 'other', line, text: source, reason: 'this is neither a heading nor an item of a list' };
}
