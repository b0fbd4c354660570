import type { Edit } from '../source.ts';
import type { Lines } from './lines.ts';
import { keyLine } from './lines.ts';
import type { Proposal } from './proposal.ts';

const WORDY_KEYS = new Set(['title', 'tagline', 'about', 'name', 'intro', 'summary']);

/** Puts a value into quotes that YAML cannot read bare: it holds ": ", or begins with a character that means something. */
export function* quoteValue(lines: Lines, index: number): Generator<Proposal> {
  yield* quoteFlowValue(lines, index);
  yield* quoteBlockValue(lines, index);
}

/** Closes a list or group that its own line leaves open, where the next line goes on as if it were closed. */
export function* closeBracket(lines: Lines, index: number): Generator<Proposal> {
  const line = keyLine(lines.text(index));
  const closing = line?.value.startsWith('[') ? ']' : '}';
  if (line === null || !/^[[{]/.test(line.value) || line.value.includes(closing)) return;
  if (WORDY_KEYS.has(line.key) || !goesOn(lines.text(index + 1))) return;
  const start = lines.span(index).start + line.valueColumn;
  const end = start + line.value.length;
  const help = `put ${closing} at the end of the line`;
  const span = { start, end: start + 1 };
  yield {
    flaw: { kind: 'syntax', message: 'this bracket is never closed', help, span },
    edits: [{ start: end, end, text: closing }],
  };
}

/** Closes a quote that its own line leaves open, where the next line goes on as if it were closed. */
export function* closeQuote(lines: Lines, index: number): Generator<Proposal> {
  const line = keyLine(lines.text(index));
  const quote = line?.value.charAt(0);
  if (line === null || quote === undefined || !isOpenQuote(line.value)) return;
  if (!goesOn(lines.text(index + 1))) return;
  const start = lines.span(index).start + line.valueColumn;
  const end = start + line.value.length;
  // A backslash at the end would swallow the quote that is put in.
  const closing = /(^|[^\\])(\\\\)*\\$/.test(line.value) && quote === '"' ? `\\${quote}` : quote;
  yield {
    flaw: {
      kind: 'syntax',
      message: 'this quote is never closed',
      help: `put ${quote} at the end of the ${line.key}`,
      span: { start, end: start + 1 },
    },
    edits: [{ start: end, end, text: closing }],
  };
}

/** Whether a line looks like the beginning of something new, not like the rest of the line before it. */
function goesOn(next: string): boolean {
  return next.trim() === '' || keyLine(next) !== null || /^\s*(#|- )/.test(next);
}

function* quoteBlockValue(lines: Lines, index: number): Generator<Proposal> {
  const line = keyLine(lines.text(index));
  if (line === null || line.value === '' || isOpenQuote(line.value)) return;
  const start = lines.span(index).start + line.valueColumn;
  yield* quoted(line.key, line.value, start);
}

/** `{ title: CP: the cost, track: x }`: the value runs to the next `, key:` or to the closing bracket. */
function* quoteFlowValue(lines: Lines, index: number): Generator<Proposal> {
  const nextKey = String.raw`,\s*[A-Za-z_][\w-]*: `;
  const pattern = new RegExp(
    String.raw`[{,]\s*([A-Za-z_][\w-]*): ((?:(?!${nextKey})[^{}"'[\]])+?)(?=\s*\}|${nextKey})`,
    'g',
  );
  for (const match of lines.text(index).matchAll(pattern)) {
    const [whole, key = '', value = ''] = match;
    if (!value.includes(': ')) continue;
    yield* quoted(key, value, lines.span(index).start + match.index + whole.length - value.length);
  }
}

function* quoted(key: string, value: string, start: number): Generator<Proposal> {
  const edits = quotingEdits(value, start);
  const colon = /^["'[{|>&*!%@`]/.test(value) ? -1 : value.search(/:(\s|$)/);
  if (colon !== -1) {
    const span = { start: start + colon, end: start + Math.min(colon + 2, value.length) };
    yield { flaw: { kind: 'unquoted-colon', key, span }, edits };
    return;
  }
  const first = value.charAt(0);
  // Brackets elsewhere than in words for readers are lists and groups, and quotes would not make them whole.
  if (!(/["'&*!%@`]/.test(first) || (/[[{]/.test(first) && WORDY_KEYS.has(key)))) return;
  const message = `this ${key} needs quotes: YAML gives \`${first}\` at the start a meaning of its own`;
  yield {
    flaw: { kind: 'syntax', message, help: `quote the whole ${key}`, span: { start, end: start + 1 } },
    edits,
  };
}

/** One edit per character put in, so that every position inside the value maps back exactly. */
function quotingEdits(value: string, start: number): readonly Edit[] {
  const insert = (at: number, text: string): Edit => ({ start: start + at, end: start + at, text });
  const escapes = [...value.matchAll(/["\\]/g)].map((match) => insert(match.index, '\\'));
  const opening = insert(0, escapes[0]?.start === start ? '"\\' : '"');
  return [opening, ...escapes.filter((edit) => edit.start !== start), insert(value.length, '"')];
}

/** Whether a value begins with a quote that its line does not close. */
function isOpenQuote(value: string): boolean {
  return /^["']/.test(value) && !/^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/.test(value);
}
