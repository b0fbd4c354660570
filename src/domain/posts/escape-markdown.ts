/** Words as they are, on one line, in Markdown that is put together by machine: any ASCII punctuation may be escaped (CommonMark 2.4). */
export function escapeMarkdown(words: string): string {
  return words
    .replace(/[!-/:-@[-`{-~]/g, '\\$&')
    .replace(/\s+/g, ' ')
    .trim();
}
