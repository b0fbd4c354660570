/** Whether a word can name a key in DNS: labels of letters, digits and inner hyphens, with dots between (RFC 6376 3.1). */
export function isSelector(word: string): boolean {
  const label = '[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
  return new RegExp(`^${label}(\\.${label})*$`).test(word);
}
