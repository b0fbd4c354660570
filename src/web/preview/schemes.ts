/** Light or dark, whatever the browser itself is set to. */
export type Scheme = 'light' | 'dark';

export function parseScheme(text: string | undefined): Scheme | null {
  return text === 'light' || text === 'dark' ? text : null;
}

/** A style sheet, or a document with one inside, as a browser of this scheme would read it. */
export function inScheme(text: string, scheme: Scheme): string {
  const dark = scheme === 'dark' ? 'all' : 'not all';
  return text
    .replaceAll(/\(prefers-color-scheme:\s*dark\)/g, dark)
    .replaceAll(/color-scheme:\s*light dark/g, `color-scheme: ${scheme}`)
    .replaceAll(/(<meta name="color-scheme" content=")[^"]*/g, `$1${scheme}`);
}

/** A page of the site whose style sheets are asked for in the same scheme. */
export function withSchemeOfSheets(html: string, scheme: Scheme): string {
  return inScheme(html, scheme).replaceAll(
    /(<link\b[^>]*\brel="stylesheet"[^>]*\bhref="[^"?]*)(")|(<link\b[^>]*\bhref="[^"?]*\.css)(")/g,
    (_whole, first, firstEnd, second, secondEnd) =>
      `${first ?? second}?scheme=${scheme}${firstEnd ?? secondEnd}`,
  );
}

/** A mail as a program shows it that loads no pictures. */
export function withoutPictures(html: string): string {
  return html.replaceAll(/(<img\b[^>]*?)\ssrc="[^"]*"/g, '$1');
}
