/** Whether a post may have a formula or a diagram: a look at its text, as most have neither and need no parser to say so. */
export function mayBeDrawn(markdown: string): boolean {
  return /\$|(?:`{3}|~{3})\s*dot\b/.test(markdown);
}
