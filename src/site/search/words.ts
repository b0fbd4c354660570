/** What is dropped from a text before its words are taken: accents, and apostrophes within words. As source for a regular expression. */
export const DROPPED = "\\p{M}|['’]";
/** A word. */
export const WORD = '[\\p{L}\\p{N}]+';

/** The words of a text as they are searched for: in lower case, without accents. The script of the search page does the same. */
export function searchWords(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replace(new RegExp(DROPPED, 'gu'), '').toLowerCase();
  return plain.match(new RegExp(WORD, 'gu')) ?? [];
}
