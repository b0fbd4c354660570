import type { Flaw } from '../flaw.ts';
import type { Lines } from './lines.ts';
import { linesOf } from './lines.ts';
import type { Proposal, SyntaxFault } from './proposal.ts';
import { replaceTabs, straighten } from './repair-indent.ts';
import { closeBracket, closeQuote, quoteValue } from './repair-quotes.ts';
import { setAsideTopic } from './set-aside.ts';

/** Repairs worth trying for a syntax fault, the most telling explanation first. */
export function* proposeRepairs(text: string, fault: SyntaxFault): Generator<Proposal> {
  const lines = linesOf(text);
  const at = lines.indexAt(fault.span.start);
  yield* replaceTabs(lines, at);
  for (const index of [at, ...filledLinesBefore(lines, at, 1)]) yield* quoteValue(lines, index);
  for (const index of [at, ...filledLinesBefore(lines, at, 400)]) {
    yield* closeQuote(lines, index);
    yield* closeBracket(lines, index);
  }
  yield* straighten(lines, at);
  yield* setAsideTopic(lines, at, plainSyntaxFlaw(fault));
}

/** A syntax fault that no repair explains. */
export function plainSyntaxFlaw(fault: SyntaxFault): Flaw {
  const words = WORDS[fault.code];
  const message = words?.message ?? fault.message.charAt(0).toLowerCase() + fault.message.slice(1);
  return { kind: 'syntax', message, help: words?.help ?? null, span: fault.span };
}

const WORDS: { readonly [code: string]: { readonly message: string; readonly help: string } | undefined } = {
  BAD_INDENT: {
    message: 'this line is not indented like its neighbours, or a bracket before it is never closed',
    help: 'keys of one topic start in the same column; close every [ and {',
  },
  BLOCK_IN_FLOW: {
    message: 'YAML finds a nested key inside { } or [ ]',
    help: 'put quotes around a value that contains ": "',
  },
  MISSING_CHAR: {
    message: 'a colon, a closing quote or a closing bracket is missing here or before this place',
    help: 'every key is followed by a colon and a space; every quote and bracket is closed',
  },
  MULTILINE_IMPLICIT_KEY: {
    message: 'YAML cannot tell where this key ends',
    help: 'every key is followed by a colon and a space: `title: …`',
  },
  MULTIPLE_DOCS: {
    message: '`---` begins a second document here',
    help: 'a calendar is one document: remove this line',
  },
};

/** Up to `count` lines before `at` that are not blank, the nearest first. */
function* filledLinesBefore(lines: Lines, at: number, count: number): Generator<number> {
  let left = count;
  for (let index = at - 1; index >= 0 && left > 0; index--) {
    if (lines.text(index).trim() === '') continue;
    yield index;
    left -= 1;
  }
}
