import type { LineMark } from './code-lines.ts';
import type { CalloutKind } from './nodes.ts';

/** The colours of the house, for light and dark: pages turn them into custom properties, mails write them inline. Every text colour has a contrast of at least 4.5:1 on `paper`, `page` and `codePaper`. */
export interface Palette {
  readonly page: string;
  readonly paper: string;
  readonly ink: string;
  readonly muted: string;
  readonly hairline: string;
  readonly accent: string;
  readonly codePaper: string;
  /** The ground of what is marked in a text or in code. */
  readonly marked: string;
  /** The grounds of lines of code that stand out. */
  readonly lines: Readonly<Record<LineMark, string>>;
  readonly tokens: Readonly<Record<TokenKind, string>>;
}

/** The colour of a callout's title and bar. */
export function calloutColour(palette: Palette, kind: CalloutKind): string {
  return palette.tokens[CALLOUT_TOKENS[kind]];
}

const CALLOUT_TOKENS = {
  note: 'function',
  tip: 'string',
  important: 'constant',
  warning: 'keyword',
  caution: 'deleted',
} as const satisfies Readonly<Record<CalloutKind, TokenKind>>;

/** What a piece of code is, as far as its colour goes. */
export type TokenKind = 'comment' | 'keyword' | 'string' | 'constant' | 'function' | 'inserted' | 'deleted';

export const lightPalette: Palette = {
  page: '#f6f2ea',
  paper: '#fffdf9',
  ink: '#1c1917',
  muted: '#57534e',
  hairline: '#e7e0d3',
  accent: '#0f5c5c',
  codePaper: '#f6f2ea',
  marked: '#fbe9b7',
  lines: { highlighted: '#fbf0cf', inserted: '#e4efd2', deleted: '#f9e2dc' },
  tokens: {
    comment: '#6b6257',
    keyword: '#8f3a12',
    string: '#3d6212',
    constant: '#7a2e6c',
    function: '#0f5c5c',
    inserted: '#3d6212',
    deleted: '#9b2c2c',
  },
};

export const darkPalette: Palette = {
  page: '#0f0e0d',
  paper: '#171513',
  ink: '#ece7df',
  muted: '#a8a29e',
  hairline: '#2f2b27',
  accent: '#6fc7c1',
  codePaper: '#211e1b',
  marked: '#4a3c14',
  lines: { highlighted: '#3a3118', inserted: '#26331a', deleted: '#42231f' },
  tokens: {
    comment: '#a39b8f',
    keyword: '#f0a583',
    string: '#b5cf8a',
    constant: '#dfa8d6',
    function: '#6fc7c1',
    inserted: '#b5cf8a',
    deleted: '#f2a0a0',
  },
};
