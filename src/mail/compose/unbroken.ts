/** A few words that stand together, such as a date, do not part at the end of a line. */
export function unbroken(words: string): string {
  return words.length > 20 ? words : words.replaceAll(' ', '\u00a0');
}
