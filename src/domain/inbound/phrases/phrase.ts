/**
 * A text as phrases are looked for in it: lower case, Latin letters without accents, one kind of quote, and runs of blanks (line ends and
 * quote marks at the start of a line among them) as one blank.
 */
export function folded(text: string): string {
  return plainLetters(text)
    .replace(/\n[>|*\s]*/g, ' ')
    .replace(/[\s*_]+/g, ' ');
}

function plainLetters(text: string): string {
  // Most reports are ASCII, and four passes over a long text are not for nothing.
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase().replaceAll('`', "'");
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[\u2018\u2019\u00b4`]/g, "'")
    .replace(/[\u201c\u201d\u00ab\u00bb]/g, '"');
}

/** A table of phrases, which are separated by ` | ` or stand on lines of their own. */
export function phrases(table: string): readonly string[] {
  return table
    .split(/ \| |\n/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== '');
}

/** Tables of phrases, looked for together. */
export interface PhraseFinder {
  /** The first of the tables of which a phrase is in this text, which is folded; -1 for none. */
  find(text: string): number;
  /** Where in the text the first phrase of any table begins, or -1. */
  search(text: string): number;
}

/**
 * Looks for thousands of phrases in one pass. A phrase is written as it is read; `~` stands for up to 60 characters within a sentence, and
 * a phrase of Latin letters begins and ends at the bounds of words, unless it is written with `-` at that end.
 */
export function phraseFinder(tables: readonly (readonly string[])[]): PhraseFinder {
  const index = new Map<number, Pattern[]>();
  tables.forEach((table, rank) => {
    for (const pattern of table.map((phrase) => patternOf(phrase, rank))) {
      const key = keyAt(pattern.pieces[0] ?? '', 0);
      const known = index.get(key);
      if (known === undefined) index.set(key, [pattern]);
      else known.push(pattern);
    }
  });
  return {
    find(text) {
      let best = tables.length;
      for (let at = 0; at < text.length - 1 && best > 0; at += 1) {
        for (const pattern of index.get(keyAt(text, at)) ?? []) {
          if (pattern.rank < best && matches(pattern, text, at)) best = pattern.rank;
        }
      }
      return best < tables.length ? best : -1;
    },
    search(text) {
      for (let at = 0; at < text.length - 1; at += 1) {
        if (index.get(keyAt(text, at))?.some((pattern) => matches(pattern, text, at)) === true) return at;
      }
      return -1;
    },
  };
}

/** One table, by itself. */
export interface PhraseTest {
  test(text: string): boolean;
  search(text: string): number;
}

/** Looks for the phrases of one table. */
export function oneOf(table: readonly string[]): PhraseTest {
  const { search } = phraseFinder([table]);
  return { search, test: (text) => search(text) >= 0 };
}

interface Pattern {
  readonly rank: number;
  readonly pieces: readonly string[];
  /** Whether the phrase must begin and end at the bound of a word. */
  readonly isWhole: { readonly before: boolean; readonly after: boolean };
}

function patternOf(phrase: string, rank: number): Pattern {
  const text = folded(phrase.replace(/^-|-$/g, ''));
  return {
    rank,
    pieces: text.split('~').map((piece) => piece.trim()),
    isWhole: {
      before: !phrase.startsWith('-') && isLetter(text.charCodeAt(0)),
      after: !phrase.endsWith('-') && isLetter(text.charCodeAt(text.length - 1)),
    },
  };
}

/** The first two characters: every phrase has as many. */
function keyAt(text: string, at: number): number {
  // Within 31 bits and a sign: a number that the engine keeps without an object of its own.
  return (text.charCodeAt(at) << 16) | text.charCodeAt(at + 1);
}

const LONGEST_GAP = 60;

function matches({ pieces, isWhole }: Pattern, text: string, start: number): boolean {
  if (isWhole.before && start > 0 && isLetter(text.charCodeAt(start - 1))) return false;
  let end = start;
  for (const [position, piece] of pieces.entries()) {
    const at = position === 0 ? start : pieceAfter(text, piece, end);
    if (at < 0 || !text.startsWith(piece, at)) return false;
    end = at + piece.length;
  }
  return !(isWhole.after && isLetter(text.charCodeAt(end)));
}

/** Where a piece stands behind another, in the same sentence; -1 when it does not. */
function pieceAfter(text: string, piece: string, from: number): number {
  const gap = text.slice(from, from + LONGEST_GAP + piece.length);
  for (let at = gap.indexOf(piece); at >= 0; at = gap.indexOf(piece, at + 1)) {
    const isWord = !isLetter(piece.charCodeAt(0)) || at === 0 || !isLetter(gap.charCodeAt(at - 1));
    // A dot inside an address or a host name ends no sentence.
    if (isWord) return /[.!?。] /.test(gap.slice(0, at)) ? -1 : from + at;
  }
  return -1;
}

/** Latin letters and digits: the scripts whose words have bounds. Not a number at the end of the text. */
function isLetter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    (code >= 0xdf && code <= 0x24f && code !== 0xf7)
  );
}
