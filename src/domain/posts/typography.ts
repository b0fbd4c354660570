import type { Nodes, Root, Text } from 'mdast';
import { isInlineTag } from './nodes.ts';

// A noncharacter, as in `wrap.ts`: stands behind a sign that the author escaped, or wrote as a reference, and which therefore is meant as it is.
const MEANT = '\uFDD1';

/** Marks in a text, as it was parsed, which of its signs were escaped: `source` is what the author typed for it. */
export function markMeant(text: string, source: string): string {
  if (text === source) return text;
  let marked = '';
  let at = 0;
  for (const character of text) {
    // What Markdown took away from the beginnings of lines is passed over.
    while (at < source.length && !/[\\&]/.test(source[at] ?? '') && !source.startsWith(character, at))
      at += 1;
    const reference = /^&[#\w]+;/.exec(source.slice(at, at + 40));
    const escaped = source[at] === '\\' && source.startsWith(character, at + 1);
    const meant = escaped || (reference !== null && character !== '&');
    marked += meant && /["'.-]/.test(character) ? character + MEANT : character;
    at +=
      meant && reference !== null && !escaped ? reference[0].length : character.length + (escaped ? 1 : 0);
  }
  return marked;
}

/**
 * Sets the prose of a post as English is printed: “quotes”, ‘quotes in them’, apostrophes, – and — for `--` and `---`, … for three dots. Code, formulas,
 * addresses and whatever was escaped stay as they are; in another language than English all does, as its quotes are others.
 */
export function typeset(tree: Root, language: string): Root {
  return setBlock(tree, isEnglish(language));
}

/** A title or another short text that is no Markdown, set in the same way; what stands between back-ticks is code, and stays. */
export function typesetWords(words: string, language: string): string {
  if (!isEnglish(language)) return words;
  const line: Line = { before: ' ', open: 0 };
  const pieces = words.split(/(`[^`]*`)/).map((piece, index) => {
    if (index % 2 === 0) return setText({ value: piece }, line);
    line.before = 'x';
    return piece;
  });
  return pieces.join('');
}

/** A title in the middle of a sentence; quotes in it become single ones, as English has them. */
export function inQuotes(title: string): string {
  return `“${title.replaceAll('“', '‘').replaceAll('”', '’')}”`;
}

function isEnglish(language: string): boolean {
  return /^en\b/i.test(language);
}

/** What has been set so far of one paragraph. */
interface Line {
  /** The character before; a blank at the beginning. */
  before: string;
  /** Double quotes that were opened and not closed. */
  open: number;
}

function setBlock<Node extends Nodes>(node: Node, english: boolean): Node {
  if (!('children' in node)) return node;
  const isLine =
    ['paragraph', 'heading', 'tableCell'].includes(node.type) ||
    (node.type === 'authorElement' && !node.children.some(isBlock));
  const line: Line = { before: ' ', open: 0 };
  const children = node.children.map((child: Nodes) =>
    isLine ? setInline(child, line, english) : setBlock(child, english),
  );
  // Each child is of the kind it was.
  return { ...node, children } as Node;
}

function isBlock(node: Nodes): boolean {
  if (node.type === 'authorElement') return !isInlineTag(node.tag);
  return ['paragraph', 'heading', 'list', 'blockquote', 'callout', 'code', 'math', 'table'].includes(
    node.type,
  );
}

function setInline<Node extends Nodes>(node: Node, line: Line, english: boolean): Node {
  if (node.type === 'text')
    return { ...node, value: english ? setText(node, line) : node.value.replaceAll(MEANT, '') };
  if (node.type === 'break' || (node.type === 'authorElement' && node.tag === 'br')) line.before = ' ';
  else if (node.type === 'inlineCode' || node.type === 'inlineMath' || node.type === 'image')
    line.before = 'x';
  if (!('children' in node)) return node;
  if (node.type === 'link' && isItsOwnText(node.url, node.children)) {
    line.before = 'x';
    return node;
  }
  const children = node.children.map((child: Nodes) => setInline(child, line, english));
  return { ...node, children } as Node;
}

/** An address that stands for itself keeps its two dashes. */
function isItsOwnText(url: string, children: readonly Nodes[]): boolean {
  const [only] = children;
  return only?.type === 'text' && (url === only.value || url.endsWith(only.value));
}

const SIGN = /---|--|\.\.\.|["']/g;

function setText({ value }: Pick<Text, 'value'>, line: Line): string {
  let last = { end: 0, set: line.before };
  const set = value.replace(SIGN, (sign, offset: number) => {
    const before = offset === last.end ? last.set : (value[offset - 1] ?? '');
    const after = value.slice(offset + sign.length);
    last = { end: offset + sign.length, set: setSign(sign, before, after, line) };
    return last.set;
  });
  line.before = set.at(-1) ?? line.before;
  return set.replaceAll(MEANT, '');
}

function setSign(sign: string, before: string, after: string, line: Line): string {
  if (after.startsWith(MEANT)) return sign;
  if (sign === '...') return '…';
  if (sign === '---') return '—';
  // `--force` is an option, and no dash stands so.
  if (sign === '--') return isBlank(before) && /^\S/.test(after) ? sign : '–';
  return sign === '"' ? doubleQuote(before, after, line) : singleQuote(before, after);
}

function doubleQuote(before: string, after: string, line: Line): string {
  if (opens(before)) {
    // One that stands alone is spoken of.
    if (/^[\s.,;:!?)]/.test(after)) return '"';
    line.open += 1;
    return '“';
  }
  // 3.5" is a length, unless something is being quoted.
  if (/\d/.test(before) && line.open === 0) return '"';
  line.open = Math.max(0, line.open - 1);
  return '”';
}

function singleQuote(before: string, after: string): string {
  if (!opens(before)) return '’';
  // The ’90s, ’tis: something was left out.
  return /^(?:\d\ds?\b|tis\b|twas\b|em\b)/i.test(after) ? '’' : '‘';
}

/** Whether a quote behind this character begins one. */
function opens(before: string): boolean {
  return isBlank(before) || /[([{<“‘—–/-]/.test(before);
}

function isBlank(character: string): boolean {
  return /^\s*$/.test(character);
}
