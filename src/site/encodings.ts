/** Files of these endings are words, and become a fifth of what they are. */
const COMPRESSIBLE = /\.(?:html|css|js|xml|json|svg|ics|txt|webmanifest)$/;

/** The names that HTTP has for what a file may be compressed with (RFC 9110 8.4.1, RFC 7932), the better one first. */
export const ENCODINGS = ['br', 'gzip'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** Whether a file of the site is compressed, if it is large enough. */
export function isCompressible(path: string): boolean {
  return COMPRESSIBLE.test(path);
}

/** The file that stands compressed beside another, as other web servers look for it too. */
export function siblingOf(path: string, encoding: Encoding): string {
  return `${path}.${encoding === 'br' ? 'br' : 'gz'}`;
}

/** All that may stand beside a file. */
export function siblingsOf(path: string): readonly string[] {
  return isCompressible(path) ? ENCODINGS.map((encoding) => siblingOf(path, encoding)) : [];
}

/** Whether a path is that of a compressed file beside another. */
export function isSibling(path: string): boolean {
  return /\.(?:br|gz)$/.test(path) && isCompressible(path.slice(0, -3));
}
