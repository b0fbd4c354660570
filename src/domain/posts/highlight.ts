import type { HighlighterCore, ThemedToken } from 'shiki/core';
import { codeLanguagesOf } from './code-languages.ts';
import { type GrammarName, grammarFor, grammarSource } from './languages.ts';
import type { TokenKind } from './palette.ts';
import type { Post } from './post.ts';

/** A stretch of code of one kind; null is plain. */
export interface CodeToken {
  readonly text: string;
  readonly kind: TokenKind | null;
}

/** Splits code into tokens which, put together, are the code again, byte for byte. */
export type Highlight = (code: string, language: string | null) => readonly CodeToken[];

/**
 * What colours the code of one post. Loads the highlighter and the grammars that the post needs, once a process;
 * a post without code in a known language loads nothing.
 */
export async function highlightFor(post: Post): Promise<Highlight> {
  const names = codeLanguagesOf(post.tree).map(grammarFor);
  const grammars = [...new Set(names.filter((name) => name !== null))];
  if (grammars.length === 0) return plain;
  const highlighter = await loadHighlighter(grammars);
  return (code, language) => {
    const grammar = language === null ? null : grammarFor(language);
    return grammar === null ? plain(code) : remembered(highlighter, code, grammar);
  };
}

const plain = (code: string): readonly CodeToken[] => [{ text: code, kind: null }];

const THEME = 'kinds';
let loading: Promise<HighlighterCore> | null = null;

async function loadHighlighter(grammars: readonly GrammarName[]): Promise<HighlighterCore> {
  loading ??= createHighlighter();
  const highlighter = await loading;
  await highlighter.loadLanguage(...grammars.map(grammarSource));
  return highlighter;
}

async function createHighlighter(): Promise<HighlighterCore> {
  const { createHighlighterCore, createCssVariablesTheme } = await import('shiki/core');
  // Starts sooner than the WebAssembly engine and takes 20 MB less.
  const { createJavaScriptRegexEngine } = await import('shiki/engine/javascript');
  return createHighlighterCore({
    themes: [createCssVariablesTheme({ name: THEME, variablePrefix: '--' })],
    langs: [],
    engine: createJavaScriptRegexEngine({ forgiving: true }),
  });
}

/** Page and mail show the same code one after the other; what colours it is one for the process. */
const known = new Map<string, readonly CodeToken[]>();
const MOST_KNOWN = 200;

function remembered(highlighter: HighlighterCore, code: string, lang: GrammarName): readonly CodeToken[] {
  const key = `${lang}\n${code}`;
  const tokens = known.get(key) ?? tokensOf(highlighter, code, lang);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, tokens);
  return tokens;
}

function tokensOf(highlighter: HighlighterCore, code: string, lang: GrammarName): readonly CodeToken[] {
  // No time limit: with one, a busy machine would give other colours, and two builds would differ.
  const lines = highlighter.codeToTokensBase(code, { lang, theme: THEME, tokenizeTimeLimit: 0 });
  const tokens: CodeToken[] = [];
  let end = 0;
  for (const token of lines.flat()) {
    // Line ends are in no token: they are taken from the code, so that a CRLF stays one.
    if (token.offset > end) append(tokens, code.slice(end, token.offset), null);
    append(tokens, token.content, kindOf(token));
    end = token.offset + token.content.length;
  }
  append(tokens, code.slice(end), null);
  return tokens;
}

/** Neighbours of one kind become one token: fewer elements, smaller mails. */
function append(tokens: CodeToken[], text: string, kind: TokenKind | null): void {
  if (text === '') return;
  const last = tokens.at(-1);
  if (last !== undefined && (last.kind === kind || /^\s+$/.test(text))) {
    tokens[tokens.length - 1] = { text: last.text + text, kind: last.kind };
  } else {
    tokens.push({ text, kind });
  }
}

// The theme's `punctuation` is left out: grammars give it to whole argument lists, which then look switched off.
const KINDS: Readonly<Record<string, TokenKind>> = {
  'var(--token-comment)': 'comment',
  'var(--token-keyword)': 'keyword',
  'var(--token-string)': 'string',
  'var(--token-string-expression)': 'string',
  'var(--token-link)': 'string',
  'var(--token-constant)': 'constant',
  'var(--token-function)': 'function',
  'var(--token-inserted)': 'inserted',
  'var(--token-deleted)': 'deleted',
};

function kindOf(token: ThemedToken): TokenKind | null {
  return KINDS[token.color ?? ''] ?? null;
}
